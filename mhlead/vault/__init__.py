"""The only cryptography: keys, slots, recovery. Small enough to audit in an hour."""
