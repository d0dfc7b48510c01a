"""extractors/scans."""
