"""extractors/choice."""
