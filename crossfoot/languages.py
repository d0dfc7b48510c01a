"""What a language is called: its code. Which ones we read, the vocabulary says."""

from __future__ import annotations

Language = str
"""Code of a language (ISO 639-1)."""
