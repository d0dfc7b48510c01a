"""Lists that are counted and figures of two editions, on both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from crossfoot.model import Block, BlockKind, Figure
from crossfoot.reconcilers.documents.edition_pairs import pair_by_label, pair_by_order
from crossfoot.reconcilers.documents.figures import check_figures
from crossfoot.reconcilers.documents.listings import find_lists
from tests.reconcilers.test_documents import BOX, figure, members_table

NAMES = ["Accra", "Lima", "Lyon", "Oslo", "Rabat"]


def blocks(kind: BlockKind, count: int, *, heading: bool = True) -> list[Block]:
    """Return a heading and so many names, as bullets or in one paragraph."""
    head = [Block("heading", 9, BOX, "Members of the gender strategy", level=2)] if heading else []
    if kind == "bullet":
        return [*head, *(Block("bullet", 9, BOX, name) for name in NAMES[:count])]
    return [*head, Block(kind, 9, BOX, ", ".join(NAMES[:count]))]


@pytest.mark.parametrize(
    ("kind", "count", "heading", "lengths"),
    [
        ("bullet", 4, True, [4]),
        ("bullet", 3, True, []),
        ("bullet", 5, False, []),
        ("paragraph", 4, True, [4]),
        ("paragraph", 3, True, []),
        ("paragraph", 5, False, []),
        ("note", 5, True, []),
    ],
)
def test_four_names_under_a_heading_are_a_list(
    kind: BlockKind, count: int, heading: bool, lengths: list[int]
) -> None:
    """Fewer, or names under nothing, are no list that anybody announced."""
    assert [one.value for one in find_lists(blocks(kind, count, heading=heading))] == lengths


def test_a_paragraph_between_ends_the_heading() -> None:
    """Names count under their own heading only; one heading may follow another."""
    head, *names = blocks("bullet", 4)
    prose = Block("paragraph", 9, BOX, "The board met in March.")
    other = Block("heading", 9, BOX, "Others", level=2)

    assert [one.own for one in find_lists([head, prose, *names])] == []
    assert [one.own for one in find_lists([head, *names, other, *names])] == [head.text, "Others"]


@pytest.mark.parametrize(
    ("value", "label", "unit", "found"),
    [
        ("4", "members of the gender strategy", "count", ["exact"]),
        ("5", "members of the gender strategy", "count", ["mismatch"]),
        ("4", "gender strategy", "count", ["exact"]),
        ("5", "gender strategy", "count", []),  # two words are a topic
        ("4", "strategy", "count", []),
        ("5", "members of the housing policy", "count", []),
        ("5", "members of the gender strategy", "EUR", []),
    ],
)
def test_a_count_and_the_list_it_speaks_of(
    value: str, label: str, unit: str, found: list[str]
) -> None:
    """The more words they share, the surer a difference is a mistake."""
    one = figure("f1", value, label, unit=unit)
    checks = check_figures([one], (), (), language="en", blocks=blocks("paragraph", 4))

    assert [check.status for check in checks] == found


@pytest.mark.parametrize(
    ("value", "printed", "found"),
    [("100", "4", ["exact"]), ("99", "4", ["rounding"]), ("98", "4", ["mismatch"]),
     ("98", "5", [])],
)  # fmt: skip
def test_a_share_of_listed_members(value: str, printed: str, found: list[str]) -> None:
    """Where the text says how many members there are, a list of them gives their share."""
    figures = [
        figure("f1", value, "of our members in the gender strategy", unit="%"),
        figure("f2", printed, "governments of major cities"),
    ]
    listed = blocks("paragraph", 4)
    listed[0] = replace(listed[0], text="Our members in the gender strategy")

    checks = check_figures(figures, [members_table("6", "3")], (), language="en", blocks=listed)

    assert [check.status for check in checks if check.kind == "percentage"] == found


def ids(pairs: Sequence[tuple[Figure, Figure]]) -> list[tuple[str, str]]:
    """Return pairs by the ids of their figures."""
    return [(a.id, b.id) for a, b in pairs]


def test_figures_of_one_language_are_paired_by_label() -> None:
    """Whatever their order and values; other units and other labels are other figures."""
    old = [
        figure("a", "12", "new members of the network"),
        figure("b", "40", "global events"),
        figure("c", "7", "policy briefs"),
        figure("d", "52", "women", unit="%"),
    ]
    new = [
        figure("e", "41", "global events"),
        figure("f", "12", "new members of the network in Asia"),
        figure("g", "8", "studies on housing"),
        figure("h", "52", "women"),
    ]

    paired = pair_by_label(old, new)

    assert ids(paired) == [("a", "f"), ("b", "e")]


def test_of_equal_labels_the_section_the_whole_and_the_value_tell() -> None:
    """Parts of one name go with their wholes, statements with their sections."""
    old = [
        figure("w1", "30", "experts"),
        figure("p1", "12", "women", whole="w1"),
        figure("w2", "50", "members"),
        figure("p2", "20", "women", whole="w2"),
        figure("s1", "5", "events held", section=("Asia",)),
        figure("s2", "6", "events held", section=("Africa",)),
        figure("v1", "8", "notes sent"),
        figure("v2", "9", "notes sent"),
    ]
    new = [
        replace(one, id=one.id.upper(), breakdown_of=(one.breakdown_of or "").upper() or None)
        for one in (*old[2:4], *old[:2], old[5], old[4], old[7], old[6])
    ]

    assert ids(pair_by_label(old, new)) == [(one.id, one.id.upper()) for one in old]


@pytest.mark.parametrize(
    ("old", "new", "paired"),
    [
        (["1", "2", "3"], ["1", "2", "3"], 3),
        (["1", "2", "3"], ["1", "7", "3"], 3),  # one differs between two that agree
        (["1", "2", "4", "5", "3"], ["1", "7", "8", "9", "3"], 5),
        (["1", "2", "4", "5", "6", "3"], ["1", "7", "8", "9", "0", "3"], 2),  # too many
        (["1", "2", "4", "3"], ["1", "7", "3"], 2),  # not as many on both sides
        (["1", "2%", "3"], ["1", "7", "3"], 2),  # not of one kind
    ],
)
def test_figures_of_two_languages_are_paired_by_order(
    old: list[str], new: list[str], paired: int
) -> None:
    """Equal numbers in order are anchors; up to three between two anchors are told by place."""

    def made(values: list[str], name: str) -> list[Figure]:
        return [
            figure(f"{name}{i}", v.strip("%"), f"{name} {i}", unit="%" if "%" in v else "count")
            for i, v in enumerate(values)
        ]

    assert len(pair_by_order(made(old, "a"), made(new, "b"))) == paired
