"""What do people know of the reports, and what did they decide?

May import: crossfoot, catalog.
"""

from crossfoot.normalizers.catalog.load import (
    ACCEPTED_FILE,
    DECISIONS_FILE,
    catalog_fingerprint,
    load_catalog,
    recognise_series,
    shipped_folder,
)
from crossfoot.normalizers.catalog.values import Catalog, Measure, NamedFigure, Series, Term, Tie

__all__ = [
    "ACCEPTED_FILE",
    "DECISIONS_FILE",
    "Catalog",
    "Measure",
    "NamedFigure",
    "Series",
    "Term",
    "Tie",
    "catalog_fingerprint",
    "load_catalog",
    "recognise_series",
    "shipped_folder",
]
