"""What the first page says of a report: who issues it, and which year it is about."""

from __future__ import annotations

import pytest

from crossfoot.model import Block, Span
from crossfoot.normalizers.words.issuer import find_heading, find_issuer
from crossfoot.normalizers.words.report_year import find_report_year

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


def test_the_year_stands_in_the_largest_headings() -> None:
    """Small type may name any year; the title's counts, the subtitle's where it has none."""
    blocks = page(("Compte administratif", 24.0), ("Exercice 2023", 18.0), ("Loi de 1982", 8.0))
    assert find_report_year("", blocks, "a.pdf") == 2023
    assert find_report_year("", page(("Budget 2023/24", 24.0), ("2019", 9.0)), "a.pdf") == 2024
    assert find_report_year("", [], "a-2020.pdf") == 2020
