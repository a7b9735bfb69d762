"""The protector: chooses the cells to hide; nothing is safe because this room says so."""
