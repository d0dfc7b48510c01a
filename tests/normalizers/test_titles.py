"""What the first page says of a report: who issues it, and which year it is about."""

from __future__ import annotations

import pytest

from crossfoot.model import Block, Span
from crossfoot.normalizers.words.issuer import find_heading, find_issuer
from crossfoot.normalizers.words.report_year import find_report_year
from crossfoot.normalizers.words.title import find_title

BOX = (0.0, 0.0, 1.0, 1.0)


def page(*texts: tuple[str, float], number: int = 1) -> list[Block]:
    """Return blocks of a page from (text, type size)."""
    return [
        Block("paragraph", number, BOX, text, (Span(text, BOX, size, bold=False, colour=0),))
        for text, size in texts
    ]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        ("Commune d'Allain - Rapport annuel", "Commune d'Allain"),
        ("COMMUNE DE RULLY", "COMMUNE DE RULLY"),
        ("Commune de La Corne en Vexin", "Commune de La Corne en Vexin"),
        ("Commune : ALPHAVILLE", "Commune : ALPHAVILLE"),
        ("la commune de Rully compte 340 habitants", "commune de Rully"),
        ("Communauté de communes du Pays de Nay", "Communauté de communes du Pays de Nay"),
        ("Rapport annuel de la ville de Saint-Jean-de-Luz 2021", "ville de Saint-Jean-de-Luz"),
        ("Riverside County Council annual report", "Riverside County Council"),
        ("City of Boston", "City of Boston"),
        ("AYUNTAMIENTO DE LUGO. Memoria 2021", "AYUNTAMIENTO DE LUGO"),
        ("Rapport annuel 2023", ""),
        ("Nombre de communes : 43", ""),
    ],
)
def test_a_body_is_called_by_what_it_is_and_its_name(text: str, issuer: str) -> None:
    """The name ends where its capitals do."""
    assert find_issuer("", page((text, 10.0))) == issuer


def test_the_heads_of_columns_are_no_body() -> None:
    """Before the kind of report nothing says what "VICTIM" is; a body with a kind behind stays."""
    assert find_issuer("", page(("VICTIM CLASSIFICATION COUNTY", 12.0))) == ""
    both = page(("VICTIM CLASSIFICATION COUNTY", 12.0), ("City of Bangor", 10.0))
    assert find_issuer("", both) == "City of Bangor"


def test_the_largest_text_of_the_first_page_names_the_issuer() -> None:
    """A partner in small type, and the bodies of later pages, do not issue the report."""
    blocks = page(("Avec la région de Bretagne", 9.0), ("Ville de Rennes", 24.0))
    assert (
        find_issuer("", [*blocks, *page(("Ville de Brest", 30.0), number=2)]) == "Ville de Rennes"
    )
    assert find_issuer("Ville de Vannes", page(("Rapport", 20.0))) == "Ville de Vannes"


def test_a_heading_is_few_words() -> None:
    """The largest sizes of the first page, up to running text."""
    body = "mot " * 40
    blocks = page(("Assainissement", 12.0), ("Rully", 30.0), (body, 10.0), ("note", 8.0))
    assert find_heading(blocks) == "Rully Assainissement"
    assert find_heading(page((body, 10.0))) == find_heading([]) == ""


@pytest.mark.parametrize(
    ("metadata", "printed", "title"),
    [
        ("Rapport 2021", [("Rapport 2021", 20.0)], "Rapport 2021"),
        ("Rapport annuel 2019", [("Compte administratif", 20.0), ("2021", 9.0)],
         "Compte administratif"),
        ("Microsoft Word - a.doc", [("Memoria anual de la ciudad", 20.0)],
         "Memoria anual de la ciudad"),
        ("Rapport annuel eau potable", [("Rully", 30.0), ("Rapport annuel assainissement", 20.0)],
         "Rully Rapport annuel assainissement"),
        ("Master.xlsx", [("12 345", 30.0)], ""),
        ("Bilan social", [("27/02/2025", 30.0)], "Bilan social"),
    ],
)  # fmt: skip
def test_the_page_says_what_a_report_is_called(
    metadata: str, printed: list[tuple[str, float]], title: str
) -> None:
    """The PDF's title counts where it is printed, or where the page says nothing."""
    assert find_title(metadata, page(*printed)) == title


@pytest.mark.parametrize(
    ("text", "file", "year"),
    [
        ("27/02/2025 13:41 Del 02/01/2024 al 31/12/2024", "a.pdf", 2024),
        ("31/03/2021 21:16", "balance_2020.pdf", 2020),
        ("Annexe - v1909.xlsx", "annexe_2013.pdf", 2013),
        ("N° 2033-NOT-SD 2026", "notice_2033.pdf", 2026),
        ("Budget 2081-82 (2024-25)", "a.pdf", 2025),
        ("FY2019 and its plans", "a.pdf", 2019),
    ],
)
def test_what_only_looks_like_a_year_is_none(text: str, file: str, year: int) -> None:
    """Hours of printing, numbers of forms and versions, years of other calendars."""
    assert find_report_year("", page((text, 20.0)), file) == year


def test_the_year_stands_in_the_largest_headings() -> None:
    """Small type may name any year; the title's counts, the subtitle's where it has none."""
    blocks = page(("Compte administratif", 24.0), ("Exercice 2023", 18.0), ("Loi de 1982", 8.0))
    assert find_report_year("", blocks, "a.pdf") == 2023
    assert find_report_year("", page(("Budget 2023/24", 24.0), ("2019", 9.0)), "a.pdf") == 2024
    assert find_report_year("", [], "a-2020.pdf") == 2020


def sheet(*rows: tuple[str, ...], size: float = 9.0, number: int = 1) -> list[Block]:
    """Return the lines of a page, a row of pieces at a time, fifteen points apart.

    A piece that ends in "^" is twice as large.
    """
    lines = []
    for y, row in enumerate(rows):
        for x, said in enumerate(row):
            text, set_in = said.rstrip("^"), size * (2 if said.endswith("^") else 1)
            box = (100.0 * x, 15.0 * y, 100.0 * x + 90, 15.0 * y + set_in * 1.2)
            spans = (Span(text, box, set_in, bold=False, colour=0),)
            lines.append(Block("paragraph", number, box, text, spans))
    return lines


DATA = (("Ward", "One", "Two", "Three"), ("Smith", "12", "13", "14"), ("Jones^", "22", "23", "24"))
PROSE = "the polls were opened at seven in the morning and closed at eight"


@pytest.mark.parametrize(
    ("metadata", "lines", "title"),
    [
        ("", sheet(("TOWN OF WESTON",), ("STATE ELECTION",), *DATA),
         "TOWN OF WESTON STATE ELECTION"),
        ("", sheet(("Balance General^",), ("",), ("",), ("Ejercicio",), *DATA), "Balance General"),
        ("", sheet(("Les Amis des Chats de la Ville^",), ("",), ("Rapport d'activité",), (PROSE,),
                   (PROSE,)), "Les Amis des Chats de la Ville Rapport d'activité"),
        ("Town of Weston", sheet(("Town of Weston",), ("Budget 2021",)),
         "Town of Weston Budget 2021"),
        ("Annual budget", sheet(("Weston^",), *[("a drawn page",)] * 9), "Annual budget"),
        ("", [*sheet(("The Ghana We Want^",)), *sheet(("The Budget Statement",), number=2)],
         "The Budget Statement"),
        ("", [*sheet(("La Ville 2021^",)), *sheet(("Rapport",), number=2)], "La Ville 2021"),
        ("", sheet(("Climat^",), (PROSE,), (PROSE,), ("98", "Rapport de durabilité 2024")),
         "Rapport de durabilité 2024"),
        ("", sheet(("Strategy", "People", "Climate", "Results"), ("Our Energy Report",), *DATA),
         "Our Energy Report"),
        ("", sheet(*DATA[:2]), ""),
    ],
)  # fmt: skip
def test_a_title_stands_above_the_data_and_says_what_the_document_is(
    metadata: str, lines: list[Block], title: str
) -> None:
    """A tally's frame, a letterhead, a cover that is a picture, the foot of a part, tabs."""
    assert find_title(metadata, lines) == title


def test_the_year_under_the_title_and_of_a_period_in_words() -> None:
    """What follows the title says its year; of two years in a row of dates the later."""
    lines = sheet(("Budget^",), ("July 1 2018 - June 30 2019",), ("",), ("Act of 2004^",))
    assert find_report_year("", lines, "a.pdf", name="Budget") == 2019
    votes = sheet(("Election results Nov 8, 2016",), *DATA, ("Brown^", "2086^", "1", "2"))
    assert find_report_year("", votes, "a.pdf", name="Election results Nov 8, 2016") == 2016


def test_an_issuer_ends_where_the_kind_of_document_is_said() -> None:
    """What it issues is no part of its name."""
    assert find_issuer("", page(("CITY OF BANGOR BUDGET", 9.0))) == "CITY OF BANGOR"
    assert find_issuer("", page(("Municipalidad de Carmen de Areco", 9.0))) == (
        "Municipalidad de Carmen de Areco"
    )
