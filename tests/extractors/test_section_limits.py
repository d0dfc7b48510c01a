"""Headings, levels and sections on both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from crossfoot.extractors.text.sections import assign_sections, is_heading, is_mostly_bold
from crossfoot.model import Block, Span

PROSE = "words of the body set in ten points, many of them, to say what the body size is."


def block(
    text: str, size: float = 10.0, *, bold: bool = False, page: int = 1, top: float = 100.0
) -> Block:
    """Return a block of one line."""
    box = (50.0, top, 300.0, top + size)
    return Block("paragraph", page, box, text, (Span(text, box, size, bold, 0),))


@pytest.mark.parametrize(
    ("text", "size", "bold", "heading"),
    [
        ("The year", 11.1, False, False),
        ("The year", 11.21, False, True),
        ("The year", 7.7, True, False),
        ("The year", 7.81, True, True),
        ("the year", 10, True, False),
        ("2 Members", 10, True, True),
        ("(1) Members", 10, True, False),
        ("The year.", 10, True, False),
        ("The year;", 10, True, False),
        ("The year: ", 10, True, True),
        ("The year.", 14, False, True),
        ("The year " * 6 + "1990.", 14, False, True),  # 59 chars
        ("The year " * 6 + "in 90.", 14, False, False),
        ("The year " * 6 + "in 90", 14, False, True),
        ("THE YEAR", 10, False, True),
        ("THE YE", 10, False, True),
        ("THE Y", 10, False, False),
        ("2021", 14, True, False),
        ("T" + "h" * 119, 10, True, True),
        ("T" + "h" * 120, 10, True, False),
        ("T" + "h" * 159, 14, False, True),
        ("T" + "h" * 160, 14, False, False),
    ],
)
def test_what_a_heading_looks_like(text: str, size: float, bold: bool, heading: bool) -> None:
    """Larger by an eighth, or bold or in capitals and short, and no sentence."""
    assert is_heading(block(text, size, bold=bold), 10.0) is heading


def test_bold_marks_nothing_where_the_body_is_bold() -> None:
    """Most chars tell."""
    assert not is_heading(block("The year", bold=True), 10.0, bold_body=True)
    assert is_mostly_bold([block("four", bold=True), block("thr")])
    assert not is_mostly_bold([block("four", bold=True), block("four")])


def sections(*blocks: Block) -> list[tuple[int, str, tuple[str, ...]]]:
    """Return level, text and section of each block of a document."""
    return [(b.level, b.text, b.section) for b in assign_sections(blocks)]


def document(heads: Sequence[tuple[str, float]]) -> list[Block]:
    """Return headings on pages of their own, each with a paragraph below."""
    made = []
    for page, (text, size) in enumerate(heads, start=1):
        made.append(block(text, size, page=page, top=150 + 10 * page))
        made.append(block(f"{page} {PROSE}", page=page, top=200 + 30 * page))
    return made


def test_sections_are_levels_deep() -> None:
    """Larger type is higher, the text below stands in all above it."""
    found = sections(
        *document([("Alpha", 12), ("Beta", 16), ("Gamma", 13), ("Delta", 12), ("Eps", 16)])
    )

    assert [(level, section) for level, text, section in found if level] == [
        (3, ()),
        (1, ()),
        (2, ("Beta",)),
        (3, ("Beta", "Gamma")),
        (1, ()),
    ]
    assert found[-3][2] == ("Beta", "Gamma", "Delta")


@pytest.mark.parametrize(("size", "title"), [(16.6, False), (16.7, True)])
def test_the_title_of_a_report_is_no_section(size: float, title: bool) -> None:
    """It is larger than every heading after it, by one in twenty-five."""
    found = sections(*document([("Annual report", size), ("Beta", 16), ("Gamma", 13)]))

    assert found[1][2] == (() if title else ("Annual report",))


@pytest.mark.parametrize(
    ("text", "names"), [("141 governments", False), ("2.1 Members", True), ("2) Members", True)]
)
def test_statements_name_no_section(text: str, names: bool) -> None:
    """A number of things, not of a section."""
    found = sections(*document([("Alpha", 20), (text, 16), ("Gamma", 13)]))

    assert (found[3][2] == (text,)) is names
