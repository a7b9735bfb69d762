"""What a user can do: one function an action; it owns the transaction and returns frozen values."""
