"""Equations that follow from equations: a new one must say something new.

Each equation is a vector of coefficients over lines. A candidate that is a combination of the
accepted ones (a grand total written from its lines when it is known from its sub-totals) claims
nothing; it is reduced to zero by Gaussian elimination modulo a large prime, which is exact for
the small coefficients at hand up to a chance of one in 10^18.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_PRIME = 2**61 - 1


@dataclass(slots=True)
class Span:
    """The equations accepted so far, in echelon form; grows by :meth:`add`."""

    _rows: dict[int, dict[int, int]] = field(default_factory=dict)

    def add(self, terms: Iterable[tuple[int, int]]) -> bool:
        """Add an equation given as (line, coefficient); False when it says nothing new."""
        rest = self._reduce(terms)
        if not rest:
            return False
        pivot = min(rest)
        inverse = pow(rest[pivot], -1, _PRIME)
        self._rows[pivot] = {line: c * inverse % _PRIME for line, c in rest.items()}
        return True

    def _reduce(self, terms: Iterable[tuple[int, int]]) -> dict[int, int]:
        rest: dict[int, int] = {}
        for line, coefficient in terms:
            rest[line] = (rest.get(line, 0) + coefficient) % _PRIME
        for line in sorted(self._rows):
            factor = rest.get(line, 0)
            if factor:
                for other, coefficient in self._rows[line].items():
                    rest[other] = (rest.get(other, 0) - factor * coefficient) % _PRIME
        return {line: coefficient for line, coefficient in rest.items() if coefficient}
