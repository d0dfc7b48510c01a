"""Where unruled tables begin and end on a page, on both sides of what decides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from crossfoot.extractors.tables.regions import (
    columns_of,
    extend_frame,
    find_frames,
    find_runs,
    frame_lines,
    grow_upwards,
    has_columns,
    is_caption,
    is_data,
    is_note,
    is_prose,
    is_years,
    lines_within,
    trim_notes,
)
from crossfoot.extractors.tokens.rulings import level_rules
from crossfoot.extractors.tokens.textlines import TextLine
from crossfoot.extractors.tokens.tokens import Token
from crossfoot.model import Box
from tests.extractors.laid_lines import Text, line, rows, texts, words

AT = (40.0, 140.0, 200.0)
BODY = rows(("Alby", "412", "433"), ("Brey", "307", "318"), ("Cuq", "118", "121"), at=AT)
PROSE = "a text that runs on and on over nine words"
NONE = np.empty((0, 3))


# ------------------------------------------------------------------------------ single lines


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("Alby 412 433", True),
        ("Alby 412", False),
        ("Alby 2021 2022", False),
        ("Alby 2021 412", False),
        ("Alby and Brey 412 433", True),
        ("Alby and Brey too 412 433", False),  # a sentence with two numbers
    ],
)
def test_a_line_of_data_has_two_numbers_that_are_no_years(text: str, data: bool) -> None:
    """Four words in ten: years are headers, and prose has numbers too."""
    assert is_data(line(100, (text, 40))) is data


@pytest.mark.parametrize(
    ("text", "years"), [("2021 2022", True), ("2021", False), ("2021 Alby", False)]
)
def test_years_stand_together(text: str, years: bool) -> None:
    """One may be a number, several are a header."""
    assert is_years(words(text, 40, 100)) is years


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([("Alby", 40), ("412", 140)], True),
        ([("Alby and Brey", 40)], False),
        ([("•", 40), ("Alby", 60)], False),
        ([("1.", 40), ("Alby", 60)], False),
        ([("(a)", 40), ("Alby", 60)], False),
        ([("•", 40), ("Alby", 60), ("412", 140)], True),
        ([("• x", 40), ("Alby", 70)], True),
        ([("412", 40), ("Alby", 70)], True),
    ],
)
def test_bullets_make_no_column(found: list[Text], expected: bool) -> None:
    """A list's marks stand in a column of their own, and would make every list a table."""
    assert has_columns(line(100, *found)) is expected


@pytest.mark.parametrize(
    ("text", "width", "prose"),
    [(PROSE, 250, True), (PROSE[:-11], 200, False), (PROSE, 316, True), (PROSE, 318, False)],
)
def test_prose_fills_its_measure(text: str, width: float, prose: bool) -> None:
    """Nine words over six tenths of the width; fewer may be a label."""
    one = line(100, (text, 40))
    assert text != PROSE or one.x1 - one.x0 == pytest.approx(190.2)
    assert is_prose(one, width) is prose


def test_captions_and_notes() -> None:
    """What names a table, and what explains it."""
    assert is_caption("Table 3: what the towns paid")
    assert not is_caption("What the towns paid")
    assert is_note("Source: the towns")
    assert not is_note("Alby 412")


# ------------------------------------------------------------------------------------ rules


@pytest.mark.parametrize(
    ("segments", "joined"),
    [
        ([(100, 0, 50), (101.9, 80, 150)], [(100, 0, 150)]),
        ([(100, 0, 50), (102.1, 80, 150)], [(100, 0, 50), (102.1, 80, 150)]),
        ([(100, 0, 50), (100, 89.9, 150)], [(100, 0, 150)]),
        ([(100, 0, 50), (100, 90.1, 150)], [(100, 0, 50), (100, 90.1, 150)]),
        ([(100, 80, 150), (101, 0, 41)], [(100, 0, 150)]),
        ([(100, 80, 150), (101, 0, 39)], [(100, 80, 150), (101, 0, 39)]),
        ([(101, 60, 90), (100, 0, 50)], [(100, 0, 90)]),
        ([(100, 0, 90), (101, 20, 50)], [(100, 0, 90)]),
        ([], []),
    ],
)
def test_segments_of_one_height_are_one_rule(
    segments: Sequence[tuple[float, float, float]], joined: Sequence[tuple[float, float, float]]
) -> None:
    """Two points up or down, forty aside: rules broken at each column frame one table."""
    found = level_rules(np.array(segments, dtype=np.float64).reshape(-1, 3))

    assert [tuple(rule) for rule in found.tolist()] == joined


@pytest.mark.parametrize(("many", "found"), [(6, 6), (7, 8)])
def test_a_rule_goes_on_with_one_of_the_last(many: int, found: int) -> None:
    """Six tables side by side at most: comparing with all would take long on a drawing."""
    across = [(100.0, 100.0 * i, 100.0 * i + 10) for i in range(many)]

    assert len(level_rules(np.array([*across, (101.0, 12.0, 20.0)]))) == found


def frames(lines: Sequence[TextLine], *rules: tuple[float, float, float]) -> list[Box]:
    """Return the frames of lines between rules."""
    return find_frames(lines, np.array(rules))


TOP, LOW = (88.0, 40.0, 215.0), (130.0, 40.0, 215.0)
FRAME = (40.0, 88.0, 215.0, 130.0)


@pytest.mark.parametrize(
    ("low", "found"),
    [
        (LOW, [FRAME]),
        ((130, 47.9, 215), [FRAME]),
        ((130, 48.1, 215), []),
        ((130, 40, 222.9), [(40, 88, 222.9, 130)]),
        ((130, 40, 223.1), []),
    ],
)
def test_rules_of_one_width_frame_a_table(
    low: tuple[float, float, float], found: list[Box]
) -> None:
    """Eight points at either end; rules of other widths are of other things."""
    assert frames(BODY, TOP, low) == found


@pytest.mark.parametrize(("right", "count"), [(100.1, 1), (100, 0)])
def test_short_rules_frame_nothing(right: float, count: int) -> None:
    """Sixty points; shorter ones underline."""
    lines = rows(("ab", "12"), ("cd", "14"), ("ef", "16"), at=(40, 80))

    assert len(frames(lines, (88, 40, right), (130, 40, right))) == count


@pytest.mark.parametrize(("gap", "top"), [(5.9, 82.1), (6.1, 88.0)])
def test_a_double_rule_is_of_its_table(gap: float, top: float) -> None:
    """Two rules with white between belong to two things."""
    assert frames(BODY, (88 - gap, 40, 215), TOP, LOW) == [(40, top, 215, 130)]


@pytest.mark.parametrize(
    ("texts_between", "size", "count"),
    [
        ([("Next", 40)], 10, 1),
        ([("Next", 40)], 12.5, 1),
        ([("Next", 40)], 12.6, 2),  # a heading: two tables
        ([("Next", 40), ("412", 140)], 12.6, 1),
    ],
)
def test_a_heading_between_rules_parts_two_tables(
    texts_between: list[Text], size: float, count: int
) -> None:
    """A quarter larger than the text, and alone on its line."""
    lower = rows(("Dun", "7", "8"), ("Elb", "6", "5"), start=162, at=AT)
    between = line(146, *texts_between, size=size)
    rules = [TOP, LOW, (150.0, 40.0, 215.0), (180.0, 40.0, 215.0)]

    assert len(frames([*BODY, between, *lower], *rules)) == count


@pytest.mark.parametrize(
    ("beside", "count"),
    [([], 1), ([("left", -19)], 1), ([("left", -19), ("too", 250)], 0), ([("l", -40)] * 2, 1)],
)
def test_rules_under_some_columns_frame_no_table(beside: list[Text], count: int) -> None:
    """A word for every other line may stand beside them, within sixty points."""
    lines = [
        line(one.base, *(beside[i : i + 1]), *((t.text, t.x0) for t in one.tokens))
        for i, one in enumerate(BODY)
    ]
    lines = [TextLine(tuple(sorted(one.tokens, key=lambda t: t.x0)), one.base) for one in lines]

    assert len(frames(lines, TOP, LOW)) == count


@pytest.mark.parametrize(("lone", "count"), [(5, 1), (6, 0)])
def test_a_frame_holds_lines_in_columns(lone: int, count: int) -> None:
    """Three lines of eight, not of nine: a third of a text may be set in columns by chance."""
    more = [line(136 + 12 * i, ("and more", 40)) for i in range(lone)]

    found = frames([*BODY, *more], TOP, (130.0 + 12 * lone, 40, 215))

    assert len(found) == count


@pytest.mark.parametrize(("prose", "count"), [(1, 1), (2, 0)])
def test_a_frame_holds_hardly_any_prose(prose: int, count: int) -> None:
    """One line of five at most."""
    body = rows(*[("Alby", "412", "433")] * 4, at=AT)
    texts_ = [
        line(148 + 12 * i, ("one of a few words as long as a line is", 40)) for i in range(prose)
    ]
    assert all(is_prose(one, 175) for one in texts_)

    assert len(frames([*body, *texts_], TOP, (142 + 12 * prose, 40, 215))) == count


def test_one_line_in_columns_is_no_table() -> None:
    """A frame needs two; rules above and below one are a total's."""
    assert frames(BODY[:1], TOP, (106, 40, 215)) == []
    assert len(frames(BODY[:2], TOP, (118, 40, 215))) == 1


def test_the_larger_of_two_frames_that_overlap_stands() -> None:
    """Rules over the last columns of a table are inside it."""
    inner = [(88.0, 130.0, 214.9), (112.0, 130.0, 214.9)]
    found = frames(BODY, TOP, LOW, *inner)
    beside = rows(("Dun", "7"), ("Elb", "6"), at=(300, 360))
    both = frames([*BODY, *beside], TOP, LOW, (88, 300, 380), (118, 300, 380))

    assert found == [FRAME]
    assert both == [FRAME, (300, 88, 380, 118)]


# ------------------------------------------------------------------------------- lines of boxes


@pytest.mark.parametrize(
    ("box", "found"),
    [
        ((40, 98, 220, 99), ["Alby 412 433"]),
        ((40, 98.1, 220, 99), []),
        ((40, 90, 220, 96), ["Alby 412 433"]),
        ((40, 90, 220, 95.9), []),
        ((44.05, 90, 211, 100), ["Alby 412 433"]),
        ((44.1, 90, 220, 100), ["Alby 412 433"]),  # the middle of the word stands in it
        ((55, 90, 220, 100), ["412 433"]),
        ((40, 90, 203, 100), ["Alby 412"]),
        ((300, 90, 400, 100), []),
    ],
)
def test_lines_of_a_box(box: Box, found: list[str]) -> None:
    """By the middle of small letters, a point up or down; words by their middles."""
    assert texts(lines_within(BODY[:1], box)) == found
    if found == ["Alby 412 433"]:
        assert lines_within(BODY[:1], box) == [BODY[0]]


HEAD = line(76, ("Paid", 140), ("Owed", 200))


@pytest.mark.parametrize(
    ("above", "found"),
    [
        (HEAD, True),
        (line(76, ("Town", 40), ("Paid", 140), ("Owed", 200)), True),
        (line(71.2, ("Paid", 140), ("Owed", 200)), True),
        (line(71.1, ("Paid", 140), ("Owed", 200)), False),  # 2.4 steps
        (line(76, ("Town", 40), ("Owed", 200)), False),  # two texts of a title
        (line(76, ("Paid", 76), ("Owed", 200)), True),
        (line(76, ("Paid", 74), ("Owed", 200)), False),
        (line(76, ("Owed", 200)), False),
        (line(76, ("Table 1", 80), ("Paid", 140), ("Owed", 200)), False),
        (line(76, ("Source: x", 80), ("Paid", 140), ("Owed", 200)), False),
    ],
)
def test_a_header_may_stand_above_the_first_rule(above: TextLine, found: bool) -> None:
    """Three texts, or two right of a blank stub, close above it; no title, caption or note."""
    inside = frame_lines(FRAME, [above, *BODY], np.array([TOP, LOW]))

    assert inside == ([above, *BODY] if found else BODY)


@pytest.mark.parametrize(("y", "found"), [(77, True), (77.1, False), (84.9, False), (85, True)])
def test_a_rule_between_header_and_frame_parts_them(y: float, found: bool) -> None:
    """But a double rule: what is ruled off is of another table."""
    inside = frame_lines(FRAME, [HEAD, *BODY], np.array([(y, 40.0, 215.0), TOP, LOW]))

    assert (inside[0] is HEAD) is found


def test_a_typewritten_header_that_comes_again_begins_another_table() -> None:
    """With the lone line above it; with nothing in columns there is one table."""
    head = line(76, ("Town", 40), ("Paid", 140), ("Owed", 200))
    title = line(136, ("Income", 40))
    again = line(148, ("Town", 40), ("Paid", 140), ("Owed", 200))
    more = rows(("Dun", "7", "8"), start=160, at=AT)
    box = (40.0, 88.0, 215.0, 170.0)

    def found(*lines: TextLine) -> list[TextLine]:
        return frame_lines(box, [head, *lines], np.array([TOP]))

    assert found(*BODY, title, again, *more) == [head, *BODY]
    apart = line(148, ("Town", 71), ("Paid", 140), ("Owed", 200))
    near = line(148, ("Town", 69), ("Paid", 140), ("Owed", 200))
    assert len(found(*BODY, title, apart, *more)) == 7
    assert len(found(*BODY, title, near, *more)) == 4
    data = line(148, ("Town", 40), ("12", 140), ("14", 200))
    assert len(found(*BODY, title, data, *more)) == 7


@pytest.mark.parametrize(
    ("below", "bottom"),
    [
        (rows(("Alby", "412", "433"), ("Brey", "307", "318"), start=102, at=AT), 115),
        (rows(("Alby", "412", "433"), start=128.3, at=AT), 129.3),
        (rows(("Alby", "412", "433"), start=128.5, at=AT), 96),  # 3.2 steps
        (rows(("Alby",), ("Brey",), ("Cuq", "4", "5"), start=102, at=AT), 127),
        (rows(("Alby",), ("Brey",), ("Cuq",), ("Dun", "4", "5"), start=102, at=AT), 96),
        (rows(("Source: x",), ("Dun", "4", "5"), start=102, at=AT), 96),
        ([line(102, ("one of a few words as long as a line is", 40)),
          *rows(("Dun", "4", "5"), start=114, at=AT)], 96),
        ([line(102, ("Alby", 40), size=12.5), *rows(("Dun", "4", "5"), start=114, at=AT)], 115),
        ([line(102, ("Alby", 40), size=12.6), *rows(("Dun", "4", "5"), start=114, at=AT)], 96),
    ],
)  # fmt: skip
def test_a_ruled_header_reaches_over_the_lines_below_it(
    below: list[TextLine], bottom: float
) -> None:
    """Down to the last in columns, to two lone lines, prose, a note, a heading or white space."""
    head = line(90, ("Town", 40), ("2021", 140), ("2022", 200))
    box = (40.0, 80.0, 215.0, 96.0)
    filler = [line(400 + 12.0 * i, ("x", 300)) for i in range(12)]

    assert extend_frame(box, [head, *below, *filler]) == (40, 80, 215, bottom)
    data = line(90, ("Town", 40), ("12", 140), ("14", 200))
    assert extend_frame(box, [data, *below]) == box


# ------------------------------------------------------------------------------------- runs


def runs(*lines: TextLine) -> list[list[str]]:
    """Return the first words of the lines of each run."""
    return [[one.tokens[0].text for one in run] for run in find_runs(lines)]


ABC = ["Alby", "Brey", "Cuq"]
DEF = rows(("Dun", "7", "8"), ("Elb", "6", "5"), start=150, at=AT)


@pytest.mark.parametrize(
    ("base", "found"),
    [(162.3, [[*ABC, "Dun", "Elb"]]), (162.5, [ABC, ["Dun", "Elb"]])],
)
def test_white_space_ends_a_run(base: float, found: list[list[str]]) -> None:
    """More than 3.2 steps."""
    lower = rows(("Dun", "7", "8"), ("Elb", "6", "5"), start=base, at=AT)

    assert runs(*BODY, *lower) == found


@pytest.mark.parametrize(
    ("lone", "found"),
    [
        ([], [[*ABC, "Dun", "Elb"]]),
        ([("a", 40)], [[*ABC, "a", "Dun", "Elb"]]),
        ([("a", 40), ("b", 40), ("c", 40)], [[*ABC, "a", "b", "c", "Dun", "Elb"]]),
        ([("a", 40), ("b", 40), ("c", 40), ("d", 40)], [ABC, ["Dun", "Elb"]]),
        ([(PROSE, 40)], [ABC, ["Dun", "Elb"]]),
    ],
)
def test_lone_lines_between_rows(lone: list[Text], found: list[list[str]]) -> None:
    """Three may be headings and wrapped cells; four, or prose, part two tables."""
    between = [line(136 + 12 * i, one) for i, one in enumerate(lone)]
    start = 136 + 12.0 * len(lone)
    lower = rows(("Dun", "7", "8"), ("Elb", "6", "5"), start=start, at=AT)

    assert runs(*BODY, *between, *lower) == found


@pytest.mark.parametrize(
    ("size", "columns", "apart"),
    [(14, False, False), (14.1, False, True), (14, True, False)],
)
def test_larger_type_ends_a_run(size: float, columns: bool, apart: bool) -> None:
    """By two fifths, alone on its line: the heading of what follows."""
    heading = line(136, ("Next", 40), *([("4", 140)] if columns else []), size=size)

    assert len(runs(*BODY, heading, *DEF)) == 1 + apart


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        (line(136, ("end", 40)), True),
        (line(137.7, ("end", 40)), True),
        (line(137.85, ("end", 40)), False),  # 1.15 steps
        (line(136, ("end", 40), size=9.3), True),
        (line(136, ("end", 40), size=9.25), False),
        (line(136, ("end", 37.1)), True),
        (line(136, ("end", 37)), False),
        (line(136, ("a label that is wide", 40)), True),
        (line(136, ("a label that is far too wide", 40)), False),
        (line(136, ("a value that is far too wide", 95)), True),
        (line(136, ("a value that is far too wide", 91)), False),
        (line(136, ("Source: x", 40)), False),
        (line(136, ("Table 3", 40)), False),
    ],
)
def test_the_last_lone_line_of_a_run(tail: TextLine, kept: bool) -> None:
    """A label or the end of a cell, set as the run is and right below it: no text, no note."""
    (found,) = runs(*BODY, tail)

    assert (len(found) == 4) is kept


@pytest.mark.parametrize(
    ("first", "again", "count"),
    [
        ("Town", line(136, ("Town", 40), ("x", 140)), 2),
        ("Tow", line(136, ("Tow", 40), ("x", 140)), 1),
        ("4120", line(136, ("4120", 40), ("x", 140)), 1),
        ("Town", line(136, ("Towns", 40), ("x", 140)), 1),
        ("Town", line(136, ("Town", 69), ("x", 140)), 2),
        ("Town", line(136, ("Town", 71), ("x", 140)), 1),
        ("Town", line(136, ("Town", 40), ("4", 140), ("5", 200)), 1),
    ],
)
def test_a_header_that_comes_again_begins_another_run(
    first: str, again: TextLine, count: int
) -> None:
    """The same word at the same place, without numbers."""
    head = line(88, (first, 40), ("x", 140))

    assert len(runs(head, *BODY, again, *DEF)) == count
    assert len(runs(head, BODY[0], again)) == 1  # two lines may begin alike


# --------------------------------------------------------------------------- heads and notes

CUTS = (110.0, 170.0)


@pytest.mark.parametrize(
    ("above", "grown"),
    [
        (line(88, ("Paid", 140)), True),
        (line(79.7, ("Paid", 140)), True),
        (line(79.6, ("Paid", 140)), False),  # 1.7 steps
        (line(88, ("Paid", 101)), True),
        (line(88, ("Paid", 99)), False),  # over the stub: a line of text
        (line(88, ("Paid in", 200)), True),
        (line(88, ("Paid in all", 200)), False),
        (line(88, ("Table 2", 140)), False),
        (line(94.9, ("Paid", 140)), True),
        (line(95, ("Paid", 140)), False),  # the first line itself
    ],
)
def test_headers_above_a_run(above: TextLine, grown: bool) -> None:
    """Close above it, over its numbers, no wider than it."""
    found = grow_upwards(BODY, [above, *BODY], CUTS)

    assert (found[0] is above) is grown


def trimmed(*tail: TextLine, head: Sequence[TextLine] = ()) -> list[str]:
    """Return the first words of what is left of lines."""
    return [one.tokens[0].text for one in trim_notes([*head, *BODY, *tail], CUTS)]


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        (line(136, ("Source: x", 40)), False),
        (line(136, ("Source: x", 111)), True),
        (line(136, ("Source: x", 40), ("412", 140)), True),
        (line(136, ("pale", 40)), True),
        (line(136, ("one of a few words as long as it", 40)), False),
        (line(136, ("one of a few words as long as", 40)), True),
        (line(136, ("pale", 40), size=8.4), False),
        (line(136, ("pale", 40), size=8.5), True),
    ],
)
def test_notes_below_a_table(tail: TextLine, kept: bool) -> None:
    """Told by its words, by their number or by small type, and that it is one text."""
    assert (len(trimmed(tail)) == 4) is kept


@pytest.mark.parametrize(
    ("tail", "kept"),
    [
        (line(139, ("key", 40), ("red", 140), colour=5), False),
        (line(138.9, ("key", 40), ("red", 140), colour=5), True),
        (line(145, ("key", 40), ("red", 140)), True),
        (line(145, ("key", 40), ("4", 140), ("5", 200), colour=5), True),
        (line(145, ("key", 111), ("red", 180), colour=5), True),
    ],
)
def test_a_key_below_a_table(tail: TextLine, kept: bool) -> None:
    """In a colour of its own and a little apart: it explains colours, and is no row."""
    assert (len(trimmed(tail)) == 4) is kept


def test_captions_above_a_table() -> None:
    """A caption and prose go; a table keeps two lines."""
    assert trimmed(head=[line(88, ("Table 2", 40))]) == ABC
    assert trimmed(head=[line(88, ("one of a few words as long as a line is", 40))]) == ABC
    assert len(trim_notes([line(88, ("Table 2", 40)), BODY[0]], CUTS)) == 2
    assert len(trim_notes([BODY[0], line(112, ("Source: x", 40))], CUTS)) == 2
    assert len(trim_notes([BODY[0], line(112, ("pale", 40), size=5)], CUTS)) == 2


def test_columns_are_told_by_lines_with_numbers_or_columns() -> None:
    """A heading over both columns would close the river between them."""
    wide = line(136, ("a heading that runs over all", 40))
    lower = [line(148 + 12 * i, ("Alby", 40), ("412", 140), ("433", 200)) for i in range(3)]

    assert len(columns_of([*BODY, wide, *lower], ())) == 2
    turned: list[Token] = []
    assert columns_of([wide], turned) == []
