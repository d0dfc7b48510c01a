"""Large datasets: raw tables and views answer at once, and count and group only when asked to.

Datasette counts all rows of a view and groups them by each facet before it shows fifty of them,
which at millions of numbers takes half a minute. Where a dataset is large, `_nocount`, `_nofacet`
and `_nosuggest` are what an address says that says nothing; `?_facet=measure` asks for a facet.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode

LARGE = 200_000
"""Numbers in all versions from which on counting them is not done unasked."""

COUNTED = """
SELECT coalesce((SELECT max(id) FROM observation_rows), 0)
  + coalesce((SELECT max(id) FROM cells), 0)
"""
UNASKED: Mapping[str, str] = {"_nocount": "1", "_nofacet": "1", "_nosuggest": "1"}


def is_large(db: Any, large: int = LARGE) -> bool:
    """Say whether a dataset is one: more numbers than ``large``."""
    return int(db.execute(COUNTED).fetchone()[0]) > large


def with_defaults(scope: dict[str, Any], database: str) -> dict[str, Any]:
    """Return a request for a table or view of a large dataset as it is to be answered.

    Args:
        database: Its address: "/crossfoot", or below the base URL.
    """
    head, _, name = scope.get("path", "").rpartition("/")
    if head != database or not name or "." in name:
        return scope
    asked = dict(parse_qsl(scope.get("query_string", b"").decode("latin-1"), True))
    added = {name: value for name, value in UNASKED.items() if name not in asked}
    if "_facet" in asked:
        added.pop("_nofacet", None)
    text = scope.get("query_string", b"").decode("latin-1")
    query = "&".join(filter(None, (text, urlencode(added))))
    return {**scope, "query_string": query.encode("latin-1")}
