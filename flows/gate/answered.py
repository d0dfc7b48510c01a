"""Questions that the catalog answers already, before the reports are read again with it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

import yaml

from crossfoot.normalizers.places.cities import decisions_for
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.tables.measures import match_measure

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.flows.gate.review import ReviewItem
    from crossfoot.normalizers.catalog import Catalog


def unanswered(
    items: Iterable[ReviewItem], catalog: Catalog, today: datetime.date
) -> tuple[ReviewItem, ...]:
    """Return the questions to which the catalog has no answer, in their order."""
    settled = {one.question for one in catalog.settled}
    return tuple(
        item for item in items if item.id not in settled and not _is_answered(item, catalog, today)
    )


def _is_answered(item: ReviewItem, catalog: Catalog, today: datetime.date) -> bool:
    if item.kind == "check":
        return _is_accepted(item, catalog, today)
    if item.kind == "city":
        asked = squash(item.printed)
        holding = decisions_for(catalog.decisions, series=item.series, language=item.language)
        return any(squash(one.name) == asked for one in holding)
    if item.kind == "header":
        series = catalog.find_series(item.series)
        return match_measure((item.printed,), series).measure is not None
    return False


def _is_accepted(item: ReviewItem, catalog: Catalog, today: datetime.date) -> bool:
    if not item.line:
        return False
    (entry,) = yaml.safe_load(item.line)
    values = str(entry["printed"]), str(entry["computed"])
    return any(
        one.fingerprint == item.id
        and (format(one.printed, "f"), format(one.computed, "f")) == values
        and datetime.date.fromisoformat(one.expires) >= today
        for one in catalog.accepted
    )
