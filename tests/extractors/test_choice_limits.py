"""Readings of one place on both sides of what decides: measures, rivals, votes, who is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from crossfoot.extractors.choice.arbiter import (
    Choice,
    choose,
    choose_unseen,
    group_readings,
    measure,
    weigh,
    words_within,
)
from crossfoot.extractors.choice.choices import (
    Chooser,
    PageChoices,
    compare_readings,
    revise,
    without_doubtful,
)
from crossfoot.extractors.choice.leftovers import loose_rows
from crossfoot.extractors.choice.own import read_own_tables
from crossfoot.extractors.choice.steer import apply_recipes, clip_page, read_in_columns
from crossfoot.extractors.tables.confidence import UNSURE
from crossfoot.model import Box, Cell, Evidence, Page, Pose, Recipe, Table
from crossfoot.settings import Settings
from tests.extractors.page_builder import Text, make_page
from tests.extractors.table_pages import Set, typeset

NOWHERE = Path("no.pdf")
ROWS = (("Ville", "2019", "2020"), ("Bron", "1", "2"), ("Lyon", "3", "4"), ("Total", "4", "6"))


def table(
    rows: Sequence[Sequence[str]] = ROWS,
    *,
    top: float = 60.0,
    left: float = 50.0,
    engine: str = "own",
    sure: float = 0.3,
) -> Table:
    """Return a table with columns a hundred points apart and rows every twelve."""
    cells = tuple(
        Cell(r, c, text, 1, (left + 100 * c, top + 12 * r, left + 40 + 100 * c, top + 10 + 12 * r))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = (left, top, left + 100 * len(rows[0]) - 60, top + 12 * len(rows) - 2)
    n = (len(rows), len(rows[0]))
    return Table("", (1,), box, (box,), *n, 1, 1, cells, engine=engine, confidence=sure)


def words(*tables: Table) -> list[tuple[str, Box]]:
    """Return the words of tables."""
    return [(cell.text, cell.box) for one in tables for cell in one.cells if cell.text]


PAGE = make_page([Text("word", 50, 60)])


# ------------------------------------------------------------------------------- measures


def measured(
    *reading: Table, others: Sequence[Table] = (), printed: Sequence[Table] = ()
) -> dict[str, float]:
    """Return the measures of a reading, to a hundredth."""
    given = [(other,) for other in others]
    found = measure(reading, given, words(*(printed or reading)))
    return {name: round(value, 2) for name, value in found.items()}


def test_a_whole_reading_has_full_measures() -> None:
    """Confidence is its own, and with no other reading none agrees."""
    assert measured(table()) == {
        "confidence": 0.3,
        "words_kept": 1.0,
        "words_whole": 1.0,
        "fill": 1.0,
        "full_rows": 1.0,
        "alike_columns": 1.0,
        "aligned": 1.0,
        "agreement": 0.0,
    }


def test_holes_lower_the_measures() -> None:
    """Words left out, cells without text, rows with one text, kinds of texts mixed."""
    holed = table(
        (("Ville", "2019", "2020"), ("Bron", "", ""), ("Lyon", "x y", ""), ("Total", "4", "6"))
    )

    found = measured(holed, others=[table()], printed=[table()])

    assert found["words_kept"] == pytest.approx(30 / 32, abs=0.01)
    assert found["fill"] == 0.75
    assert found["full_rows"] == pytest.approx(2 / 3, abs=0.01)
    assert found["alike_columns"] == pytest.approx(5 / 6, abs=0.01)
    assert found["agreement"] == pytest.approx(2 * 6 / 21, abs=0.01)


def test_several_tables_are_measured_in_the_mean() -> None:
    """A reading that cuts a region in two."""
    upper, lower = table(ROWS[:2], sure=0.2), table(ROWS[2:], top=84, sure=0.6)

    assert measured(upper, lower, printed=[table()])["confidence"] == 0.4
    assert measured(upper, lower, others=[table()], printed=[table()])["agreement"] == 1.0


@pytest.mark.parametrize(("off", "aligned"), [(6, 1.0), (6.5, 0.67)])
def test_columns_with_an_edge(off: float, aligned: float) -> None:
    """Texts that share no edge by three points, either side of their mean."""
    plain = table()
    moved = [
        replace(
            cell, box=(cell.box[0] + off * k, cell.box[1], cell.box[2] + off * k * 1.5, cell.box[3])
        )
        if cell.col == 2 and cell.row
        else cell
        for cell in plain.cells
        for k in [(cell.row == 2) - 0.0]
    ]
    skewed = replace(plain, cells=tuple(moved))

    assert measured(skewed)["aligned"] == aligned


@pytest.mark.parametrize(("reach", "whole"), [(44, 1.0), (70, 1.0), (72, 0.92)])
def test_words_that_a_column_cuts(reach: float, whole: float) -> None:
    """A point over the gap between two columns and it is cut; more than half of it in the table."""
    seen = table()
    run = [
        (text, (box[0], box[1], box[0] + reach, box[3]) if text == "Bron" else box)
        for text, box in words(seen)
    ]

    assert round(measure([seen], [], run)["words_whole"], 2) == whole


def test_a_cell_over_two_columns_is_not_cut() -> None:
    """It has the room."""
    seen = table()
    wide = [
        replace(c, colspan=2, box=(50.0, 72.0, 190.0, 82.0)) if c.text == "Bron" else c
        for c in seen.cells
        if c.text != "1"
    ]

    assert measured(replace(seen, cells=tuple(wide)))["words_whole"] == 1.0


def test_the_words_of_a_region() -> None:
    """Those whose middles stand in it."""
    page = make_page([Text("in", 50, 60), Text("out", 50, 90), Text("half", 90, 60)])

    assert [text for text, _ in words_within(page, (50, 60, 101, 80))] == ["in", "half"]
    assert [text for text, _ in words_within(page, (50, 60, 99, 80))] == ["in"]


@pytest.mark.parametrize(
    ("score", "vote"), [(0.0, 0.0), (2.0, 0.5), (4.0, 1.0), (9.0, 1.0), (-2.0, -0.5), (-9.0, -1.0)]
)
def test_totals_have_a_bounded_vote(score: float, vote: float) -> None:
    """Four relations that hold are all the proof there is."""
    full = weigh([table()], [], words(table()), lambda _: 100.0)[-1].value
    (*_, found) = weigh([table()], [], words(table()), lambda _: score)

    assert found.name == "footing"
    assert found.value == pytest.approx(vote * full)


def test_readings_are_ranked_and_told() -> None:
    """Best first, each with its sum; between equals ours."""
    torn = table((("Ville", "2019", "2020"), ("Bron", "1", ""), ("", "", "2"), *ROWS[2:]))
    choice = choose([(torn,), (table(engine="b"),), (table(engine="c"),)], PAGE)

    assert [t.engine for t in choice.chosen] == ["b"]
    assert [t.engine for reading in choice.rejected for t in reading] == ["c", "own"]
    assert choice.chosen[0].evidence[-1].note == "3 readings"


# --------------------------------------------------------------------------------- rivals


@pytest.mark.parametrize(
    ("sure", "shift", "rivals"),
    [
        (UNSURE - 0.01, 0, 1),
        (UNSURE, 0, 0),
        (UNSURE - 0.01, 22, 1),
        (UNSURE - 0.01, 24, 0),  # it stands half beside ours
    ],
)
def test_readings_of_one_place(sure: float, shift: float, rivals: int) -> None:
    """An unsure table has those as rivals that cover half of it."""
    found = group_readings([table(sure=sure)], [[table(top=60 + shift, engine="b")]])

    assert sum(len(readings) for _, readings in found) == rivals
    assert len(found) == (sure < UNSURE)


@pytest.mark.parametrize(("into", "rivals"), [(0, 1), (4, 1), (6, 0)])
def test_a_rival_takes_no_words_of_a_neighbour(into: float, rivals: int) -> None:
    """A tenth of another table of ours in it, and it is left out."""
    ours, below = table(), table(top=120, sure=0.9)
    x0, top, x1, _ = ours.box
    foreign = replace(ours, engine="b", box=(x0, top, x1, 120.0 + into))

    (group,) = group_readings([ours, below], [[foreign]])

    assert len(group[1]) == rivals


@pytest.mark.parametrize(("rows", "rivals"), [(2, 0), (3, 1)])
def test_rows_in_no_table_of_ours_make_a_rival(rows: int, rivals: int) -> None:
    """Three of them, half in the other reading."""
    ours = table(sure=0.9)
    foreign = table((*ROWS, *ROWS), engine="b")
    loose = [(50.0, 110.0 + 12 * i, 290.0, 120.0 + 12 * i) for i in range(rows)]
    beside = [(50.0, 153.0 + 12 * i, 290.0, 163.0 + 12 * i) for i in range(3)]

    assert len(group_readings([ours], [[foreign]], loose)) == rivals
    assert group_readings([ours], [[foreign]], beside) == []


@pytest.mark.parametrize(("proof", "taken"), [(1.9, 0), (2.0, 1)])
def test_what_only_another_engine_sees_needs_proof(proof: float, taken: int) -> None:
    """Two relations that hold."""
    found = choose_unseen([[table(engine="b")]], [], PAGE, foots=lambda _: proof)

    assert sum(len(choice.chosen) for choice in found) == taken
    assert len(found) == 1


def test_the_best_proven_of_overlapping_tables_is_taken() -> None:
    """Once; what stands elsewhere is taken too, what overlaps ours is not."""
    small, large = table(ROWS[:3], engine="b"), table(engine="c")
    apart = table(top=300, engine="b")
    ours = table(top=500)
    over = table(top=520, engine="b")
    proof = {small.box: 2.0, large.box: 5.0, apart.box: 3.0, over.box: 9.0}

    found = choose_unseen(
        [[small, apart, over], [large]], [ours], PAGE, foots=lambda t: proof[t.box]
    )

    assert [[t.box for t in choice.chosen] for choice in found] == [[large.box], [apart.box]]
    assert [t.box for reading in found[0].rejected for t in reading] == [small.box]


def test_sure_tables_are_not_compared() -> None:
    """And it is told why not, also of one that no other engine sees."""
    sure, alone, doubtful = table(sure=0.9), table(top=200), table(top=400)
    found = compare_readings(
        [sure, alone, doubtful], [[table(top=400, engine="b", sure=0.9)]], PAGE
    )

    assert [choice.why[:20] for choice in found] == [
        f"at least {UNSURE:.2f} sure: not compared"[:20],
        "no other engine sees a table just here"[:20],
        "",
    ]
    assert [choice.chosen[0].engine for choice in found] == ["own", "own", "b"]


# ------------------------------------------------------------------- who is asked, and for what


def asked(page: Page, pages: int = 1) -> str:
    """Return why other engines are not asked about a page of a document."""
    chooser = Chooser(NOWHERE, pages, Settings(), foots=None, findings=[])
    return chooser.find_tables(page, ()).note.partition(": ")[2]


def loose_page(words: int = 0, lines: int = 3) -> Page:
    """Return a page with far numbers on some lines, each two pages' worth apart, and words."""
    sets = [
        Text(f"{n}", x, 100 + 200 * i) for i in range(lines) for n, x in ((412, 50), (307, 400))
    ]
    sets += [Text("word", 50 + 25 * (i % 20), 1000 + 20 * (i // 20)) for i in range(words)]
    return replace(make_page(sets), height=9000.0)


def test_other_engines_are_asked_about_rows_in_no_table() -> None:
    """Three lines of two numbers; but not of a page that was turned, a scan, or a data dump."""
    page = loose_page()
    assert asked(loose_page(lines=2)).startswith("no table was seen")
    assert asked(page) == ""
    assert asked(replace(page, source="ocr")) == "they read the text layer as it lies"
    assert asked(replace(page, pose=Pose(90, 0.0, 600.0, 800.0))).startswith("they read the text")
    assert asked(loose_page(2994)) == ""
    assert asked(loose_page(2995)) == "the page has more than 3000 words"


@pytest.mark.parametrize(
    ("pages", "times"), [(1, 12), (50, 12), (52, 11), (100, 6), (300, 2), (5000, 2)]
)
def test_long_documents_ask_about_fewer_pages(pages: int, times: int) -> None:
    """Engines go through the whole file each time: six hundred pages in all, two asked at least."""
    chooser = Chooser(NOWHERE, pages, Settings(), foots=None, findings=[])
    notes = [chooser.find_tables(loose_page(), ()).note for _ in range(14)]

    assert sum("were asked too" in note for note in notes) == times
    assert notes[-1].endswith("as many pages as a document may")


@pytest.mark.parametrize(
    ("worth", "foots", "kept"), [(0.19, 0, 0), (0.21, 0, 1), (0.1, 1, 1), (0.1, -1, 0)]
)
def test_a_fifth_of_a_table_is_right_or_its_totals_hold(
    worth: float, foots: float, kept: int
) -> None:
    """As expected of its cells, however sure its structure; else it is told among the rejected."""
    weighed = replace(table(sure=0.9), evidence=(Evidence("value", worth, ""),))
    account = PageChoices(1, (Choice((weighed,), ()),), "")
    left = without_doubtful(account, lambda _: foots)

    assert len(left.tables) == kept
    assert len(left.choices[0].rejected) == 1 - kept


def test_a_later_reading_takes_the_place_of_the_first() -> None:
    """Where it stands; elsewhere it has a place of its own, and what went is told."""
    first, second = table(), table(top=300)
    account = PageChoices(1, (Choice((first,), ()), Choice((second,), ())), "")
    told = Evidence("recipe", 1.0, "Budget")
    again = replace(table(top=64), evidence=(told,))
    fresh = replace(table(top=600), evidence=(told,))

    revised = revise(account, [again, fresh])

    assert [choice.chosen for choice in revised.choices] == [(again,), (), (fresh,)]
    assert [choice.why for choice in revised.choices] == [
        "read again as a recipe says: Budget",
        "given up for another reading",
        "read again as a recipe says: Budget",
    ]
    assert [choice.rejected for choice in revised.choices] == [((first,),), ((second,),), ()]
    assert revise(account, [first, second]) == account


# --------------------------------------------------------------------- loose rows and cards


@pytest.mark.parametrize(("gap", "rows"), [(4, 0), (16, 0), (20, 4), (100, 4)])
def test_numbers_set_apart_on_a_line_are_a_row(gap: float, rows: int) -> None:
    """A space between two numbers is none."""
    sets = [Set("1,5", x, 100 + 20 * i) for i in range(4) for x in (50, 65 + gap)]

    assert len(loose_rows(typeset(sets), ())) == rows


@pytest.mark.parametrize(("right", "rows"), [(114, 0), (110.5, 0), (105, 4)])
def test_rows_in_an_area_are_not_loose(right: float, rows: int) -> None:
    """A number whose middle stands a point outside its table belongs to it."""
    sets = [Set("412", x, 100 + 20 * i) for i in range(4) for x in (50, 104, 300)]
    free = loose_rows(typeset(sets), [(40.0, 80.0, right, 200.0)])

    assert len(free) == rows


@pytest.mark.parametrize(("count", "tables"), [(2, 0), (3, 0), (5, 1)])
def test_large_numbers_of_a_long_table_are_cells(count: int, tables: int) -> None:
    """Two or three rows of them are cards."""
    names = ("Alby", "Brey", "Cuq", "Dun", "Esse")
    sets = [
        one
        for i in range(count)
        for one in (
            Set(names[i], 60, 100 + 30 * i),
            Set(f"{412 + 13 * i}", 300, 100 + 30 * i, "right", size=15),
            Set(f"{307 + 11 * i}", 420, 100 + 30 * i, "right", size=15),
        )
    ]
    sets += [
        Set("words of the body to say how large it is, and more", 60, 500 + 13 * i)
        for i in range(8)
    ]

    assert len(read_own_tables(typeset(sets), ())[0]) == tables


# -------------------------------------------------------------------------------- recipes


def test_a_page_is_clipped_by_middles_and_drawings_at_the_edge() -> None:
    """Of a rule that reaches in, the part inside."""
    page = typeset(
        [Set("in", 60, 100), Set("edge", 190, 100), Set("out", 300, 100)],
        [(50.0, 110.0, 400.0, 110.0), (50.0, 300.0, 400.0, 300.0), (200.0, 50.0, 200.0, 90.0)],
        [(150.0, 80.0, 500.0, 120.0), (300.0, 80.0, 500.0, 120.0)],
    )

    part = clip_page(page, (50.0, 90.0, 200.0, 120.0))

    assert part.words.text == ("in", "edge")
    assert part.strokes.box.tolist() == [[50, 110, 200, 110], [200, 90, 200, 90]]
    assert part.fills.box.tolist() == [[150, 90, 200, 120]]
    assert clip_page(page, (50.0, 90.0, 199.0, 120.0)).words.text == ("in",)


def test_columns_that_a_person_drew() -> None:
    """Words that our engine would join stand in two columns."""
    sets = [Set(text, x, 100 + 14 * i) for i in range(4) for text, x in (("Alby", 60), ("412", 86))]
    (read,) = read_in_columns(typeset(sets), (83.0,))

    assert (read.n_rows, read.n_cols) == (4, 2)
    assert read_in_columns(typeset([]), (83.0,)) == ()


def test_recipes_speak_of_tables_by_place_and_caption() -> None:
    """On their pages; a caption that is not there is another table's."""
    sets = [Set(text, x, 100 + 14 * i) for i in range(4) for text, x in (("Alby", 60), ("412", 86))]
    page = typeset(sets)
    seen = replace(
        table(left=60.0, top=92.0), caption="Table 3: budget", box=(60.0, 92.0, 100.0, 145.0)
    )
    there = (60.0, 92.0, 100.0, 145.0)

    def columns(recipe: Recipe) -> list[int]:
        return [t.n_cols for t in apply_recipes([seen], page, NOWHERE, [recipe])]

    def recipe(area: Box | None, caption: str = "", pages: tuple[int, ...] | None = None) -> Recipe:
        return Recipe(caption=caption, pages=pages, area=area, columns=(83.0,))

    assert columns(recipe(there)) == [2]
    assert columns(recipe(None, "budget")) == [2]
    assert columns(recipe(None, "accounts")) == [3]
    assert columns(recipe(there, "", (1,))) == [2]
    assert columns(recipe(there, "", (2,))) == [3]
    assert columns(recipe((60.0, 92.0, 100.0, 118.0))) == [2]
    assert columns(recipe((300.0, 92.0, 400.0, 145.0))) == [3]


def test_tables_are_told_from_the_top_and_from_the_left() -> None:
    """Also when a recipe reads one of them again."""
    page = typeset([Set("Alby", 60, 100)])
    given = [table(left=300), table(left=50), table(top=20, left=400)]

    told = apply_recipes(given, page, NOWHERE, [Recipe(caption="elsewhere")])

    assert [t.box[:2] for t in told] == [(400, 20), (50, 60), (300, 60)]


def test_a_recipe_without_engine_and_columns_asks_ours() -> None:
    """For what stands in its area, a little around a table it speaks of by caption."""
    sets = [
        Set(text, x, 100 + 14 * i, "right" if x > 60 else "left")
        for i in range(5)
        for text, x in ((f"Alby {i}", 60), (f"{412 + i}", 200), (f"{307 + i}", 300))
    ]
    seen = replace(table(left=60), caption="Budget", box=(62.0, 94.0, 298.0, 156.0))

    (again,) = apply_recipes([seen], typeset(sets), NOWHERE, [Recipe(caption="budget")])

    assert (again.n_rows, again.n_cols, again.caption) == (5, 3, "Budget")
    assert again.evidence[-1] == Evidence("recipe", 1.0, "budget")
