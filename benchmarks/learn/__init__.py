"""Learning what extractors/weighing asks: see README.md beside."""
