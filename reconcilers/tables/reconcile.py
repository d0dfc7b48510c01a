"""A table's printed totals, checked: what the pipeline and ``crossfoot reconcile`` call."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from crossfoot.model import Check, Ref, Suspect
from crossfoot.normalizers.numbers.parse import parse_number
from crossfoot.normalizers.words.labels import fold_label
from crossfoot.reconcilers.printed.grid import BLANK, Grid, grid_of_table
from crossfoot.reconcilers.printed.slips import MISPRINTS, UNLIKELY, chance_of_digit, mends
from crossfoot.reconcilers.tables.claims import find_relations
from crossfoot.reconcilers.tables.doubts import (
    find_unfounded,
    is_part_of_parts,
    leave_out_numbers,
    soften_contradicted,
)
from crossfoot.reconcilers.tables.exactness import find_counted
from crossfoot.reconcilers.tables.explained import drop_explained, misprinted_singles
from crossfoot.reconcilers.tables.phrases import ENGLISH, PHRASES
from crossfoot.reconcilers.tables.rules import apply_rules
from crossfoot.reconcilers.tables.sentences import Place, say
from crossfoot.reconcilers.tables.suspects import Suspicion, find_suspects
from crossfoot.reconcilers.tables.verdicts import judge_relation
from crossfoot.reconcilers.telling import tell
from crossfoot.years import is_year

_THOUSAND = 1000  # a label that is a smaller number is one: a code, a grade, an age
_TELLING = 100  # small numbers stand beside any gap by chance: "2" in a list of members
_MANY_STEPS = 100_000  # a count this large that misses by one was rounded, or corrected late

if TYPE_CHECKING:
    from crossfoot.model import Cell, Language, Rule, Table
    from crossfoot.reconcilers.printed.relations import Position, Relation, Verdict


@dataclass(frozen=True, slots=True)
class Result:
    """A relation of a table with its verdict.

    Attributes:
        suspects: Numbers that may be wrong when it fails, likeliest first.
    """

    relation: Relation
    verdict: Verdict
    suspects: tuple[Suspicion, ...] = ()


def reconcile_table(
    table: Table, *, language: Language, rules: Sequence[Rule] = ()
) -> tuple[Check, ...]:
    """Return every relation a normalised table claims, checked.

    Args:
        table: Its cells carry their numbers (``normalize_table`` was here).
        language: Of the report; the sentences come in this language first, then in the others.
        rules: What the catalog knows of the series.
    """
    grid = grid_of_table(table)
    cells = {(cell.row, cell.col): cell for cell in table.cells}
    key = _table_key(table, grid)
    results = check_grid(grid, caption=table.caption, rules=rules)
    return tuple(
        _check(grid, table, cells, result, key, number, language)
        for number, result in enumerate(results, start=1)
    )


def check_grid(grid: Grid, *, caption: str = "", rules: Sequence[Rule] = ()) -> tuple[Result, ...]:
    """Return every relation of a grid with verdict and suspects, in reading order of totals."""
    claimed = leave_out_numbers(grid, find_relations(grid))
    relations = apply_rules(grid, caption, claimed, rules)
    verdicts = judge_all(grid, relations, caption=caption)
    verdicts = soften_contradicted(grid, relations, verdicts)
    unfounded = find_unfounded(grid, relations, verdicts)
    kept = [i for i in drop_explained(relations, verdicts) if i not in unfounded]
    relations, verdicts = tuple(relations[i] for i in kept), [verdicts[i] for i in kept]
    suspects = find_suspects(grid, relations, verdicts)
    return tuple(
        Result(_of_printed(grid, relation), verdict, suspects.get(index, ()))
        for index, (relation, verdict) in enumerate(zip(relations, verdicts, strict=True))
    )


def _with_blanks(grid: Grid, relation: Relation) -> tuple[Position, ...]:
    """Return the items and, where blanks stand among them, one of those: "the 5 filled lines"."""
    if relation.kind != "sum" or -1 in relation.signs:
        return relation.items
    chosen = set(relation.items)
    first, last = min(chosen), max(chosen)
    among = (
        (row, col)
        for row in range(first[0], last[0] + 1)
        for col in range(first[1], last[1] + 1)
        if grid.state[row, col] == BLANK and any(grid.state[row]) and (row, col) not in chosen
    )
    return (*relation.items, *itertools.islice(among, 1))


def _of_printed(grid: Grid, relation: Relation) -> Relation:
    """Return a sum without the items that print nothing."""
    if relation.kind not in ("sum", "difference"):
        return relation
    chosen = [i for i, item in enumerate(relation.items) if grid.state[item] != BLANK]
    if not chosen or len(chosen) == len(relation.items):
        return relation
    return replace(
        relation,
        items=tuple(relation.items[i] for i in chosen),
        signs=tuple(relation.signs[i] for i in chosen),
    )


def judge_all(grid: Grid, relations: Sequence[Relation], *, caption: str = "") -> list[Verdict]:
    """Return the verdict of each relation; counts are held to add up exactly."""
    counted = find_counted(grid, relations, caption=caption)
    verdicts = [
        _soften(grid, relation, judge_relation(grid, relation, counted=index in counted))
        for index, relation in enumerate(relations)
    ]
    for index in misprinted_singles(grid, relations, verdicts):
        verdicts[index] = judge_relation(grid, relations[index], single=True)
    return verdicts


def _soften(grid: Grid, relation: Relation, verdict: Verdict) -> Verdict:
    """Return the verdict with the severity that the claim deserves."""
    if verdict.status != "mismatch":
        return verdict
    if _is_group_read_as_decimals(verdict):
        return replace(verdict, status="not_checkable", severity="info", reason="unreadable_total")
    if relation.silenced:
        return replace(verdict, severity="info", reason="silenced")
    if relation.note:
        return verdict  # a rule of the catalog says so
    unset = not verdict.printed and relation.kind != "count" and not _is_balance(grid, relation)
    if unset:  # a form prints 0,00 where nothing was set
        return replace(verdict, status="incomplete", severity="warning", reason="unstated_total")
    partial = not relation.proven or is_part_of_parts(grid, relation)
    if partial or _is_cut(grid, relation, verdict):
        return replace(verdict, status="incomplete", severity="warning", reason="partial_list")
    if relation.doubtful or _is_tiny(grid, relation, verdict):
        return replace(verdict, severity="warning", reason="too_little_evidence")
    return verdict


def _is_balance(grid: Grid, relation: Relation) -> bool:
    """Tell whether items nearly cancel out: "0,00" was computed then, and one digit is wrong."""
    values = [int(grid.value[cell]) for cell in (relation.total, *relation.items)]
    step = max(int(grid.step[cell]) for cell in (relation.total, *relation.items))
    telling = chance_of_digit(values, step) < UNLIKELY
    return telling and mends(values, relation.signs, max(1, step), in_items=MISPRINTS)


def _is_group_read_as_decimals(verdict: Verdict) -> bool:
    """Tell whether "1.256" above lines that make 1256 is one number read two ways."""
    printed, computed = verdict.printed, verdict.computed
    return printed is not None and printed * 1000 == computed


def _is_cut(grid: Grid, relation: Relation, verdict: Verdict) -> bool:
    """Tell whether the reading, not the report, may lack a number of a failing relation.

    A first line that was read as a header or not at all, a label column that was not read, and
    blanks where all items but one should be.
    """
    printed = sum(grid.state[item] != BLANK for item in relation.items)
    if relation.kind in ("sum", "difference") and printed < min(2, len(relation.items)):
        return True
    if _is_amount(grid.row_leaves[relation.total[0]].strip()):
        return True
    return _is_in_header(grid, relation, verdict) or _has_no_top(grid, relation, verdict)


def _has_no_top(grid: Grid, relation: Relation, verdict: Verdict) -> bool:
    """Tell whether a total exceeds lines that begin where a table begins without a header."""
    if relation.axis != "column" or not verdict.delta or verdict.printed is None:
        return False
    rows = [row for row in range(grid.header_rows, grid.n_rows) if any(grid.state[row])]
    begins = bool(rows) and min(row for row, _ in relation.items) == rows[0]
    unheaded = not any(part.strip() for part in grid.column_headers[relation.total[1]])
    return begins and unheaded and verdict.delta * verdict.printed > 0


def _is_in_header(grid: Grid, relation: Relation, verdict: Verdict) -> bool:
    """Tell whether a header is a number, or a gap stands above its column or beside its lines.

    A first line was read as a header then, its number in another column, or not printed in this
    one: what was planned and not carried out has no balance.
    """
    if relation.axis != "column" or not verdict.delta or relation.kind == "count":
        return False  # a count misses by lines, not by an amount
    col, gap = relation.total[1], abs(verdict.delta)
    if gap < _TELLING:
        return False
    heads = grid.column_headers[col]
    if heads and all(_is_amount(part) for part in heads):
        return True
    rows = range(min(row for row, _ in relation.items), max(row for row, _ in relation.items) + 1)
    beside = [row for row in rows if grid.state[row, col] == BLANK]
    near = [(row, c) for row in range(grid.header_rows) for c in (col - 1, col, col + 1)]
    near += [(row, c) for row in beside for c in range(grid.stub_cols, grid.n_cols)]
    inside = [cell for cell in near if 0 <= cell[1] < grid.n_cols and cell not in relation.items]
    texts = (grid.texts[row][c].strip() for row, c in inside if row < grid.header_rows or c != col)
    return any(
        (number := parse_number(text)) and abs(number.value or Decimal(0)) == gap for text in texts
    )


def _is_amount(text: str) -> bool:
    """Tell whether a header part is a printed amount, no year."""
    number = parse_number(text) if text and not is_year(text) else None
    return (
        number is not None
        and number.state == "number"
        and abs(number.value or Decimal(0)) >= _THOUSAND
    )


def _is_tiny(grid: Grid, relation: Relation, verdict: Verdict) -> bool:
    """Tell whether a count of many digits misses by what rounding makes of it; cents are none."""
    gap, printed = abs(verdict.delta or Decimal(0)), abs(verdict.printed or Decimal(0))
    is_count = int(grid.step[relation.total]) * grid.quantum >= 1
    small = 2 * gap <= len(relation.items) + 1
    return is_count and not verdict.tolerance and small and printed >= _MANY_STEPS


def place_of(grid: Grid, cell: Position) -> Place:
    """Return the labels of a cell."""
    row, col = cell
    column = " ".join(grid.column_headers[col]) if col < len(grid.column_headers) else ""
    return Place(grid.row_labels[row].strip(), column, (row + 1, col + 1))


def _check(
    grid: Grid,
    table: Table,
    cells: dict[Position, Cell],
    result: Result,
    key: str,
    number: int,
    language: Language,
) -> Check:
    relation, verdict = result.relation, result.verdict
    total = cells[relation.total]
    return Check(
        id=f"{table.id}-c{number}",
        kind=relation.kind,
        axis=relation.axis,
        table=table.id,
        total=_ref(table, relation.total),
        items=tuple(_ref(table, item) for item in relation.items),
        printed=verdict.printed,
        computed=verdict.computed,
        delta=verdict.delta,
        tolerance=verdict.tolerance,
        status=verdict.status,
        severity=verdict.severity,
        page=total.page,
        box=total.box,
        total_text=total.text,
        signs=relation.signs,
        granularity=verdict.granularity,
        interval=verdict.interval,
        reason=verdict.reason,
        significance=relation.expected,
        suspects=tuple(_suspect(grid, table, suspicion) for suspicion in result.suspects),
        explanation=sentences_of(grid, result, language),
        fingerprint=_fingerprint(grid, relation, key),
    )


def sentences_of(grid: Grid, result: Result, language: Language) -> tuple[tuple[str, str], ...]:
    """Return the sentence of a result in each language, the report's own first."""
    relation = result.relation
    places = [(suspicion, place_of(grid, suspicion.cell)) for suspicion in result.suspects]
    numbers = [grid.numbers[row][col] for row, col in _with_blanks(grid, relation)]
    terms = [number.value if number is not None else None for number in numbers]
    place = place_of(grid, relation.total)

    def sentence(told_in: Language) -> str:
        return say(relation, result.verdict, place, places, terms, told_in)

    return tell(sentence, first=language)


def _ref(table: Table, cell: Position) -> Ref:
    return Ref(table.id, cell[0], cell[1])


def _suspect(grid: Grid, table: Table, suspicion: Suspicion) -> Suspect:
    """Return a suspicion as data, its reason in English."""
    row, col = suspicion.cell
    slip = PHRASES[ENGLISH].slips.get(suspicion.slip, "").strip(" ()")
    why = f"repairs {suspicion.repaired} failing check{'s' * (suspicion.repaired != 1)}"
    if suspicion.broken:
        why += f", breaks {suspicion.broken}"
    printed = grid.texts[row][col].strip()
    why += f"; printed {printed}" + (f", {slip}" if slip else "")
    return Suspect(_ref(table, suspicion.cell), why, suspicion.proposal)


def _table_key(table: Table, grid: Grid) -> str:
    """Return what makes a table the same table in another edition: caption and headers."""
    headers = "\x1f".join(fold_label(" ".join(path)) for path in grid.column_headers)
    return hashlib.sha256(f"{fold_label(table.caption)}\x1e{headers}".encode()).hexdigest()[:12]


def _fingerprint(grid: Grid, relation: Relation, key: str) -> str:
    """Return a name of a check that survives a new edition: no page, no row number, no value."""
    row, col = relation.total
    path = (
        relation.kind,
        relation.axis,
        fold_label(_section_of(grid, row)),
        fold_label(grid.row_labels[row]),
        "\x1f".join(map(fold_label, grid.column_headers[col])),
        relation.equals,
    )
    digest = hashlib.sha256("\x1e".join(path).encode()).hexdigest()[:12]
    return f"{key}-{digest}"


def _section_of(grid: Grid, row: int) -> str:
    """Return the heading above a row: the nearest row that states nothing but its label."""
    for above in range(row - 1, grid.header_rows - 1, -1):
        if grid.row_labels[above].strip() and not any(grid.state[above]):
            return grid.row_labels[above]
    return ""
