"""What the records come to in numbers: the school's own figures, and coded pupils for a release."""
