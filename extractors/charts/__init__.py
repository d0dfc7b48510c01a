"""extractors/charts."""
