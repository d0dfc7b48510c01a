"""What one may choose among: apart from model and settings, which take time to import."""

from typing import Literal, get_args

Language = str
"""Code of a language (ISO 639-1); which ones we read, the vocabulary says."""

Engine = Literal[
    "auto", "own", "ruled", "aligned", "pdfplumber", "camelot-lattice", "camelot-hybrid"
]
ENGINES: tuple[Engine, ...] = get_args(Engine)

YEARS = range(1800, 2100)
"""Years that a report may be about."""
