"""The first draft of a series: the file that a person edits instead of a blank page.

In: one or more reports as read. Out: YAML with a name, who issues the reports, what they are
recognised by, and their measures with page and example.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.folding import bare_words
from crossfoot.normalizers.catalog.schema import id_of
from crossfoot.vocabulary import empty_words, spoken, words
from crossfoot.vocabulary.printed import without_years

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.flows.catalog.found import Found
    from crossfoot.model import Extraction

LONGEST = 40
"""Lines of a draft, which a person reads in minutes; what is left has few numbers and comes up in
`crossfoot review`."""

OWN = LONGEST // 4
"""Measures that have a line of their own, those first that most reports print; the others are
listed by their names alone."""

KNOWN = 0.96
"""Share of the numbers that a draft is to know: lines are as wide as that takes…"""

WIDTHS = range(100, 260, 20)
"""…from what an editor shows beside another file to what a screen shows."""

SAID = 4
"""Words that name something in the line that a series is recognised by: more would not be printed
by every report, fewer are printed by others."""

LEAST = 2


@dataclass(frozen=True, slots=True)
class Draft:
    """A series as it is proposed.

    Attributes:
        recognise: Lines that all reports print.
        measures: Of all reports.
    """

    name: str
    title: str
    issuer: str
    language: str
    recognise: tuple[str, ...]
    measures: tuple[Found, ...]
    files: tuple[str, ...]


def draft(extractions: Sequence[Extraction], measures: Sequence[Found], name: str = "") -> Draft:
    """Return what reports propose for their series.

    Args:
        extractions: One or more reports of it.
        measures: What they count or measure.
        name: Of the series, "" to make one of the title.
    """
    reports = [one.report for one in extractions]
    titles = [report.heading or report.title for report in reports]
    issuers = {report.issuer for report in reports} - {""}
    issuer = issuers.pop() if len(issuers) == 1 else ""
    title = common_words(titles)
    phrase = telling_words(title, issuer)
    telling = [phrase] if phrase else []
    if issuer and len(_named(phrase)) < LEAST + 1:
        telling.append(issuer)
    return Draft(
        name=name or id_of(phrase or issuer or reports[0].file)[:40].strip("_"),
        title=title or reports[0].file,
        issuer=issuer,
        language=reports[0].language,
        recognise=tuple(telling),
        measures=tuple(measures),
        files=tuple(report.file for report in reports),
    )


def common_words(titles: Sequence[str]) -> str:
    """Return the longest run of words of the first title that all the others print too.

    >>> common_words(["Lyon Rapport sur l'eau 2021 Lyon", "Rapport sur l'eau potable 2021 Arles"])
    "Rapport sur l'eau"
    """
    others = ["".join(bare_words(title).split()) for title in titles[1:]]
    runs: list[list[str]] = [[]]
    for word in without_years(titles[0]).split():
        letters = "".join(bare_words(word).split())
        if letters and all(letters in other for other in others):
            runs[-1].append(word)
        else:
            runs.append([])
    return _without_small_ends(max(runs, key=lambda run: len(_named(" ".join(run)))))


def telling_words(title: str, issuer: str) -> str:
    """Return the part of a title that tells a series from others.

    That is what follows the words that all reports have ("annual report on…"), or the whole where
    nothing does; who issues it is left out, since others may issue the same.

    >>> telling_words("Allain Rapport annuel sur le Prix et la Qualité du Service public 2021", "")
    'Prix et la Qualité du Service public'
    >>> telling_words("Annual report 2020", "")
    'Annual report'
    """
    own = set(_named(issuer))
    spoken_words = [w for w in without_years(title).split() if not set(_named(w)) & own or not w]
    kinds = [n for n, word in enumerate(spoken_words) if _is_kind(word)]
    if kinds:
        spoken_words = spoken_words[kinds[0] :]
    rest = [word for word in spoken_words if not _is_kind(word)]
    while rest and not _named(rest[0]):
        rest.pop(0)
    chosen = rest if len(_named(" ".join(rest))) >= LEAST else spoken_words
    count = 0
    for n, word in enumerate(chosen):
        if count >= LEAST and word.isupper() and not chosen[0].isupper():
            chosen = chosen[:n]  # a name in capitals beside the title
            break
        count += len(_named(word))
        if count >= SAID:
            chosen = chosen[: n + 1]
            break
    return _without_small_ends(chosen)


def write_draft(one: Draft) -> str:
    """Return the YAML of a draft; it reads back as a series of the catalog."""
    told = f"{len(one.files)} reports" if len(one.files) > 1 else one.files[0]
    shared = sorted(
        one.measures,
        key=lambda found: (len(found.names) == 1, -found.reports, -found.numbers, found.id),
    )
    own, rest = shared[:OWN], shared[OWN:]
    head = [
        f"# Drafted from {_plain(told)}: edit what you like, then `crossfoot catalog check`.",
        f"series: {one.name}",
        f"title: {_quoted(one.title)}",
        *([f"issuer: {_quoted(one.issuer)}"] if one.issuer else []),
        f"language: {one.language}",
        "recognise: # each of these lines is printed by every report; [a, b] is a or b",
        *(f"  - {_quoted(line)}" for line in one.recognise),
        "measures: # id, what it is called [or: called], unit  # page, number found there",
        *(_measure_line(found, len(one.files) > 1) for found in own),
    ]
    room = LONGEST - len(head)
    numbers = sum(found.numbers for found in one.measures)
    least = KNOWN * numbers - sum(found.numbers for found in own)
    for width in WIDTHS:
        lines, known = _listed(rest, room, width)
        if known >= least:
            break
    return "\n".join([*head, *lines]) + "\n"


def _measure_line(found: Found, many: bool) -> str:
    told = ", ".join(map(_quoted, found.names))
    names = f"[{told}]" if len(found.names) > 1 else told
    unit = f", unit: {_quoted(found.unit)}" if found.unit else ""
    where = f"{_plain(found.file)} p. {found.page}" if many else f"p. {found.page}"
    return f"  - {{id: {found.id}, names: {names}{unit}}}  # {where}: {_plain(found.example)}"


def _listed(measures: Sequence[Found], most: int, width: int) -> tuple[list[str], int]:
    """Return the lines of measures that are known by their own words, and the numbers they know.

    Args:
        measures: Those without a line of their own.
        most: Lines.
        width: Chars of a line.
    """
    if not measures:
        return [], 0
    # most numbers for the room that a name takes
    measures = sorted(measures, key=lambda found: -found.numbers / len(found.names[0]))
    taken, lines = 0, list[str]()
    for count in range(1, len(measures) + 1):
        tried = _wrapped(_grouped(measures[:count]), width)
        if len(tried) > most - 2:
            break
        taken, lines = count, tried
    left = len(measures) - taken
    more = f"; {left} of the fewest numbers are left to crossfoot review" if left else ""
    told = f"as_printed: [ # further measures, in their own words{more}"
    known = sum(found.numbers for found in measures[:taken])
    return [told, *lines, "  ]"], known


def _grouped(measures: Sequence[Found]) -> list[str]:
    """Return the items of a list of names; those that stand under one heading share it."""
    groups: dict[str, list[str]] = {}
    for n, found in enumerate(measures):
        above, own = found.path
        groups.setdefault(above or f"\0{n}", []).append(own)
    items = []
    for above, names in groups.items():
        told = ", ".join(map(_quoted, names))
        if above.startswith("\0"):
            items.append(f"{told},")
        elif len(names) == 1:
            items.append(f"{_quoted(f'{above} {names[0]}')},")
        else:
            items.append(f"{{{_quoted(above)}: [{told}]}},")
    return items


def _wrapped(items: Sequence[str], width: int) -> list[str]:
    """Return items set in lines, broken between words of a list alone."""
    words = [word for item in items for word in re.findall(r'(?:[^\s"]|"(?:\\.|[^"\\])*")+', item)]
    lines, line = [], " "
    for word in words:
        if len(line) + 1 + len(word) > width and line.strip():
            lines.append(line)
            line = " "
        line += f" {word}"
    return [*lines, line] if line.strip() else lines


def _named(text: str) -> list[str]:
    """Return the words of a text that name something."""
    return [
        word for word in bare_words(text).split() if word not in empty_words() and len(word) > 1
    ]


def _without_small_ends(said: Sequence[str]) -> str:
    """Return words as a text that neither begins nor ends with one that names nothing."""
    chosen = list(said)
    while chosen and not _named(chosen[-1]):
        chosen.pop()
    while chosen and not _named(chosen[0]):
        chosen.pop(0)
    return " ".join(chosen).strip(" ,;:.-–—")


def _is_kind(word: str) -> bool:
    return bare_words(word) in _kinds()


@lru_cache(maxsize=1)
def _kinds() -> frozenset[str]:
    """Return the words that titles of any reports have."""
    return frozenset(bare_words(word) for word in words(spoken(None)).issuers.reports)


def _quoted(text: str) -> str:
    return json.dumps(_plain(text), ensure_ascii=False)


def _plain(text: str) -> str:
    """Return a text fit for one line of YAML, in a comment too."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
