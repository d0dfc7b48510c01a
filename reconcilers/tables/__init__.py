"""reconcilers/tables."""
