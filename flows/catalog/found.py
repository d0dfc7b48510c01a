"""The measures that reports print, as a person would write them into a catalog.

In: observations of one or more reports of a series. Out: one entry a measure, whether its name
stands over a column or beside a row, those of most numbers first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.normalizers.catalog.schema import id_of
from crossfoot.normalizers.meaning.joins import gather, join_names
from crossfoot.normalizers.tables.headers import PATH
from crossfoot.vocabulary.printed import without_years

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from crossfoot.model import Extraction, Observation


@dataclass(frozen=True, slots=True)
class Found:
    """A measure as reports print it.

    Attributes:
        names: As printed, the most frequent first; no two differ by their years alone.
        path: The name as what it stands under, "" for nothing, and its own words.
        unit: That most of its numbers have, "" for none.
        numbers: How many numbers it has…
        reports: …in how many reports.
        file: Where it is first printed, with page and printed number.
    """

    id: str
    names: tuple[str, ...]
    path: tuple[str, str]
    unit: str
    numbers: int
    reports: int
    file: str
    page: int
    example: str


def find_measures(extractions: Sequence[Extraction]) -> tuple[Found, ...]:
    """Return the measures of reports that no catalog knows yet, those of most numbers first."""
    groups: dict[str, list[tuple[Extraction, Observation]]] = {}
    for extraction in extractions:
        for one in extraction.observations:
            name = measure_name(one)
            if name and not one.is_known:
                groups.setdefault(id_of(name), []).append((extraction, one))
    if len(extractions) > 1:
        groups = _joined(groups)
    found = [_found(key, group) for key, group in groups.items()]
    return tuple(sorted(found, key=lambda one: (-one.numbers, -one.reports, one.id)))


def _joined(
    groups: dict[str, list[tuple[Extraction, Observation]]],
) -> dict[str, list[tuple[Extraction, Observation]]]:
    """Return groups of observations with those of one measure under two names together."""
    whole: dict[str, list[tuple[Extraction, Observation]]] = {}
    for key, to in join_names(gather(groups)).items():
        whole.setdefault(to, []).extend(groups[key])
    return whole


def measure_name(one: Observation) -> str:
    """Return the name of an observation's measure as printed, without years; "" for none.

    It stands over its column, beside its row or over its table.
    """
    name = " ".join(without_years(one.measure_label.replace(PATH, " ")).split()).strip(" :;,.-–")
    return name if any(char.isalpha() for char in name) else ""


def _found(key: str, group: Sequence[tuple[Extraction, Observation]]) -> Found:
    extraction, first = next(
        ((e, one) for e, one in group if one.number.value is not None), group[0]
    )
    names = _most_frequent(measure_name(one) for _, one in group)
    names = _unlike(names)
    units = _most_frequent(one.unit or "" for _, one in group)
    return Found(
        id=key,
        names=names,
        path=_split(first, names[0]),
        unit=units[0],
        numbers=len(group),
        reports=len({e.report.sha256 for e, _ in group}),
        file=extraction.report.file,
        page=first.page,
        example=" ".join(first.number.text.split()),
    )


def _unlike(names: Sequence[str]) -> tuple[str, ...]:
    """Return names without those that the catalog takes for one before them."""
    kept: dict[str, str] = {}
    for name in names:
        kept.setdefault(id_of(name), name)
    return tuple(kept.values())


def _split(one: Observation, name: str) -> tuple[str, str]:
    """Return a name as what its last level stands under and that level."""
    last = " ".join(without_years(one.measure_label.rpartition(PATH)[2]).split())
    above = name.removesuffix(last).strip()
    return (above, last) if name.endswith(last) and above else ("", name)


def _most_frequent(texts: Iterable[str]) -> tuple[str, ...]:
    counted: dict[str, int] = {}
    for text in texts:
        counted[text] = counted.get(text, 0) + 1
    return tuple(sorted(counted, key=lambda text: -counted[text]))
