"""What tells a file as one of ours."""

from __future__ import annotations

APPLICATION_ID = 0x43464F54  # "CFOT", so that `file` and we know our own

FULL_TEXT: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("tables", ("caption", "section")),
    ("cells", ("text",)),
    ("figures", ("label", "caption", "context")),
    ("observations", ("entity", "header")),
    ("city_mentions", ("text",)),
    ("cities", ("name", "name_fr", "name_en", "name_es")),
)
"""Searchable tables and columns; accents are folded, so that "liege" finds "Liège"."""

TOKENS = "unicode61 remove_diacritics 2"
