"""What the program's exit codes mean."""

DONE = 0
REFUSED = 1
USAGE = 2
