"""flows/gate."""
