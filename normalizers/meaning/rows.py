"""The rows of a table, each by itself: its labels, its codes, the headings it stands under."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crossfoot.model import Role
from crossfoot.normalizers.meaning.classes import is_class
from crossfoot.normalizers.meaning.columns import is_datum
from crossfoot.normalizers.meaning.lines import Column, Row
from crossfoot.normalizers.meaning.parts import Part, Spoken, read_part, split_code
from crossfoot.normalizers.words.labels import is_total_label

if TYPE_CHECKING:
    from crossfoot.model import Cell, Table
    from crossfoot.normalizers.tables.headers import Grid

_FULL = 0.8  # from so many filled cells on a row without numbers is a heading
_SECTION_WORDS = 14  # a longer text in a row of its own is a remark
_UNIT_WORD = 3  # letters: fewer are a sign
_CODED = 0.5  # where so many labels begin with a code, codes they are


@dataclass(frozen=True, slots=True)
class _Level:
    """A heading that holds for the rows below it; ``style`` tells its rank."""

    style: tuple[object, ...]
    part: Part


def read_rows(
    table: Table, grid: Grid, columns: Sequence[Column], spoken: Spoken
) -> tuple[Row, ...]:
    """Return each row of a table with its labels and the headings it stands under."""
    names = [at for at, one in enumerate(columns) if one.kind in ("name", "category", "period")]
    numbers = [at for at, one in enumerate(columns) if one.kind == "number"]
    plain = _plain_style(table, grid, names, numbers)
    coded = frozenset(at for at in names if _have_codes(table, grid, at, columns))
    levels: list[_Level] = []
    above: dict[int, str] = {}
    was_heading = False
    rows: list[Row] = [Row() for _ in range(table.header_rows)]
    blanks = _blank_rows(table, grid, numbers, spoken)
    for at in range(table.header_rows, table.n_rows):
        line = grid[at]
        heading = None if at in blanks else _heading(line, numbers, spoken, plain)
        if heading is not None:
            levels = _push(levels, heading, table, spoken, beside=was_heading)
            above = {}
        was_heading = heading is not None
        rows.append(_row(line, names, numbers, columns, levels, above, coded, spoken, heading))
    return tuple(rows)


def _plain_style(
    table: Table, grid: Grid, names: Sequence[int], numbers: Sequence[int]
) -> tuple[bool, bool] | None:
    """Return how most labels beside numbers are set; ``None`` where blanks are seldom.

    In a table with many blanks a label without numbers is a row like others, unless it is set
    otherwise; in a full one it heads the rows below.
    """
    styles: Counter[tuple[bool, bool]] = Counter()
    filled = places = 0
    for line in grid[table.header_rows :]:
        data = sum((cell := line[at]) is not None and is_datum(cell) for at in numbers)
        label = next((cell for at in names if (cell := line[at]) and cell.text.strip()), None)
        if data and label is not None:
            filled, places = filled + data, places + len(numbers)
            styles[_style(label)] += 1
    if not places or filled >= _FULL * places:
        return None
    return styles.most_common(1)[0][0]


def _blank_rows(table: Table, grid: Grid, numbers: Sequence[int], spoken: Spoken) -> frozenset[int]:
    """Return the rows without numbers that follow one another in one style: blanks of a form.

    Two of them where others stand alone are a heading and one below it.
    """
    below = range(table.header_rows, table.n_rows)
    heads = {at: _heading(grid[at], numbers, spoken, None) for at in below}
    runs: list[list[int]] = []
    for at in (at for at in below if heads[at] is not None):
        goes_on = runs and runs[-1][-1] == at - 1 and _are_alike(heads[at - 1], heads[at])
        runs = [*runs[:-1], [*runs[-1], at]] if goes_on else [*runs, [at]]
    alone = sum(len(run) == 1 for run in runs)
    pairs = sum(len(run) == 2 for run in runs)
    least = 3 if alone > 2 * pairs else 2
    return frozenset(at for run in runs if len(run) >= least for at in run)


def _are_alike(one: Cell | None, other: Cell | None) -> bool:
    """Whether two rows without numbers are set alike, and neither as a heading."""
    if one is None or other is None or _style(one) != _style(other):
        return False
    return not (_stands_out(one) or _stands_out(other))


def _stands_out(cell: Cell) -> bool:
    """Whether a cell is set as a heading."""
    is_marked = cell.role == Role.SECTION or cell.colspan > 1
    return is_marked or any(_style(cell)) or cell.text.rstrip().endswith(":")


def _style(cell: Cell) -> tuple[bool, bool]:
    return cell.text.isupper(), cell.bold


def _heading(
    line: Sequence[Cell | None],
    numbers: Sequence[int],
    spoken: Spoken,
    plain: tuple[bool, bool] | None,
) -> Cell | None:
    """Return the cell of a row that heads those below it: a section, or a label without numbers."""
    filled = [c for c in dict.fromkeys(line) if c is not None and c.text.strip()]
    section = next((cell for cell in filled if cell.role == Role.SECTION), None)
    if section is not None:
        return section
    if not filled or not numbers or filled[0].role == Role.COLUMN_HEADER:
        return None
    only = filled[0]
    if len(filled) > 1 and not _says_how(only, filled[1:], numbers):
        return None
    is_label = only.col < numbers[0] or only.colspan > 1
    told = is_label and only.number is None and len(only.text.split()) <= _SECTION_WORDS
    if not told or is_total_label(only.text, spoken):
        return None
    stands_out = plain is None or only.colspan > 1 or only.text.rstrip().endswith(":")
    return only if stands_out or _style(only) != plain else None


def _says_how(label: Cell, others: Sequence[Cell], numbers: Sequence[int]) -> bool:
    """Whether a label stands beside words in one of many columns of numbers: "Hourly | Rate".

    The words say how that column is meant below it.
    """
    is_beside = label.col < numbers[0] and len(others) == 1 and others[0].col in numbers
    return is_beside and len(numbers) > 2 and not is_datum(others[0])


def _push(
    levels: Sequence[_Level], cell: Cell, table: Table, spoken: Spoken, *, beside: bool
) -> list[_Level]:
    """Return the headings that hold below a new one; one of the same style ends the older."""
    style = (cell.text.isupper(), cell.bold, round(cell.indent / 4), cell.colspan > 1)
    new = _Level(style, read_part(cell.text, spoken))
    same = next((at for at, level in enumerate(levels) if level.style == style), None)
    if same is not None:
        return [*levels[:same], new]
    return [*levels, new] if beside else [*levels[:-1], new]


def _row(
    line: Sequence[Cell | None],
    names: Sequence[int],
    numbers: Sequence[int],
    columns: Sequence[Column],
    levels: Sequence[_Level],
    above: dict[int, str],
    coded: frozenset[int],
    spoken: Spoken,
    heading: Cell | None,
) -> Row:
    """Return a row; ``above`` holds the labels of outer columns and is kept up to date."""
    labels = _labels(line, names, above)
    beside = [_text(line[at]) for at, one in enumerate(columns) if one.kind == "code"]
    strays = [text for text in beside if _is_wordy(text)]  # "Total chapitre 16"
    codes = [text for text in beside if not _is_wordy(text)]
    pairs = [split_code(text) if at in coded else ("", text) for at, text in labels.items()]
    kept = {name for (_, name), at in zip(pairs, labels, strict=True) if columns[at].kind == "name"}
    codes += [code for code, _ in pairs]
    texts = [*strays, *(name for _, name in pairs)]
    is_total = any(is_total_label(text, spoken) for text in texts)
    return Row(
        sections=() if heading is not None else tuple(level.part for level in levels),
        parts=tuple(_said(text, spoken, is_name=text in kept) for text in dict.fromkeys(texts)),
        code=" ".join(code for code in dict.fromkeys(codes) if code),
        unit=next((_text(line[at]) for at, one in enumerate(columns) if one.kind == "unit"), ""),
        has_numbers=any((cell := line[at]) is not None and is_datum(cell) for at in numbers),
        is_total=is_total,
    )


def _said(text: str, spoken: Spoken, *, is_name: bool) -> Part:
    """Return what a label says.

    A letter among names ("M" for Manhattan) divides nothing; what says nothing ("2145_1"), or a
    unit in words ("Miles"), is a name.
    """
    part = read_part(text, spoken)
    says_nothing = part == Part(part.text) and any(map(str.isdigit, text))
    in_words = part.is_unit and sum(map(str.isalpha, text)) >= _UNIT_WORD
    if is_name and (says_nothing or in_words):
        return Part(text, text)
    return replace(part, is_category=False) if is_name and len(part.name) == 1 else part


def _labels(
    line: Sequence[Cell | None], names: Sequence[int], above: dict[int, str]
) -> dict[int, str]:
    """Return the labels of a row; an outer one that is printed once holds for those below."""
    own = {at: _text(line[at]) for at in names}
    inner = [at for at in names if own[at]]
    for at in names:
        if own[at]:
            if own[at] != above.get(at):
                for later in names:
                    if later > at:
                        above.pop(later, None)
            above[at] = own[at]
        elif inner and at < inner[-1]:
            own[at] = above.get(at, "")
    return {at: own[at] for at in names if own[at]}


def _is_wordy(text: str) -> bool:
    """Whether a text in a column of codes is no code."""
    return sum(len(word) > 2 and word.isalpha() for word in text.split()) > 1


def _have_codes(table: Table, grid: Grid, at: int, columns: Sequence[Column]) -> bool:
    """Whether the labels of a column begin with codes or running numbers."""
    if columns[at].kind != "name":
        return False
    texts = [_text(grid[row][at]) for row in range(table.header_rows, table.n_rows)]
    filled = [text for text in texts if text and not is_class(text)]
    hits = sum(bool(split_code(text)[0]) for text in filled)
    return hits > 1 and hits >= _CODED * len(filled)


def _text(cell: Cell | None) -> str:
    return " ".join(cell.text.split()) if cell is not None else ""
