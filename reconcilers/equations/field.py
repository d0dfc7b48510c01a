"""What all searches of one direction share: magnitudes, and what each line's words are worth."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.reconcilers.equations.evidence import Sums, judge, novelty_of, spread_of
from crossfoot.reconcilers.equations.lines import NUMBER, Lines

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from crossfoot.reconcilers.equations.evidence import Outcome

LABEL_FACTOR = 300.0
WEAK_FACTOR = 5.0
LAYOUT_FACTOR = 20.0
HUNDRED_FACTOR = 30.0
"""What "Total", what "Net" or "Canada", what bold type or a missing label among labelled lines,
and what nothing but hundreds are worth for a total's line, as likelihood ratios."""

_LEAST_LETTERS = 4  # of a name in capitals: "VAT" is written so wherever it stands
_STANDS_OUT = 0.4  # bold type or a missing label tell nothing when more lines than this have it


@dataclass(frozen=True, slots=True, eq=False)
class Field:
    """What all searches of one direction share.

    Attributes:
        lines: The lines.
        number: (L, P) whether a number is printed (a nil is none: a dash may state nothing).
        spread: (P,) range of the numbers at each position.
        novelty: (P,) what each position says that the others do not.
        unit: (P,) usual step at each position.
        prior: (L,) natural logarithm of what each line's own label is worth as a total.
        named: (L,) lines whose label calls them a total.
    """

    lines: Lines
    number: NDArray[np.bool_]
    spread: NDArray[np.float64]
    novelty: NDArray[np.float64]
    unit: NDArray[np.float64]
    prior: NDArray[np.float64]
    named: NDArray[np.bool_]

    def judge(self, total: NDArray[np.int64], sums: Sums) -> Outcome:
        """Return how candidates fare: total (c,) lines against the sums of their items."""
        return judge(
            self.lines.value[total],
            self.lines.step[total],
            self.number[total],
            sums,
            spread=self.spread,
            novelty=self.novelty,
            unit=self.unit,
            lenient=self.lines.intensive,
        )


def field_of(lines: Lines) -> Field:
    """Return the shared arrays of a direction."""
    number: NDArray[np.bool_] = lines.state == NUMBER
    steps: NDArray[Any] = np.where(number, lines.step, 0).astype(np.float64)
    unit = np.maximum(steps.max(axis=0, initial=0.0), 1.0)
    spread = spread_of(lines.value, number)
    return Field(
        lines,
        number,
        spread,
        novelty_of(lines.value, number, spread),
        unit,
        _prior(lines, number),
        np.array([word.total for word in lines.wording], dtype=np.bool_),
    )


def _prior(lines: Lines, number: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Return ln of what label and type of each line are worth for it as a total."""
    total = np.array([word.total for word in lines.wording], dtype=np.bool_)
    weak = np.array([word.weak for word in lines.wording], dtype=np.bool_)
    nameless = np.array([not label for label in lines.label], dtype=np.bool_)
    stands_out = np.zeros(len(lines), dtype=np.bool_)
    for flags in (lines.bold, nameless, _in_capitals(lines)):
        if float(flags.mean()) < _STANDS_OUT:
            stands_out |= flags
    worth = np.select(
        [total, stands_out, weak], [LABEL_FACTOR, LAYOUT_FACTOR, WEAK_FACTOR], default=1.0
    )
    worth = np.where(_are_hundred(lines, number), worth * HUNDRED_FACTOR, worth)
    prior: NDArray[np.float64] = np.log(worth)
    return prior


def _in_capitals(lines: Lines) -> NDArray[np.bool_]:
    """Return which lines are called in capitals, where most names have small letters."""
    flags: NDArray[np.bool_] = np.zeros(len(lines), dtype=np.bool_)
    for line, text in enumerate(lines.said):
        letters = [char for char in text if char.isalpha()]
        flags[line] = len(letters) >= _LEAST_LETTERS and all(char.isupper() for char in letters)
    return flags


def _are_hundred(lines: Lines, number: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Return which lines print 100 wherever they print a number: wholes of shares."""
    hundred = (lines.value == 100 * lines.quanta_per_one) | ~number
    flags: NDArray[np.bool_] = hundred.all(axis=1) & number.any(axis=1)
    return flags
