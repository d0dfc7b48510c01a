"""What the catalog knows of a series' totals: relations to add, alarms to take away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossfoot.folding import is_found
from crossfoot.normalizers.words.labels import fold_label
from crossfoot.reconcilers.printed.grid import NUMBER
from crossfoot.reconcilers.printed.relations import Kind, Relation
from crossfoot.reconcilers.printed.wording import is_filled, read_wording

if TYPE_CHECKING:
    from crossfoot.model import Rule
    from crossfoot.reconcilers.printed.grid import Grid


def apply_rules(
    grid: Grid, caption: str, relations: Sequence[Relation], rules: Sequence[Rule]
) -> tuple[Relation, ...]:
    """Return the relations with those that rules state, and with alarms that rules take away.

    A rule that states a relation of a cell replaces what was found of the same kind there.
    """
    current = list(relations)
    for rule in rules:
        if not _matches(rule.table, caption):
            continue
        if rule.action == "silence":
            current = [_silence(grid, relation, rule) for relation in current]
            continue
        for stated in _state(grid, rule):
            current = [r for r in current if not _same_claim(r, stated)]
            current.append(stated)
    return tuple(sorted(current, key=lambda r: (r.total, r.axis, r.kind)))


def _matches(pattern: str, label: str) -> bool:
    """Tell whether a pattern is found in a label, without regard to case and accents."""
    return is_found(pattern, fold_label(label))


def _lines_match(grid: Grid, rule: Rule, row: int, col: int) -> bool:
    header = " ".join(grid.column_headers[col])
    own, other = grid.row_labels[row], header
    if rule.axis == "row":
        own, other = other, own
    return _matches(rule.total, own) and _matches(rule.column, other)


def _silence(grid: Grid, relation: Relation, rule: Rule) -> Relation:
    kind_fits = rule.kind is None or rule.kind == relation.kind
    if kind_fits and relation.axis == rule.axis and _lines_match(grid, rule, *relation.total):
        return replace(relation, silenced=True, note=rule.reason)
    return relation


def _same_claim(a: Relation, b: Relation) -> bool:
    return a.total == b.total and a.kind == b.kind and a.axis == b.axis


def _state(grid: Grid, rule: Rule) -> list[Relation]:
    """Return the relations that an "add" rule states: every matching total over its block."""
    kinds: dict[str, Kind] = {"count": "count", "mean": "mean"}
    kind: Kind = kinds.get(rule.kind or "", "sum")
    stated = []
    for row in range(grid.header_rows, grid.n_rows):
        for col in range(grid.stub_cols, grid.n_cols):
            if grid.state[row, col] != NUMBER or not _lines_match(grid, rule, row, col):
                continue
            items = _items(grid, rule, row, col)
            if items:
                stated.append(
                    Relation(
                        kind, rule.axis, (row, col), items, (1,) * len(items), 0.0, proven=True,
                        equals=rule.equals, note=rule.reason,
                    )
                )  # fmt: skip
    return stated


def _items(grid: Grid, rule: Rule, row: int, col: int) -> tuple[tuple[int, int], ...]:
    """Return the plain lines on the longer side of a total, totals left out."""
    if rule.axis == "column":
        lines = [
            (line, col)
            for line in range(grid.header_rows, grid.n_rows)
            if _is_plain(grid.row_labels[line], grid)
            and any(is_filled(text) for text in grid.texts[line])
        ]
        before = tuple(cell for cell in lines if cell[0] < row)
        after = tuple(cell for cell in lines if cell[0] > row)
    else:
        cells = [
            (row, c)
            for c in range(grid.stub_cols, grid.n_cols)
            if _is_plain(" ".join(grid.column_headers[c]), grid)
        ]
        before = tuple(cell for cell in cells if cell[1] < col)
        after = tuple(cell for cell in cells if cell[1] > col)
    items = max(before, after, key=len)
    if rule.kind == "count":
        return items
    return tuple(cell for cell in items if grid.state[cell] or grid.texts[cell[0]][cell[1]].strip())


def _is_plain(label: str, grid: Grid) -> bool:
    word = read_wording(label, grid.languages)
    return not (word.total or word.count or word.mean or word.of_which)
