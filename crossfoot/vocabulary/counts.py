"""The words around numbers of sentences: "our 141 members", "3 phases", "€ 12 per head"."""

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
        things: After a word that is a unit elsewhere: "points de vente" are shops.
    """

    given: Group = ()
    no_nouns: Group = ()
    and_more: Group = ()
    copulas: Group = ()
    structure: Group = ()
    spans: Group = ()
    marks: Group = ()
    things: Group = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Words between a number of a sentence and what it counts.

    Attributes:
        abbreviations: Words whose point ends no sentence.
        stops: Where the words that belong to a number stop, ``stops_after_comma`` after a comma.
        joiners: What ties numbers and their words together, and belongs to neither.
        partitives: What stands before a part, but for ``not_partitives``: "de femmes".
        verbs: Between a subject and its number, followed by ``verb_links``.
        asides: What begins words that say why or against what. So do ``times`` and years after
            ``times_after``, ``time_articles`` and ``time_ends``, and days after ``days_after``.
        rates: What an amount is of, besides what it is: "€ per head".
        weak: Words after a number that alone name nothing; ``comparisons`` say against what.
        against: Before a year that a number is compared with, and not of.
        changes: Nouns that alone name nothing, like what is ``connecting``.
        direct_of: Between a part and its whole; ``out_of`` further away from the part.
    """

    abbreviations: Group = ()
    stops: Group = ()
    stops_after_comma: Group = ()
    joiners: Group = ()
    partitives: Group = ()
    not_partitives: Group = ()
    verbs: Group = ()
    verb_links: Group = ()
    asides: Group = ()
    times: Group = ()
    times_after: Group = ()
    time_articles: Group = ()
    time_ends: Group = ()
    days_after: Group = ()
    rates: Group = ()
    weak: Group = ()
    comparisons: Group = ()
    against: Group = ()
    changes: Group = ()
    connecting: Group = ()
    articles: Group = ()
    direct_of: Group = ()
    out_of: Group = ()
