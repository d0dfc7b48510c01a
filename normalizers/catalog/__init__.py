"""What do people know of the reports, and what did they decide?

May import: crossfoot, catalog.
"""

from crossfoot.normalizers.catalog.find import describe_place, find_catalog, shipped_folder
from crossfoot.normalizers.catalog.load import (
    ACCEPTED_FILE,
    CORRECTIONS_FILE,
    DECISIONS_FILE,
    SETTLED_FILE,
    catalog_fingerprint,
    load_catalog,
)
from crossfoot.normalizers.catalog.recognition import Recognition, recognise, recognise_series
from crossfoot.normalizers.catalog.values import Catalog, Measure, NamedFigure, Series, Term, Tie

__all__ = [
    "ACCEPTED_FILE",
    "CORRECTIONS_FILE",
    "DECISIONS_FILE",
    "SETTLED_FILE",
    "Catalog",
    "Measure",
    "NamedFigure",
    "Recognition",
    "Series",
    "Term",
    "Tie",
    "catalog_fingerprint",
    "describe_place",
    "find_catalog",
    "load_catalog",
    "recognise",
    "recognise_series",
    "shipped_folder",
]
