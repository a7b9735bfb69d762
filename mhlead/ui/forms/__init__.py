"""The forms over records, each in the order in which a letter or a person asks."""
