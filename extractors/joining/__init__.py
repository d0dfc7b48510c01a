"""extractors/joining."""
