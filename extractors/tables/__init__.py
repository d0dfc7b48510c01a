"""extractors/tables."""
