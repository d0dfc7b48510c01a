"""Tables that run over pages become one; tables that only look alike stay two."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.extractors.joining.context import PageText, surroundings, tie_captions
from crossfoot.extractors.joining.parts import is_continuation_line, join_tables
from crossfoot.model import Block, Cell, Role, Span, Table

WIDTH, HEIGHT = 600.0, 800.0
ROW = 12.0
HEADER = ("Commune", "2019", "2020")
ROWS = tuple((f"Ville {i}", str(100 + i), str(200 + i)) for i in range(40))


def make_table(
    rows: Sequence[Sequence[str]], *, page: int, top: float = 60.0, header_rows: int = 1
) -> Table:
    """Return a table with a row every 12 points and a column every 120."""
    cells = tuple(
        Cell(
            r,
            c,
            text,
            page,
            (50.0 + 120 * c, top + ROW * r, 150.0 + 120 * c, top + ROW * r + 10),
            role=Role.COLUMN_HEADER if r < header_rows else Role.BODY,
        )
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    box = (50.0, top, 30.0 + 120 * len(rows[0]), top + ROW * len(rows))
    return Table("", (page,), box, (box,), len(rows), len(rows[0]), header_rows, 1, cells)


def make_block(text: str, *, page: int, top: float, kind: str = "paragraph") -> Block:
    """Return a line of text over the width of the tables."""
    box = (50.0, top, 400.0, top + 10)
    size = 7.0 if kind == "note" else 10.0
    span = Span(text, box, size, kind == "heading", 0)
    return Block(kind, page, box, text, (span,))  # type: ignore[arg-type]


def join(tables: Sequence[Table], blocks: Sequence[Block] = ()) -> tuple[Table, ...]:
    """Tie captions and join, as a document does."""
    last = max(table.pages[-1] for table in tables)
    texts = [
        PageText(n, WIDTH, HEIGHT, tuple(b for b in blocks if b.page == n))
        for n in range(1, last + 1)
    ]
    pages = surroundings(texts)
    captioned = [
        table
        for n in pages
        for table in tie_captions([t for t in tables if t.pages[0] == n], pages[n])
    ]
    return join_tables(captioned, pages)


def texts(table: Table) -> list[list[str]]:
    """Return a table's rows; covered positions are blank."""
    rows = [["" for _ in range(table.n_cols)] for _ in range(table.n_rows)]
    for cell in table.cells:
        rows[cell.row][cell.col] = cell.text
    return rows


def tiles(table: Table) -> bool:
    """Whether each position belongs to exactly one cell."""
    covered = [
        (row, col)
        for c in table.cells
        for row in range(c.row, c.row + c.rowspan)
        for col in range(c.col, c.col + c.colspan)
    ]
    every = {(row, col) for row in range(table.n_rows) for col in range(table.n_cols)}
    return len(covered) == len(set(covered)) and set(covered) == every


@given(cuts=st.sets(st.integers(1, len(ROWS) - 1), max_size=4), repeated=st.booleans())
def test_splitting_over_pages_and_joining_gives_the_table_back(
    cuts: set[int], repeated: bool
) -> None:
    """However a table is cut, with its header repeated or not, it comes back whole."""
    edges = [0, *sorted(cuts), len(ROWS)]
    parts = []
    for page, (a, b) in enumerate(pairwise(edges), start=1):
        head = [HEADER] if repeated or page == 1 else []
        top = HEIGHT - 60 - ROW * (b - a + len(head)) if page < len(edges) - 1 else 60.0
        rows = [*head, *ROWS[a:b]]
        parts.append(make_table(rows, page=page, top=top, header_rows=len(head)))

    (table,) = join(parts)

    assert texts(table) == [list(row) for row in (HEADER, *ROWS)]
    assert table.pages == tuple(range(1, len(edges)))
    assert tiles(table)
    assert {c.page for c in table.cells if c.row == table.n_rows - 1} == {len(edges) - 1}


FULL = make_table([HEADER, *ROWS], page=1, top=200.0)
NEXT = make_table([HEADER, ("Ville 99", "1", "2")], page=2)


@pytest.mark.parametrize(
    ("block", "tables"),
    [
        (make_block("Autres communes", page=2, top=40, kind="heading"), 2),
        (make_block("Tableau 4 – Autres communes", page=2, top=40, kind="caption"), 2),
        (make_block("Le conseil a voté le budget suivant.", page=2, top=40), 2),
        (make_block("Les autres communes suivent.", page=1, top=760), 2),
        (make_block("Ville 99", page=1, top=694), 1),
        (make_block("(suite)", page=2, top=40), 1),
        (make_block("Suma y sigue …", page=1, top=760), 1),
        (make_block("continued on next page", page=1, top=760), 1),
        (make_block("* chiffres provisoires", page=1, top=760, kind="note"), 1),
        (make_block("2", page=2, top=780), 1),
    ],
    ids=lambda value: value.text if isinstance(value, Block) else None,
)
def test_what_stands_between_decides(block: Block, tables: int) -> None:
    """A heading, caption or prose ends a table; notes and words for "continued" do not."""
    assert len(join([FULL, NEXT], [block])) == tables


def test_the_caption_printed_again_does_not_end_a_table() -> None:
    """A second part under the same caption, marked "(suite)", is the same table."""
    blocks = [
        make_block("Tableau 3 – Communes", page=1, top=180, kind="caption"),
        make_block("Tableau 3 – Communes (suite)", page=2, top=40, kind="caption"),
    ]

    (table,) = join([FULL, NEXT], blocks)

    assert table.caption == "Tableau 3 – Communes"


def test_another_header_makes_another_table() -> None:
    """Equal columns under other years are two tables."""
    other = make_table([("Commune", "2021", "2022"), ("Ville 99", "1", "2")], page=2)

    assert len(join([FULL, other])) == 2


def test_other_columns_make_another_table() -> None:
    """As many columns at other places are another table."""
    moved = tuple(
        replace(c, box=(c.box[0] + 75 * c.col, c.box[1], c.box[2] + 75 * c.col, c.box[3]))
        for c in NEXT.cells
    )

    assert len(join([FULL, replace(NEXT, cells=moved)])) == 2


def test_a_mirrored_margin_is_no_other_table() -> None:
    """Left and right pages of a book are shifted against each other."""
    moved = tuple(
        replace(c, box=(c.box[0] + 28, c.box[1], c.box[2] + 28, c.box[3])) for c in NEXT.cells
    )

    assert len(join([FULL, replace(NEXT, cells=moved)])) == 1


def test_the_same_header_settles_columns_that_texts_hang_over() -> None:
    """A total printed across the stub and the next column does not make another table."""
    hanging = tuple(
        replace(c, text="Total de la page", box=(c.box[0], c.box[1], c.box[2] + 260, c.box[3]))
        if (c.row, c.col) == (1, 0)
        else c
        for c in NEXT.cells
    )
    renamed = tuple(replace(c, text=c.text.replace("2020", "Vigente")) for c in hanging)

    assert len(join([FULL, replace(NEXT, cells=hanging)])) == 1
    assert len(join([FULL, replace(NEXT, cells=renamed)])) == 2


def test_a_column_blank_on_the_last_page_keeps_its_place() -> None:
    """A part that lacks a column because nothing is printed in it fits among the others."""
    cells = tuple(replace(c, col=min(c.col, 1)) for c in NEXT.cells if c.col != 1)
    part = replace(NEXT, n_cols=2, cells=cells, header_rows=1)
    wide = make_table([(*HEADER, "2021"), *((*row, "7") for row in ROWS)], page=1, top=270.0)
    wide_part = replace(
        make_table([(*HEADER, "2021"), ("Ville 99", "", "5", "6")], page=2),
    )
    narrow = replace(
        wide_part,
        n_cols=3,
        cells=tuple(replace(c, col=c.col - (c.col > 1)) for c in wide_part.cells if c.col != 1),
    )

    assert len(join([FULL, part])) == 2  # two columns prove nothing
    (table,) = join([wide, narrow])
    assert texts(table)[-1] == ["Ville 99", "", "5", "6"]
    assert tiles(table)


def test_a_row_cut_by_the_page_break_is_made_whole() -> None:
    """The rest of a wrapped cell on the next page goes back into its row."""
    header = ("Objet", "Détail", "Montant")
    rows = [(f"Objet {i}", "Une ligne", str(i)) for i in range(40)]
    first = make_table([header, *rows, ("Voirie", "Réfection du chemin", "7")], page=1, top=230.0)
    second = make_table([header, ("", "communal", ""), ("Eau", "Pompe", "8")], page=2)

    (table,) = join([first, second])

    assert texts(table)[-2:] == [
        ["Voirie", "Réfection du chemin communal", "7"],
        ["Eau", "Pompe", "8"],
    ]
    assert tiles(table)


def test_a_label_over_several_rows_goes_on_over_the_page_break() -> None:
    """A cell over several rows that the page break cuts is one cell."""
    first = make_table([HEADER, *ROWS], page=1, top=270.0)
    spanned = [c for c in first.cells if not (c.col == 0 and c.row == 40)]
    spanned = [replace(c, rowspan=2) if (c.row, c.col) == (39, 0) else c for c in spanned]
    second = make_table([HEADER, ("", "1", "2"), ("Ville 99", "3", "4")], page=2)

    (table,) = join([replace(first, cells=tuple(spanned)), second])

    assert next(c.rowspan for c in table.cells if (c.row, c.col) == (39, 0)) == 3
    assert tiles(table)


@pytest.mark.parametrize(
    "text", ["(suite)", "suite et fin", "…/… à suivre", "Continued", "cont'd", "Continúa"]
)
def test_words_for_continued_are_known_in_three_languages(text: str) -> None:
    """French, English and Spanish lines that only say that a table goes on."""
    assert is_continuation_line(text)
    assert not is_continuation_line(f"{text} des travaux de la commune")


REPORTS = [
    "informe-es-B-1",
    "membres-fr-A-2",
    "mentions-fr-B-2-v1",
    "rapport-fr-A-1",
    "rapport-fr-B-1",
    "report-en-C-1",
]


@pytest.mark.corpus
@pytest.mark.parametrize("name", REPORTS)
def test_true_pages_join_to_true_tables(corpus: Path, name: str) -> None:
    """Page parts made from a report's truth become its tables again, each one once."""
    truth = json.loads((corpus / "metropolis" / f"{name}.truth.json").read_text("utf-8"))
    parts: list[Table] = []
    blocks: list[Block] = []
    for raw in truth["tables"]:
        first = raw["pages"][0]
        top = raw["bbox"][str(first)][1]
        heading = make_block(raw["title"], page=first, top=top - 20, kind="heading")
        blocks.append(replace(heading, box=(0.0, top - 20, WIDTH, top - 8)))
        parts.extend(true_part(raw, page) for page in raw["pages"])
    parts.sort(key=lambda part: (part.pages[0], part.box[1]))

    tables = join([part for part in parts if part.n_rows > 0], blocks)

    assert [table.caption for table in tables] == [raw["title"] for raw in truth["tables"]]
    for table, raw in zip(tables, truth["tables"], strict=True):
        assert (table.n_rows, table.n_cols) == (raw["n_rows"], raw["n_cols"])
        assert {(c.row, c.col, c.text) for c in table.cells if c.text} == {
            (c["row"], c["col"], c["text"]) for c in raw["cells"] if c["text"]
        }
        assert tiles(table)


def true_part(raw: dict, page: int) -> Table:  # type: ignore[type-arg]
    """Return what a true table prints on one page, its header included where it is repeated."""
    head = raw["header_rows"]
    rows = sorted({c["row"] for c in raw["cells"] if c["page"] == page and c["row"] >= head})
    begin, end = (rows[0], rows[-1] + 1) if rows else (head, head)
    if page == raw["pages"][0]:
        begin = head
    later = [c["row"] for c in raw["cells"] if c["page"] > page and c["row"] >= head]
    end = min([end if rows else head, *later]) if later else raw["n_rows"]
    has_head = page == raw["pages"][0] or raw["header_repeated"]
    shift = begin - head if has_head else begin
    cells = []
    for c in raw["cells"]:
        last = c["row"] + c["rowspan"]
        if c["row"] < head:
            if has_head:
                cells.append(true_cell(c, page, c["row"], c["rowspan"], c["text"]))
        elif last > begin and c["row"] < end:
            row = max(c["row"], begin)
            text = c["text"] if c["row"] >= begin else ""
            cells.append(true_cell(c, page, row - shift, min(last, end) - row, text))
    box = tuple(raw["bbox"][str(page)])
    n_rows = end - shift
    return Table(
        "", (page,), box, (box,), n_rows, raw["n_cols"], head if has_head else 0, 1, tuple(cells)
    )


def true_cell(raw: dict, page: int, row: int, rowspan: int, text: str) -> Cell:  # type: ignore[type-arg]
    """Return a cell of a part."""
    return Cell(row, raw["col"], text, page, tuple(raw["bbox"]), rowspan, raw["colspan"])
