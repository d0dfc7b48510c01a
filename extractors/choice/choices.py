"""Finds the tables of a page and keeps account of how they were chosen.

In: a page. Out: its :class:`PageChoices`: region by region what was taken, what was rejected, and
why other engines were asked or not. Reading a report and explaining a page both go through
:class:`Chooser`, so that what is explained is what was read. What later steps make of a table
(recipes, columns of a neighbouring page, joining) is entered with :func:`revise`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from crossfoot.errors import UnreadableInput
from crossfoot.extractors.choice.arbiter import Choice, choose, choose_unseen, group_readings
from crossfoot.extractors.choice.engines import engines_here, read_with_engine
from crossfoot.extractors.choice.leftovers import LOOSE_ROWS, loose_rows
from crossfoot.extractors.choice.own import read_own_tables
from crossfoot.extractors.poses import Poses, show_table
from crossfoot.extractors.tables.confidence import UNSURE, structure_of
from crossfoot.geometry import iou
from crossfoot.model import Box, Finding, Page, Table
from crossfoot.settings import Settings

MOST_ASKED = 12  # pages of a document on which other engines are asked: they take a second each
FEWEST_ASKED = 2
PAGES_OPENED = 600  # by another engine, which goes through the whole file for each page it reads
MOST_WORDS_ASKED = 3000  # on such a page: their time grows with the square

LEAST_WORTH = 0.2
"""Share of right cells, expected, below which a reading that no total proves is no table.

Judged with families left out, of the 163 pages of real reports without a table 150 are silent
without this limit and 160 with it (clip art, timelines, organisation charts, pictured slides). On
the 168 with tables it drops seven readings: three pages whose share of right cells was .57, .22
and .13 give nothing, one loses a right small table (family chemere).
"""

NEW_READING = {"recipe": "read again as a recipe says", "same_columns": "read again"}
"""Evidence of a later reading of a table, and how that is told."""

Foots = Callable[[Table], float]


@dataclass(frozen=True, slots=True)
class PageChoices:
    """What was considered on a page.

    Attributes:
        page: Its number.
        choices: By region; those without a chosen reading last.
        note: Whether other engines were asked about the page, and why not.
    """

    page: int
    choices: tuple[Choice, ...]
    note: str

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables taken."""
        return tuple(table for choice in self.choices for table in choice.chosen)


class Chooser:
    """Finds the tables of a document's pages; asks other engines about so many of them."""

    def __init__(
        self,
        path: Path,
        pages: int,
        settings: Settings,
        *,
        foots: Foots | None,
        findings: list[Finding],
    ) -> None:
        """Make a chooser for a document of so many pages; engines that fail are findings."""
        self._findings = findings
        self._path = path
        self._engine = settings.engine
        self._foots = foots
        self._left = min(MOST_ASKED, max(FEWEST_ASKED, PAGES_OPENED // max(1, pages)))

    def find_tables(self, page: Page, charts: Sequence[Box]) -> PageChoices:
        """Return a page's tables by the engine asked for; where ours is unsure, by the best.

        Args:
            page: The page, upright.
            charts: Boxes of its charts, which hold no table.
        """
        if self._engine != "auto":
            told = f"read by {self._engine} alone, as asked for"
            return _unrivalled(page, read_with_engine(self._engine, self._path, page), told)
        own, figures = read_own_tables(page, charts)
        loose = loose_rows(page, (*figures, *(table.box for table in own)))
        reason = self._why_not_ask(page, own, loose)
        if reason:
            unrivalled = _unrivalled(page, own, f"no other engine was asked: {reason}")
            return without_doubtful(unrivalled, self._foots)
        self._left -= 1
        engines = engines_here()
        foreign = [self._ask(name, page) for name in engines]
        choices = compare_readings(own, foreign, page, loose=loose, foots=self._foots)
        told = f"{', '.join(engines)} were asked too"
        return without_doubtful(PageChoices(page.number, choices, told), self._foots)

    def _why_not_ask(self, page: Page, own: Sequence[Table], loose: Sequence[Box]) -> str:
        """Return why asking other engines about a page is not worth what it costs, or ""."""
        is_sure = all(structure_of(table) >= UNSURE for table in own)
        if is_sure and len(loose) < LOOSE_ROWS:
            found = f"each table is at least {UNSURE:.2f} sure" if own else "no table was seen"
            return f"{found}, and rows of numbers stand nowhere else"
        if page.source != "text" or page.pose.turn:
            return "they read the text layer as it lies"
        if len(page.words) > MOST_WORDS_ASKED:
            return f"the page has more than {MOST_WORDS_ASKED} words"
        return "" if self._left > 0 else "they were asked about as many pages as a document may"

    def _ask(self, engine: str, page: Page) -> tuple[Table, ...]:
        """Return what another engine reads on a page: nothing where it fails."""
        try:
            return read_with_engine(engine, self._path, page)
        except UnreadableInput as error:
            self._findings.append(Finding(page.number, "engine_failed", str(error)))
            return ()


def without_doubtful(account: PageChoices, foots: Foots | None) -> PageChoices:
    """Return the account of a page without tables that neither structure nor totals speak for."""

    def weigh(choice: Choice) -> Choice:
        sure = max((_worth(table) for table in choice.chosen), default=1.0)
        if sure >= LEAST_WORTH or (foots and any(foots(table) > 0 for table in choice.chosen)):
            return choice
        told = f"fewer than {LEAST_WORTH:.0%} of its cells are expected right and no total foots"
        return Choice((), (choice.chosen, *choice.rejected), told)

    return replace(account, choices=tuple(weigh(choice) for choice in account.choices))


def _worth(table: Table) -> float:
    """Return the share of cells expected to be right; of other engines', how sure they are."""
    return next((e.value for e in table.evidence if e.name == "value"), table.confidence)


def _unrivalled(page: Page, tables: Sequence[Table], note: str) -> PageChoices:
    return PageChoices(page.number, tuple(Choice((table,), ()) for table in tables), note)


def compare_readings(
    own: Sequence[Table],
    foreign: Sequence[Sequence[Table]],
    page: Page,
    *,
    loose: Sequence[Box] = (),
    foots: Foots | None = None,
) -> tuple[Choice, ...]:
    """Return the choice for each table of ours, then what only other engines see.

    Args:
        own: Our tables of the page.
        foreign: Those of each other engine.
        page: The page.
        loose: Its rows of numbers that are in none of our tables.
        foots: How well a table's totals foot.
    """
    rivals = {id(table): readings for table, readings in group_readings(own, foreign, loose)}
    choices = [_choose(table, rivals.get(id(table)), page, foots) for table in own]
    taken = [table for choice in choices for table in choice.chosen]
    return (*choices, *choose_unseen(foreign, [*own, *taken], page, foots=foots))


def _choose(
    table: Table, rivals: list[tuple[Table, ...]] | None, page: Page, foots: Foots | None
) -> Choice:
    if rivals is None:
        return Choice((table,), (), f"at least {UNSURE:.2f} sure: not compared")
    if not rivals:
        return Choice((table,), (), "no other engine sees a table just here")
    return choose([(table,), *rivals], page, foots=foots)


# ------------------------------------------------------------------------- what comes later


def revise(account: PageChoices, tables: Sequence[Table]) -> PageChoices:
    """Return the account of a page with what a later step made of its tables.

    Args:
        account: What was considered so far.
        tables: The tables that have a part on the page, now.
    """
    parts: dict[int, list[Table]] = {}
    for table in tables:
        parts.setdefault(_home(table, account), []).append(table)
    revised = [_revise_choice(c, parts.get(i, ())) for i, c in enumerate(account.choices)]
    fresh = [Choice((table,), (), _new_reading([table], ())) for table in parts.get(-1, ())]
    return replace(account, choices=(*revised, *fresh))


def _revise_choice(choice: Choice, now: Sequence[Table]) -> Choice:
    if not now:
        if not choice.chosen:
            return choice
        return Choice((), (choice.chosen, *choice.rejected), "given up for another reading")
    told = _new_reading(now, choice.chosen)
    if not told:
        return replace(choice, chosen=tuple(now))
    before = (choice.chosen,) if choice.chosen else ()
    return Choice(tuple(now), (*before, *choice.rejected), told)


def _new_reading(now: Sequence[Table], before: Sequence[Table]) -> str:
    """Return how it is told that tables are another reading than those before, or ""."""
    known = {e for table in before for e in table.evidence}
    alone = (table for table in now if len(table.pages) == 1)  # a joined one says how its first
    new = (e for table in alone for e in table.evidence if e not in known)  # part was read
    told = (f"{NEW_READING[e.name]}: {e.note}" for e in new if e.name in NEW_READING)
    return next(told, "")


def _home(table: Table, account: PageChoices) -> int:
    """Return the position of the choice in whose place a table stands; -1 for none."""
    box = box_on(table, account.page)
    likeness = [
        max(iou(box, box_on(t, account.page)) for t in _outlines(c)) for c in account.choices
    ]
    best = max(range(len(likeness)), key=likeness.__getitem__, default=-1)
    return best if best >= 0 and likeness[best] > 0 else -1


def _outlines(choice: Choice) -> tuple[Table, ...]:
    return choice.chosen or choice.rejected[0]


def shown(account: PageChoices, poses: Poses) -> PageChoices:
    """Return an account with its boxes on the pages as displayed."""
    choices = tuple(
        replace(
            choice,
            chosen=tuple(show_table(table, poses) for table in choice.chosen),
            rejected=tuple(
                tuple(show_table(table, poses) for table in reading) for reading in choice.rejected
            ),
        )
        for choice in account.choices
    )
    return replace(account, choices=choices)


def box_on(table: Table, page: int) -> Box:
    """Return the box of a table's part on one of its pages."""
    return table.boxes[table.pages.index(page)]
