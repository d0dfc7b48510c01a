"""Lists of people are no towns; states are meant where a country has them; rows say their state."""

from __future__ import annotations

import pytest

from crossfoot.model import CityMention
from crossfoot.normalizers.places.country import find_country
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.mentions import find_mentions
from crossfoot.normalizers.places.texts.home import find_home
from crossfoot.normalizers.places.texts.surroundings import is_inverted_name
from tests.normalizers.test_mentions import table
from tests.normalizers.test_running_text import places


@pytest.mark.parametrize(
    ("text", "yes"),
    [
        *(("Moulton, David S.", True), ("Walker, Angela Nicole", True), ("WELD, BILL", True)),
        *(("Richardson, Darcy G.", True), ("Paris, Florence", False), ("Oakland, CA", False)),
        ("Madrid, Victoria, Lima", False),
    ],
)
def test_people_as_lists_have_them(text: str, yes: bool) -> None:
    """Surname first, then a first name or an initial that no great city is called by."""
    assert is_inverted_name(text, open_gazetteer()) is yes


def test_a_column_of_people_holds_no_places() -> None:
    """Though half of them are called like towns of the country."""
    rows = [["", "Votes"], ["Collins, Susan Margaret", "75"], ["Gideon, Sara I.", "74"]]
    rows += [["Linn, Max Patrick", "3"], ["Mitchell, Joan B. & Walker, Angela", "8"]]
    found = find_mentions([table(rows)], [], open_gazetteer(), language="en", home="US")
    assert [one for one in found if one.match.status == "matched"] == []


def test_states_of_the_report_s_country_are_found_in_sentences() -> None:
    """After a note's letter, as first names that they are too, and before towns of their name."""
    texts = ("c In New Jersey, a few districts exceeded it.", "and Virginia’s test is another one")
    assert places(*texts, home="US", language="en") == [("New Jersey", "US"), ("Virginia", "US")]
    listed = "In Alaska, Delaware, Indiana, and Nebraska, no districts exceeded it"
    assert len(places(listed, home="US", language="en")) == 4


def test_a_state_goes_before_small_towns_of_its_name_elsewhere() -> None:
    """A Delaware company is not of Delaware in Ohio."""
    found = find_mentions(
        [table([["State", "Cases"], *([name, "1"] for name in ("Delaware", "Ohio", "Texas"))])],
        *([], open_gazetteer()),
        language="en",
        home="US",
    )
    assert _named(found)["Delaware"] == 4142224


def test_states_alone_tell_the_country() -> None:
    """A table of them names no town."""
    texts = ("In Alaska, Nebraska, and Montana, none did.", "Wyoming and South Dakota did.")
    assert find_home((), texts, "", open_gazetteer(), "en") == "US"


def test_a_city_that_is_called_after_a_country_is_not_in_it() -> None:
    """Nor are regions that are."""
    titles = ("CITY OF JERSEY CITY, NEW JERSEY", "Budget of Jersey City")
    assert find_country(titles, titles, "", open_gazetteer(), "en") == "US"


def test_a_village_lies_in_the_state_that_its_row_says() -> None:
    """One that this state lacks is none of another."""
    rows = [["Clave", "Nombre Entidad", "Nombre Localidad"]]
    names = ("Hacienda Nueva", "Buenavista de Peñuelas", "Los Caños", "Arellano", "La Huerta")
    rows += [["01", "Aguascalientes", name] for name in names]
    found = _named(find_mentions([table(rows)], [], open_gazetteer(), language="es", home="MX"))
    assert found["Hacienda Nueva"] == 4004981
    assert "La Huerta" not in found


def _named(found: tuple[CityMention, ...]) -> dict[str, int]:
    return {
        one.match.name: one.match.place.geonameid
        for one in found
        if one.match.place is not None and one.match.status == "matched"
    }
