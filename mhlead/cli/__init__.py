"""The command line: it runs where no window could even be imported."""
