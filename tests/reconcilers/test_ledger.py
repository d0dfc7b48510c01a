"""Numbers of key figures in the account, and what the account says is missing."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from crossfoot.model import Block, Box, Cell, Figure, LedgerLine, PageLedger, PrintedNumber, Table
from crossfoot.reconcilers.gaps import find_gaps
from crossfoot.reconcilers.ledger import place_figures

WIDE = 60.0


def line(
    text: str, x: float, top: float, *, apart: bool = True, where: str = "paragraph"
) -> LedgerLine:
    """Return a number without a place, 10 points high."""
    return LedgerLine(1, text, (x, top, x + 40, top + 10), where=where, is_apart=apart)


def rows(*texts: Sequence[str], top: float = 300.0, where: str = "paragraph") -> list[LedgerLine]:
    """Return rows of numbers set apart, 14 points from one to the next."""
    return [
        line(text, 200 + WIDE * at, top + 14 * row, where=where)
        for row, line_texts in enumerate(texts)
        for at, text in enumerate(line_texts)
    ]


def table(box: Box = (100, 100, 500, 200)) -> Table:
    """Return a table with one cell."""
    return Table("t1", (1,), box, (box,), 1, 1, 0, 0, (Cell(0, 0, "a", 1, box),))


def codes(
    lines: Sequence[LedgerLine], *tables: Table, words: Sequence[LedgerLine] = ()
) -> list[str]:
    """Return the codes of what is missing on a page."""
    page = PageLedger(1, tuple(lines), tuple(words))
    return [finding.code for finding in find_gaps([page], tables)]


def figure(label: str, text: str, box: Box, context: str) -> Figure:
    """Return a key figure of page 1."""
    number = PrintedNumber(text, Decimal(1), Decimal(1))
    return Figure("f1", "key_figure", 1, box, label, number, context=context)


def test_the_numbers_of_a_figure_are_placed_in_it() -> None:
    """Its value, and the numbers of its label where it was read; not the same number elsewhere."""
    text = "340 members in 2023, of 12 lists"
    lines = (
        line("340", 100, 100, apart=False),
        line("2023", 160, 100, apart=False),
        line("12", 220, 100, apart=False),
        line("340", 100, 400, apart=False),
    )
    block = Block("paragraph", 1, (90, 98, 300, 112), text)
    found = figure("members in 2023", "340", (98, 98, 142, 112), text)
    (page,) = place_figures([PageLedger(1, lines)], [found], [block])

    assert [one.placement for one in page.lines] == ["figure", "figure", "none", "none"]
    taken = LedgerLine(1, "340", lines[0].box, "cell")
    (kept,) = place_figures([PageLedger(1, (taken,))], [found], [block])
    assert kept.lines == (taken,)
    assert page.lines[0].ref is not None
    assert page.lines[0].ref.table == "f1"


def test_a_page_full_of_amounts_without_a_table_is_said_once() -> None:
    """Three rows of two numbers, or six amounts, one a line; fewer are no table."""
    assert codes(rows(["8", "9"], ["3", "4"], ["1", "6"])) == ["amounts_without_table"]
    assert codes(rows(["1", "2"], ["3", "4"])) == []
    amounts = [[f"{n},50"] for n in (9, 3, 7, 1, 8, 2)]
    assert codes(rows(*amounts)) == ["amounts_without_table"]
    assert codes(rows(*amounts[:5])) == []
    (finding,) = find_gaps([PageLedger(1, tuple(rows(*amounts)))], ())
    assert finding.page == 1
    assert finding.box == (200, 300, 240, 380)


def test_prose_and_contents_are_no_tables() -> None:
    """Numbers in sentences raise nothing, nor do section numbers and page numbers that rise."""
    prose = [line(f"{n} 500", 200, 100 + 14 * n, apart=False) for n in range(1, 20)]
    contents = [[f"{n // 4 + 1}.{n % 4 + 1}", str(3 + n // 2)] for n in range(12)]

    assert codes(prose) == []
    assert codes(rows(*contents)) == []
    assert codes(rows(*([one[0]] for one in contents))) == []


def test_numbers_in_and_next_to_a_table_are_said_with_it() -> None:
    """What its region has and no cell, the line under it; not what stands far below."""
    inside = line("77", 200, 150, where="table", apart=False)
    under, far = rows(["7,002", "8,018"], top=208), rows(["9", "8"], top=600)

    assert codes([inside], table()) == ["numbers_left_out"]
    assert codes(under, table()) == ["numbers_left_out"]
    assert codes(far, table()) == []
    (finding,) = find_gaps([PageLedger(1, (inside, *under))], [table()])
    assert "3 numbers in the region of table t1 in no cell: 77; 7,002; 8,018" in finding.message


def test_rows_beside_the_tables_of_a_page_are_said() -> None:
    """Two rows of two numbers that follow each other; numbers that stand in nothing count too."""
    assert codes(rows(["1", "2"], ["3", "4"], top=500), table()) == ["numbers_left_out"]
    turned = [line(text, 200 + 20 * n, 500 + 14 * n, apart=False, where="") for n, text in
              enumerate(("1", "2"))]  # fmt: skip
    assert codes(turned, table()) == []
    several = [line("1", 200 + 50 * n, 500 + 14 * r, apart=False, where="") for n in range(3)
               for r in range(2)]  # fmt: skip
    assert codes(several, table()) == ["numbers_left_out"]


def test_a_lost_line_is_said_with_its_words() -> None:
    """Only where no word of the line is in a cell."""
    lost = [line(word, 150 + 50 * n, 150, where="line") for n, word in enumerate(("Of", "which"))]
    (finding,) = find_gaps([PageLedger(1, (), tuple(lost))], [table()])

    assert (finding.code, finding.page) == ("line_left_out", 1)
    assert "a line of table t1 is in no cell: Of which" in finding.message
    assert codes([], table(), words=[line("Of", 150, 150, where="table")]) == []
