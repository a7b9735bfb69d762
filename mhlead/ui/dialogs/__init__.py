"""The dialogs of the window, one class each."""
