"""Which report a document is an edition of, and which reports are one publication.

Headings are not enough: the communes of a country fill in one form, and next year's report has
this year's headings. Two files are editions of one report only when their headings *and* what is
printed under them agree, or a person says so. In doubt they are two reports, and a person is asked.

What a person said comes first (:class:`Said`, and what an earlier load noted), then what is known
of the file; else it is compared with each report of its language whose series and year are the
same, or not known on one side. Shares are those of :mod:`db.identity.profiles`' sets: of headings
|A ∩ B| / |A ∪ B|; of numbers and words 2|A ∩ B| / (|A| + |B|), which one added row lowers little.

*Numbers* are compared with their labels: those of two significant digits or more; where one file
has fewer than eight, all that are not zero; where those are fewer than eight as well, the places
that are named count with them. Files that print fewer than four such things cannot be told apart.

=========  ========================================================================================
edition    same series and year, half of the headings, half of the words and half of the numbers
           (six tenths where no year is known: next year's report repeats last year's column), and
           nobody else issues it. Where one does not name who issues it and their titles, as
           printed on the first page or among the PDF's properties, differ: eight tenths of the
           numbers.
in doubt   a quarter of the numbers with half of the words and three tenths of the headings; or an
           edition by its contents that somebody else issues, or of which one file tells no series
           or year; or the same headings (none, and the same title or file name) over too little.
other      everything else.
=========  ========================================================================================

Measured on printed reports: two printings share 70 to 100 % of such numbers, the forms of two
communes 0 to 10 % while they share 90 % of their words.

Editions in other languages share numbers, not words. They are reports of their own, tied by a
*publication*: same year, no other series, seven tenths of the amounts (eight where no year is
known), half of the places where both name some, and neither has twice the headings of the other: a
part that is printed for itself has most numbers of its report, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePath
from textwrap import shorten
from typing import TYPE_CHECKING, Literal

from crossfoot.db.identity.profiles import Profile, stored_profile
from crossfoot.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlite_utils import Database

    from crossfoot.model import ReportInfo

SAME_HEADINGS, NEAR_HEADINGS = 0.5, 0.3
SAME_WORDS = 0.5
SAME_NUMBERS, SAME_UNDATED, SAME_UNTITLED, NEAR_NUMBERS = 0.5, 0.6, 0.8, 0.25
SAME_AMOUNTS, SAME_AMOUNTS_UNDATED, SAME_PLACES, SAME_COUNT = 0.7, 0.8, 0.5, 0.5
ENOUGH = 8
"""Numbers, or places, from which a share of them means something."""
LEAST = 4
"""Things below which nothing can be told."""
OWN = "none"
"""What a person writes for "a report of its own"."""

Verdict = Literal["edition", "unsure", "other"]

LABEL = 60
"""Chars of a title in a label."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How much two documents have in common, 0 to 1, and what follows.

    Attributes:
        reason: One English sentence.
    """

    verdict: Verdict
    headings: float
    numbers: float
    words: float
    reason: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stored report, by the newest extraction that stands under it."""

    report_id: int
    edition_id: int
    extraction_id: int


@dataclass(frozen=True, slots=True)
class Said:
    """What a person says of the files of a load.

    Attributes:
        report_id: They are editions of this report, or its editions in another language;
            ``None``: each is a report of its own.
    """

    report_id: int | None


def find_said(db: Database, text: str) -> Said:
    """Return what ``--edition-of`` means: a label or id of a report, or "none".

    Raises:
        UsageError: There is no such report.
    """
    if text == OWN:
        return Said(None)
    try:
        return Said(find_report_id(db, text))
    except UsageError:
        raise UsageError(
            f"--edition-of {text!r}: the dataset has no such report; write a label or id that "
            f"`crossfoot versions --reports` lists, or {OWN!r} for a report of its own"
        ) from None


def find_report_id(db: Database, text: str) -> int:
    """Return the id of the report that a label or an id names.

    Raises:
        UsageError: There is no such report.
    """
    found = db.execute(
        "SELECT id FROM reports WHERE label = :text OR CAST(id AS TEXT) = :text "
        "ORDER BY label = :text DESC",
        {"text": text},
    ).fetchone()
    if found is None:
        raise UsageError(
            f"the dataset has no report {text!r}: `crossfoot reports list` names them all"
        )
    return int(found[0])


# ------------------------------------------------------------------------- comparing


def compare(mine: Profile, theirs: Profile) -> Comparison:
    """Say whether two documents of one language are editions of one report."""
    kind, ours, others = _compared(mine, theirs)
    numbers, words = _dice(ours, others), _common_words(mine, theirs)
    headings = _share(len(mine.headings & theirs.headings), len(mine.headings | theirs.headings))
    if min(len(ours), len(others)) < LEAST:
        verdict: Verdict = "unsure" if _looks_alike(mine, theirs, headings) else "other"
        told = f"too few numbers to tell; {headings:.0%} of the headings are the same"
    else:
        verdict, told = _judge(mine, theirs, (headings, numbers, words))
        told = f"{numbers:.0%} of the {kind} and {headings:.0%} of the headings are the same{told}"
    return Comparison(verdict, headings, numbers, words, told)


def _judge(
    mine: Profile, theirs: Profile, shares: tuple[float, float, float]
) -> tuple[Verdict, str]:
    headings, numbers, words = shares
    is_near = numbers >= NEAR_NUMBERS and headings >= NEAR_HEADINGS and words >= SAME_WORDS
    is_same = is_near and headings >= SAME_HEADINGS and numbers >= _least_numbers(mine, theirs)
    told = _who(mine, theirs)
    if mine.series != theirs.series or mine.year != theirs.year:
        return ("unsure" if is_same else "other"), f"{told}; one tells no series or year"
    if mine.issuer and theirs.issuer and not _is_same_body(mine.issuer, theirs.issuer):
        return ("unsure" if is_same else "other"), told
    return ("edition" if is_same else "unsure" if is_near else "other"), told


def _least_numbers(mine: Profile, theirs: Profile) -> float:
    if not (mine.issuer and theirs.issuer) and not _is_same_title(mine, theirs):
        return SAME_UNTITLED
    return SAME_NUMBERS if mine.year is not None and theirs.year is not None else SAME_UNDATED


def _who(mine: Profile, theirs: Profile) -> str:
    """Name what speaks for or against one issuer, as the end of a sentence."""
    if mine.issuer and theirs.issuer:
        if _is_same_body(mine.issuer, theirs.issuer):
            return f", so is who issues it ({mine.issuer})"
        return f", but {mine.issuer} issues one and {theirs.issuer} the other"
    if not _is_same_title(mine, theirs):
        return ", the titles differ"
    return ", so is the title" if mine.title or mine.heading else ""


def _is_same_title(mine: Profile, theirs: Profile) -> bool:
    """Whether two documents have one title, as printed on their first pages where that is known.

    A form's title among the properties of the PDF is that of all who fill it in.
    """
    if mine.heading and theirs.heading:
        return set(mine.heading.split()) == set(theirs.heading.split())
    return mine.title == theirs.title


def _is_same_body(mine: str, theirs: str) -> bool:
    """Whether two names may be one body's: all words of the shorter one are in the longer."""
    one, other = set(mine.split()), set(theirs.split())
    return one <= other or other <= one


def _compared(mine: Profile, theirs: Profile) -> tuple[str, frozenset[str], frozenset[str]]:
    """Return what is compared: its name, and the things of both."""
    if min(len(mine.telling), len(theirs.telling)) >= ENOUGH:
        return "numbers", mine.telling, theirs.telling
    if min(len(mine.numbers), len(theirs.numbers)) >= ENOUGH:
        return "numbers", mine.numbers, theirs.numbers
    ours, others = (
        one.numbers | {f"place {place}" for place in one.places} for one in (mine, theirs)
    )
    return "numbers and places", ours, others


def _looks_alike(mine: Profile, theirs: Profile, headings: float) -> bool:
    """Whether two documents with next to no content could be printings of one report."""
    if mine.headings and theirs.headings:
        return headings >= SAME_HEADINGS and _common_words(mine, theirs) >= SAME_WORDS
    if mine.headings or theirs.headings:
        return False
    if mine.title or theirs.title:
        return mine.title == theirs.title
    return mine.file == theirs.file


def common_amounts(mine: Profile, theirs: Profile) -> float:
    """Return the share of amounts that two documents have in common, whatever their labels."""
    return _dice(mine.amounts, theirs.amounts)


def is_language_edition(mine: Profile, theirs: Profile) -> bool:
    """Say whether two documents in two languages print the same numbers of the same year."""
    counts = sorted((len(mine.headings), len(theirs.headings)))
    least = SAME_AMOUNTS if mine.year is not None else SAME_AMOUNTS_UNDATED
    fewest_places = min(len(mine.places), len(theirs.places))
    return (
        mine.language != theirs.language
        and mine.year == theirs.year
        and (mine.series == theirs.series or not (mine.series and theirs.series))
        and min(len(mine.amounts), len(theirs.amounts)) >= ENOUGH
        and common_amounts(mine, theirs) >= least
        and _share(*counts) >= SAME_COUNT
        and (fewest_places < ENOUGH or _dice(mine.places, theirs.places) >= SAME_PLACES)
    )


def _common_words(mine: Profile, theirs: Profile) -> float:
    """Return the share of common words; two documents of numbers alone differ in none."""
    return _dice(mine.words, theirs.words) if mine.words or theirs.words else 1.0


def _dice(mine: frozenset[str] | frozenset[int], theirs: frozenset[str] | frozenset[int]) -> float:
    return _share(2 * len(mine & theirs), len(mine) + len(theirs))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


# --------------------------------------------------------------------- the stored ones


_CANDIDATES = """
SELECT e.report_id, e.edition_id, max(e.id) FROM extractions e JOIN reports r ON r.id = e.report_id
WHERE r.language {which} :language
  AND (r.series = :series OR r.series = '' OR :series = '')
  AND (r.year = :year OR r.year IS NULL OR :year IS NULL)
  AND e.report_id = (SELECT l.report_id FROM extractions l WHERE l.edition_id = e.edition_id
    ORDER BY l.id DESC LIMIT 1)
  AND e.edition_id NOT IN (SELECT id FROM editions WHERE sha256 = :sha256)
GROUP BY e.report_id ORDER BY e.report_id DESC
"""


class Shelf:
    """The stored reports of a dataset, whose profiles are read once a load."""

    def __init__(self, db: Database) -> None:
        """Take an open dataset."""
        self.db = db
        self._profiles: dict[int, Profile] = {}

    def profile(self, extraction_id: int) -> Profile:
        """Return the profile of a stored extraction."""
        if extraction_id not in self._profiles:
            self._profiles[extraction_id] = stored_profile(self.db, extraction_id)
        return self._profiles[extraction_id]

    def candidates(self, mine: Profile, *, other_language: bool = False) -> Iterator[Candidate]:
        """Yield the reports a document could be a printing of, the newest first.

        A file that was moved to another report since stands for the one it is in now.
        """
        found = self.db.execute(
            _CANDIDATES.format(which="<>" if other_language else "="),
            {
                "language": mine.language,
                "series": mine.series,
                "year": mine.year,
                "sha256": mine.sha256,
            },
        ).fetchall()
        yield from (Candidate(*row) for row in found)

    def ranked(self, mine: Profile) -> list[tuple[Candidate, Comparison]]:
        """Return the reports a document is, or may be, an edition of, the likeliest first."""
        pairs = [
            (one, compare(mine, self.profile(one.extraction_id))) for one in self.candidates(mine)
        ]
        kept = [pair for pair in pairs if pair[1].verdict != "other"]
        return sorted(kept, key=lambda pair: _rank(pair[1]))

    def language_edition(self, mine: Profile) -> Candidate | None:
        """Return a report in another language whose publication a document belongs to."""
        fitting = [
            one
            for one in self.candidates(mine, other_language=True)
            if self._lacks(one.report_id, mine.language)
            and is_language_edition(mine, self.profile(one.extraction_id))
        ]
        return max(
            fitting,
            key=lambda one: common_amounts(mine, self.profile(one.extraction_id)),
            default=None,
        )

    def _lacks(self, report_id: int, language: str) -> bool:
        """Whether a report has a publication, and that has none in a language yet."""
        found = self.db.execute(
            "SELECT 1 FROM reports r WHERE r.id = ? AND r.publication_id IS NOT NULL "
            "AND NOT EXISTS (SELECT 1 FROM reports o WHERE o.publication_id = r.publication_id "
            "AND o.language = ?)",
            (report_id, language),
        )
        return found.fetchone() is not None


def _rank(one: Comparison) -> tuple[bool, float, float]:
    return one.verdict != "edition", -one.numbers, -one.headings


# ------------------------------------------------------------------------------- names


def label_report(info: ReportInfo) -> str:
    """Return how people call a report: "metropolis 2020 fr · membres"."""
    return _label(info.series or info.name or info.title, info.year, info.language, info.file)


def label_publication(series: str, title: str, year: int | None, file: str) -> str:
    """Return how people call a publication: the label of its first report without a language."""
    return _label(series or title, year, "", file)


def _label(name: str, year: int | None, language: str, file: str) -> str:
    stem = PurePath(file).stem
    told = shorten(name, LABEL, placeholder="…")
    when = "" if str(year) in told else str(year or "")  # "Budget 2021" needs no second 2021
    head = " ".join(part for part in (told, when, language) if part)
    return f"{head} · {stem}" if head else stem


def free_label(taken: Iterable[str], label: str) -> str:
    """Return a label that is not taken: two reports may come as files of one name."""
    known, free, number = set(taken), label, 1
    while free in known:
        number += 1
        free = f"{label} ({number})"
    return free
