"""reconcilers/printed."""
