"""Units and scales: the nearest statement holds, where it stands is said, two are a finding."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crossfoot.model import Block, Note, Table
from crossfoot.normalizers.catalog import Catalog
from crossfoot.normalizers.meaning.axes import Context
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.meaning.report import contradictions, find_territory, page_units
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.tables.headers import UnitNote
from crossfoot.normalizers.tables.normalize import normalize_table
from tests.normalizers.table_builder import BOX, make_table

THOUSANDS = UnitNote("EUR", Decimal(1000))


def table(header: str = "Dépenses", label: str = "Lyon", **around: str) -> Table:
    """A table of one number."""
    note = around.get("note", "")
    notes = (Note(note, 1, BOX, kind="unit"),) if note else ()
    rows = [[around.get("corner", ""), header], [label, around.get("cell", "12")]]
    caption = around.get("caption", "")
    return normalize_table(make_table(rows, notes=notes, caption=caption), language="fr")


@pytest.mark.parametrize(
    ("made", "page", "value", "unit", "stated"),
    [
        (table(cell="12 €"), THOUSANDS, 12, "EUR", "cell"),
        (table("Dépenses (M€)", note="en milliers d'euros"), None, 12_000_000, "EUR", "header"),
        (table(label="Lyon (k€)"), None, 12_000, "EUR", "label"),
        (table(note="en milliers d'euros", corner="(en €)"), None, 12_000, "EUR", "note"),
        (table(corner="(en k€)", caption="Budget (en M€)"), None, 12_000, "EUR", "corner"),
        (table(caption="Budget (en M€)"), THOUSANDS, 12_000_000, "EUR", "caption"),
        (table(), THOUSANDS, 12_000, "EUR", "page"),
        (table(), None, 12, None, ""),
        (table("Nombre d'agents"), THOUSANDS, 12, None, ""),
    ],
)
def test_the_nearest_statement_holds(
    made: Table, page: UnitNote | None, value: int, unit: str | None, stated: str
) -> None:
    """Cell, header, label, note, corner, caption, page, in this order; counts have no currency."""
    context = Context(units={1: page} if page else {})
    (found,) = observe(made, (), Catalog(), context=context)

    assert (found.number.value, found.unit, found.stated) == (value, unit, stated)


def block(text: str, page: int = 1) -> Block:
    """A paragraph."""
    return Block("paragraph", page, BOX, text)


def test_a_page_states_a_unit_in_a_line_of_its_own() -> None:
    """A sentence states nothing, nor does a page that states two things."""
    said = [
        block("(en milliers d'euros)"),
        block("Les montants sont exprimés en milliers d'euros dans la plupart des tableaux qui "
              "suivent et en euros dans les autres", 2),
        block("(en milliers d'euros)", 3),
        block("(en millions d'euros)", 3),
    ]  # fmt: skip

    assert page_units(said, "fr") == {1: THOUSANDS}


@pytest.mark.parametrize(
    ("text", "scale"),
    [
        ("(expresados en miles de pesos (M$)", 1_000),
        ("(Cifras en miles de pesos - M$)", 1_000),
        ("(Cifras en millones de pesos)", 1_000_000),
    ],
)
def test_a_page_that_explains_its_sign_means_it(text: str, scale: int) -> None:
    """The sign M$ means millions only where nothing says that they are thousands."""
    assert page_units([block(text)], "es") == {1: UnitNote("$", Decimal(scale))}


def test_two_statements_are_a_finding() -> None:
    """A note in thousands under a caption in millions; a share beside amounts is none."""
    twice = table(note="en milliers d'euros", caption="Budget (en M€)")
    once = table(note="en milliers d'euros", caption="Budget (k€)")
    shares = table(note="en %", caption="Budget (k€)")

    (found,) = contradictions([twice, once, shares], {}, {})
    assert (found.code, found.page) == ("units_differ", 1)
    assert "note 1000 EUR, caption 1000000 EUR" in found.message
    assert [one.code for one in contradictions([table(note="en M€")], {1: THOUSANDS}, {})] == [
        "units_differ"
    ]


def test_the_territory_of_an_issuer() -> None:
    """A body is named after its place; one that is named after none has none."""
    gazetteer = open_gazetteer()

    assert find_territory("Ville de Rennes", gazetteer, "fr") == 2983990
    assert find_territory("", gazetteer, "fr") is None
    assert find_territory("Fondation pour la lecture", gazetteer, "fr") is None


def test_of_two_towns_of_one_name_the_region_tells() -> None:
    """A namesake abroad is none; without a region beside it neither of two is sure."""
    gazetteer = open_gazetteer()

    def territory(issuer: str, around: str = "") -> int | None:
        return find_territory(issuer, gazetteer, "en", home="US", around=around)

    assert territory("City of Portland", "City of Portland, Maine") == 4975802
    assert territory("City of Portland", "City of Portland, Oregon") == 5746545
    assert territory("City of Portland") is None
    assert territory("City of Portland", "Maine and Oregon") is None
    assert territory("Town of Needham") == 4945055
