"""The words around plain counts: "our 141 members", "3 phases", "66 were open parties"."""

from __future__ import annotations

from dataclasses import dataclass

Group = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """Words that tell a count which a sentence states from other numbers.

    Attributes:
        given: Before a count that goes without saying ("our") or says how ("with").
        no_nouns: What follows a number and is nothing it counts: "58 of them".
        and_more: What makes a count the lower edge of a class: "3 500 people and more".
        copulas: Verbs between a count and what it counts: "66 were open parties".
        structure: Besides ``references``, what divides a plan or a text: "3 options".
        spans: Units of time: "the 4 next years" counts nothing, "300 hours of work" does.
        marks: Points, which rules give; beside a share they are its changes.
    """

    given: Group = ()
    no_nouns: Group = ()
    and_more: Group = ()
    copulas: Group = ()
    structure: Group = ()
    spans: Group = ()
    marks: Group = ()
