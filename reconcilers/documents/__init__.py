"""reconcilers/documents."""
