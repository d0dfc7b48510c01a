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
