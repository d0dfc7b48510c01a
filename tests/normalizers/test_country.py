"""Which country a report is of."""

from __future__ import annotations

import pytest

from crossfoot.normalizers.places.country import find_country
from crossfoot.normalizers.places.gazetteer import open_gazetteer

GERMAN_ACCOUNT = "DE89 3704 0044 0532 0130 00"  # the example of the standard


@pytest.mark.parametrize(
    ("titles", "texts", "issuer", "language", "country"),
    [
        (["Gobierno de Chile"], [], "", "es", "CL"),
        (["Ville de Dakar, Sénégal"], [], "", "fr", "SN"),
        (["Budget of New Mexico"], [], "", "en", None),
        ([], ["www.transparencia.gob.mx", "info@cdmx.gob.mx"], "", "es", "MX"),
        ([], ["See https://www.metro.cl/memoria"], "", "es", "CL"),
        ([], ["council.gov.au is at http://www.council.gov.au"], "", "en", "AU"),
        ([], ["www.ssa.gov and http://irs.gov/x"], "", "en", "US"),
        ([], ["https://t.co/abc", "https://our.io", "www.example.org"], "", "en", None),
        ([], ["www.bogota.gov.co"], "", "es", "CO"),
        ([], ["www.a.com.ar", "www.b.cl"], "", "es", None),
        ([], [f"IBAN {GERMAN_ACCOUNT}"], "", "en", "DE"),
        ([], [GERMAN_ACCOUNT.replace("89", "88", 1)], "", "en", None),
        ([], [], "Ayuntamiento de Guadalajara, México", "es", "MX"),
        ([], [], "Ville de Montréal", "fr", "CA"),
        (
            [],
            ["Colombia crece. Hoy en Colombia, como en Perú, y Colombia exporta."],
            "",
            "es",
            "CO",
        ),
        ([], ["Colombia y Perú, Perú y Colombia"] * 3, "", "es", None),
        ([], ["Chile invitó."], "", "es", None),
        ([], ["Pitcairn Avenue is repaired.", "JORDAN STREET"] * 5, "", "en", None),
        ([], [], "", "en", None),
    ],
)
def test_the_evidence_of_a_report_tells_its_country(
    titles: list[str], texts: list[str], issuer: str, language: str, country: str | None
) -> None:
    """Titles, addresses, the issuer's place, then many mentions; none where they differ."""
    assert find_country(titles, texts, issuer, open_gazetteer(), language) == country
