"""Anonymised tables: which cells to hide, and the independent attack on what would be printed."""
