"""The versioned SQLite dataset: schema, load, versions, diff, export. Parses no text."""
