"""reconcilers/equations."""
