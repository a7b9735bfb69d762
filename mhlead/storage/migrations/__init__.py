"""The steps that bring a store from one version of the program to the next."""
