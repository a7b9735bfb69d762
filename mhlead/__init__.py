"""mhlead: the school mental health lead's desktop program."""

__version__ = "0.1.0"
