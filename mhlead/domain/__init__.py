"""Values and rules: what is true, with no clock, no file, no window and no database."""
