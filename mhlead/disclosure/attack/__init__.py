"""The attacker: works out what a reader could, from what would be published alone."""
