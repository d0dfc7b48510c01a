"""Which tables are annotated with what their rows and columns are, and how readings are scored."""
