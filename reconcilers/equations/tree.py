"""A whole column read at once, as totals of totals: what no single equation proves.

"1432 / 208 / 2 / 6 / … / 645 / 262 / …": in one column of small numbers each sum alone may be
chance, but five totals that divide all lines among them and add up to a sixth are not. From the
far end towards the total's side every line learns which stretches it may be the total of, with
plain lines and totals already found as items; then the best reading of all lines is chosen, and its
significance is that of all its equations together, against the number of ways to choose totals.
One equation may fail by a slip of the pen when the others hold it in place.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.evidence import fisher
from crossfoot.reconcilers.equations.lines import MISSING
from crossfoot.reconcilers.equations.runs import INDENT_FACTOR
from crossfoot.reconcilers.equations.schema import Schema
from crossfoot.reconcilers.equations.trial import Trial, is_mended, log_slip, try_sum

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.field import Field

MOST_LINES = 120
MOST_POSITIONS = 3  # wider tables prove their sums one by one
MOST_WIDE = 8  # …and are read so only where that explains more of their lines
MOST_LEADS = 3  # columns that lead a reading; the others only confirm it
BEAM = 12  # readings of a stretch kept for each place it may end at
MOST_STOPS = 3  # stretches kept for each total
MOST_GAPS = 2  # a wrong sub-total fails twice: over its lines and in the grand total
LEAST_EQUATIONS = 2
CERTAIN = 1e-3  # expected coincidences of a reading in which an equation fails
SURE = 0.02
NO_SLIP_PENALTY = 20.0
NEAR = 0.15  # of a sum: a sub-total that a higher total holds in place may miss it by this


@dataclass(frozen=True, slots=True)
class Node:
    """A line as the total of the stretch below it.

    Attributes:
        line: Its place in the reading order.
        stop: Where its stretch ends.
        children: The items' places.
        nodes: The totals among its items, with their own stretches.
        surprise: -ln of the chance that the sum is one.
        gaps: How many equations of its stretch fail.
        delta: What the total is off by, 0 where it agrees.
        beside: Whether it agrees here and fails in another column.
        weight: What the reading of the stretch is worth, its costs taken off.
    """

    line: int
    stop: int
    children: tuple[int, ...]
    nodes: tuple[Node, ...]
    surprise: float
    gaps: int
    weight: float
    delta: int = 0
    beside: bool = False

    def walk(self) -> Iterator[Node]:
        """Yield the totals of the stretch, this one first."""
        yield self
        for node in self.nodes:
            yield from node.walk()


@dataclass(frozen=True, slots=True)
class _Chain:
    """Items one after the other, as far as a stretch has been read."""

    total: int
    weight: float
    children: tuple[int, ...]
    nodes: tuple[Node, ...]
    gaps: int


def read_tree(field: Field, most: int = MOST_POSITIONS) -> list[Schema]:
    """Return the equations of the best reading of all lines, none unless it is beyond chance.

    Args:
        field: The direction.
        most: Columns of numbers at most; nothing is read in wider tables.
    """
    lines = field.lines
    chosen = np.flatnonzero(lines.item & field.number.any(axis=1))
    known = ~lines.intensive & ~(lines.state[chosen] == MISSING).any(axis=0)
    places = np.flatnonzero(known & (field.number[chosen].sum(axis=0) > len(chosen) / 2))
    if not 4 < len(chosen) <= MOST_LINES or not 0 < len(places) <= most:
        return []
    straight = (chosen, chosen[::-1])
    crossed = (np.roll(chosen, 1), np.roll(chosen, -1)[::-1])  # the grand total at the other end
    return _best_of(field, straight, places) or _best_of(field, crossed, places)


def _best_of(
    field: Field, orders: Sequence[NDArray[np.int64]], places: NDArray[np.int64]
) -> list[Schema]:
    """Return the equations of the surest reading in some orders of the lines."""
    best: tuple[float, list[Schema]] = (log(SURE), [])
    for order in orders:
        for lead in places[:MOST_LEADS]:
            log_e, schemas = _Reading(field, order, int(lead)).schemas()
            if schemas and log_e < best[0]:
                best = (log_e, schemas)
    return best[1]


def _twins(found: Sequence[Node]) -> int:
    """Return how many pairs of sums fail by opposite gaps: their lines foot without the total."""
    gaps = [node.delta for node in found if node.delta]
    return sum(gap > 0 and -gap in gaps for gap in gaps)


class _Reading:
    """The search for the best reading in one direction, led by one column."""

    def __init__(self, field: Field, order: NDArray[np.int64], lead: int) -> None:
        self.field, self.order = field, [int(line) for line in order]
        lines = field.lines
        self.values = [int(value) for value in lines.value[order, lead]]
        self.steps = [int(step) for step in lines.step[order, lead]]
        self.rising = min(self.values) >= 0
        self.cost = log(max(2, len(self.order)))
        self.nodes: list[list[Node]] = [[] for _ in self.order]

    def schemas(self) -> tuple[float, list[Schema]]:
        """Return (ln E, equations) of the best reading."""
        count = len(self.order)
        for start in range(count - 1, -1, -1):
            self.nodes[start] = self._totals_at(start)
        best: list[tuple[float, tuple[Node, ...]]] = [(0.0, ())] * (count + 1)
        for start in range(count - 1, -1, -1):
            best[start] = max(
                (best[start + 1], *(
                    (node.weight + best[node.stop][0], (node, *best[node.stop][1]))
                    for node in self.nodes[start]
                    if not node.delta or (start, node.stop) == (0, count)
                )),
                key=lambda option: option[0],
            )  # fmt: skip
        found = [node for root in best[0][1] for node in root.walk()]
        held = sum(not (node.delta or node.beside) for node in found)
        held += _twins(found)
        log_e = self._log_e(found)
        limit = CERTAIN if held < len(found) else SURE
        if held < LEAST_EQUATIONS or held < len(found) - held or log_e > log(limit):
            return 0.0, []
        return log_e, [self._schema(node, log_e, held) for node in found]

    def _totals_at(self, start: int) -> list[Node]:
        """Return the stretches that a line may be the total of, the best first."""
        target, found = self.values[start], list[Node]()
        chains: dict[int, list[_Chain]] = {start + 1: [_Chain(0, 0.0, (), (), 0)]}
        for at in range(start + 1, len(self.order) + 1):
            here = sorted(chains.pop(at, ()), key=lambda c: (-c.weight, c.gaps))[:BEAM]
            for chain in here:
                if len(chain.children) > 1:
                    node = self._node(start, at, chain)
                    if node is not None:
                        found.append(node)
                if at == len(self.order) or (self.rising and chain.total > 2 * target + 10):
                    continue
                for step in self._steps(at, chain):
                    chains.setdefault(step[0], []).append(step[1])
        found.sort(key=lambda node: -node.weight)
        whole = [node for node in found if not node.gaps][:MOST_STOPS]
        return whole + [node for node in found if node.gaps][:MOST_STOPS]

    def _steps(self, at: int, chain: _Chain) -> Iterator[tuple[int, _Chain]]:
        """Yield a chain longer by the next line, as a plain item or with its stretch."""
        total, children = chain.total + self.values[at], (*chain.children, at)
        yield at + 1, _Chain(total, chain.weight, children, chain.nodes, chain.gaps)
        for node in self.nodes[at]:
            if chain.gaps + node.gaps <= MOST_GAPS:
                yield node.stop, _Chain(
                    total, chain.weight + node.weight, children, (*chain.nodes, node),
                    chain.gaps + node.gaps,
                )  # fmt: skip

    def _node(self, start: int, stop: int, chain: _Chain) -> Node | None:
        """Return the line as the total of a chain, ``None`` when they do not agree."""
        delta = self.values[start] - chain.total
        slack = self.steps[start] + sum(self.steps[child] for child in chain.children)
        total = self.order[start]
        items = tuple(sorted(self.order[child] for child in chain.children))
        if 2 * abs(delta) <= slack:
            delta = 0
            trial = try_sum(self.field, total, items)
            beside = bool(trial.bad)
            surprise = self._beside(total, items, trial) if beside else -trial.log_p
        else:
            beside = False
            surprise = self._gap(start, stop, chain, delta)
        if surprise <= 0:
            return None
        gaps = chain.gaps + bool(delta)
        loose = stop < len(self.order) and not self.nodes[stop]
        weight = chain.weight + surprise + self._clues(total, items) - self.cost * (1 + loose)
        return Node(start, stop, chain.children, chain.nodes, surprise, gaps, weight, delta, beside)

    def _beside(self, total: int, items: Sequence[int], trial: Trial) -> float:
        """Return -ln of the chance of a sum that holds here and fails by a slip in one column."""
        if len(trial.bad) > 1 or trial.blank or trial.balance:
            return 0.0
        place = trial.bad[0]
        if not is_mended(self.field, total, items, place):
            return 0.0
        return max(0.0, -trial.log_p - log_slip(self.field, total, items, place))

    def _gap(self, start: int, stop: int, chain: _Chain, delta: int) -> float:
        """Return -ln of the chance that a slip makes a sum fail, 0 where none explains it.

        A wrong sub-total makes its own sum fail and the sum above it, by opposite gaps; nothing
        but that explains a second failure.
        """
        whole = start == 0 and stop == len(self.order)
        if chain.gaps:
            twins = [node for node in chain.nodes if node.delta == -delta]
            if chain.gaps > 1 or len(twins) != 1:
                return 0.0
            return log(max(1.0, self.values[start] / max(1, self.steps[start])))
        if not whole and not (stop == len(self.order) or self.nodes[stop]):
            return 0.0
        total, items = self.order[start], [self.order[child] for child in chain.children]
        trial = try_sum(self.field, total, items)
        slips = all(is_mended(self.field, total, items, place) for place in trial.bad)
        near = not whole and abs(delta) <= NEAR * abs(chain.total)
        if trial.balance or not trial.bad or not (slips or near):
            return 0.0
        surprise = -sum(log_slip(self.field, total, items, place) for place in trial.bad)
        return surprise if slips else surprise - log(NO_SLIP_PENALTY)

    def _clues(self, total: int, items: Sequence[int]) -> float:
        """Return ln of what labels and layout are worth for a total."""
        indent = self.field.lines.indent
        deep = {float(indent[item]) for item in items}
        deeper = len(deep) == 1 and deep.pop() > float(indent[total])
        return float(self.field.prior[total]) + (log(INDENT_FACTOR) if deeper else 0.0)

    def _log_e(self, found: Sequence[Node]) -> float:
        """Return ln of the expected number of readings as good in such a column by chance."""
        lines, count = len(self.order), len(found)
        if not count:
            return 0.0
        x = np.array([sum(node.surprise for node in found)])
        starts = {node.line for node in found} | {lines}
        loose = sum((node.stop not in starts) + bool(node.delta) for node in found)
        ways = lgamma(lines + 1) - lgamma(count + 1) - lgamma(lines - count + 1) + log(2.0)
        clues = sum(
            self._clues(self.order[node.line], [self.order[child] for child in node.children])
            for node in found
        )
        return float(fisher(x, np.array([count]))[0]) + ways + loose * self.cost - clues

    def _schema(self, node: Node, log_e: float, held: int) -> Schema:
        items = tuple(sorted(self.order[child] for child in node.children))
        total = self.order[node.line]
        return Schema(
            total, items, (1,) * len(items), exp(log_e), held, int(bool(node.delta) or node.beside),
            bool(self.field.named[total]), "tree",
        )  # fmt: skip
