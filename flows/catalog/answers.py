"""Answers to questions of the review, as lines of the catalog.

In: a question, what a person says to it, and who and why. Out: the line and the file it goes to.
An answer that changes no data is kept in ``settled.yaml``, so that it is not asked again.
"""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import yaml

from crossfoot.errors import UsageError
from crossfoot.flows.catalog.edit import Addition
from crossfoot.normalizers.catalog import SETTLED_FILE
from crossfoot.normalizers.catalog.schema import id_of

if TYPE_CHECKING:
    from crossfoot.flows.gate.review import ReviewItem
    from crossfoot.normalizers.catalog import Catalog

Verdict = Literal["accepted", "rejected"]

NO_SERIES = (
    "its report belongs to no series of the catalog: `crossfoot catalog new PDF` drafts one, "
    "and `crossfoot ingest` says by what it is recognised"
)


@dataclass(frozen=True, slots=True)
class Who:
    """Who answers, why, on which day and, for a mismatch, until when."""

    author: str
    reason: str
    today: datetime.date
    expires: datetime.date | None = None


def accept(item: ReviewItem, who: Who) -> Addition:
    """Return the line that says yes: the report errs, the place is it, the measure is one.

    Raises:
        UsageError: The question has no yes, or its report no series to write it to.
    """
    if item.kind == "check":
        if not item.line:
            raise UsageError(f"{item.id}: one of its values is unknown, an entry needs both")
        return _pinned(item, who)
    if item.kind == "city":
        entry = _entry(item)
        if entry["geonameid"] is None:
            raise UsageError(
                f"{item.id}: no place is proposed for {item.printed}: "
                f"crossfoot review name {item.id} GEONAMEID, or reject"
            )
        return _decision(entry, who)
    if item.kind == "header":
        _require_series(item)
        entry = _entry(item)
        if item.joined:
            return Addition(item.file, item.section, f"{flow(entry)}  # {_told(who)}")
        entry["id"] = id_of(str(entry["id"]).replace("_", " "))  # "1er_janvier" begins no id
        return Addition(item.file, item.section, f"{flow(entry)}  # {_told(who)}")
    if item.kind == "edition":
        raise UsageError(f"{item.id}: settle it with  {item.line}")
    return _settled(item, "accepted", who)


def reject(item: ReviewItem, who: Who) -> Addition:
    """Return the line that says no: no such sum is claimed, no place, no measure, read wrong.

    Raises:
        UsageError: The answer needs a series that the report has not.
    """
    if item.kind == "check":
        if not item.rejected:
            raise UsageError(
                f"{item.id} is no total of a table: accept it, or correct what was read"
            )
        _require_series(item)
        entry = _load(item.rejected) | {"reason": f"{who.reason} ({who.author}, {who.today})"}
        return Addition(f"{item.series}.yaml", "rules", flow(entry))
    if item.kind == "city":
        return _decision(_entry(item) | {"geonameid": None}, who)
    if item.kind == "table":
        _require_series(item)
        return Addition(item.file, item.section, f"{flow(_entry(item))}  # {_told(who)}")
    if item.kind == "edition":
        raise UsageError(f"{item.id}: settle it with  {item.line}")
    return _settled(item, "rejected", who)


def name(item: ReviewItem, called: str, who: Who, catalog: Catalog) -> Addition:
    """Return the line that says which place or which measure it is.

    Args:
        item: A name of a place, or a header.
        called: A GeoNames id, or the id of a measure: one of the series, or a new one.
        who: Who says so.
        catalog: Whose measures there are.

    Raises:
        UsageError: The question is about something else, or ``called`` is no such id.
    """
    if item.kind == "city":
        if not called.isdecimal():
            raise UsageError(f"{called} is no GeoNames id: crossfoot match '{called}' finds it")
        return _decision(_entry(item) | {"geonameid": int(called)}, who)
    if item.kind != "header":
        raise UsageError(f"{item.id} asks for no name: accept or reject it")
    _require_series(item)
    series = catalog.find_series(item.series)
    entry = _entry(item)
    if series and any(measure.id == called for measure in series.measures):
        named = {"measure": called, "names": entry["names"]}
        return Addition(item.file, "further_names", f"{flow(named)}  # {_told(who)}")
    told = {key: value for key, value in entry.items() if key not in ("id", "measure")}
    return Addition(item.file, "measures", f"{flow({'id': called} | told)}  # {_told(who)}")


def _pinned(item: ReviewItem, who: Who) -> Addition:
    entry = _entry(item) | {"reason": who.reason, "author": who.author}
    if who.expires is not None:
        entry["expires"] = who.expires.isoformat()
    return Addition(item.file, item.section, flow(entry))


def _decision(entry: dict[str, Any], who: Who) -> Addition:
    entry = entry | {"author": who.author, "date": who.today.isoformat(), "reason": who.reason}
    return Addition("decisions.yaml", "decisions", flow(entry))


def _settled(item: ReviewItem, verdict: Verdict, who: Who) -> Addition:
    entry = {
        "question": item.id,
        "answer": verdict,
        "about": f"{item.report}: {item.printed or item.question}",
        "reason": who.reason,
        "author": who.author,
        "date": who.today.isoformat(),
    }
    return Addition(SETTLED_FILE, "settled", flow(entry))


def _require_series(item: ReviewItem) -> None:
    if not item.series:
        raise UsageError(f"{item.id}: {NO_SERIES}")


def _entry(item: ReviewItem) -> dict[str, Any]:
    return _load(item.line)


def _load(line: str) -> dict[str, Any]:
    """Return the entry of a line of a review, days as texts."""
    (entry,) = yaml.safe_load(line)
    return {
        key: one.isoformat() if isinstance(one, datetime.date) else one
        for key, one in entry.items()
    }


def flow(value: object) -> str:
    """Return a value as one line of YAML; texts in double quotes, which JSON and YAML share."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, str):
        value = "".join(char if char.isprintable() else " " for char in value)
    return json.dumps(value, ensure_ascii=False)


def _told(who: Who) -> str:
    """Return who said it and why, as a comment."""
    told = f"{who.reason} ({who.author}, {who.today})"
    return " ".join("".join(char if char.isprintable() else " " for char in told).split())
