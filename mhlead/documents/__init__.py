"""A document tree drawn as an accessible, archival PDF."""
