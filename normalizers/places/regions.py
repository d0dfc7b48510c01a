"""World regions as reports head their lists with: which countries a heading can mean.

The groups follow the United Nations' M49 standard; where associations of cities draw the line
elsewhere (Mexico stands under North America, Turkey under the Middle East and West Asia), the
country is in both, and the list itself decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crossfoot.normalizers.places.keys import squash

_GROUPS = {
    "north_africa": "DZ EG EH LY MA SD TN",
    "west_africa": "BF BJ CI CV GH GM GN GW LR ML MR NE NG SH SL SN TG",
    "central_africa": "AO CD CF CG CM GA GQ ST TD",
    "east_africa": "BI DJ ER ET KE KM MG MU MW MZ RE RW SC SO SS TZ UG YT ZM ZW",
    "southern_africa": "BW LS NA SZ ZA",
    "north_america": "CA US MX",
    "northern_america": "BM CA GL PM US",
    "mexico": "MX",
    "central_america": "BZ CR GT HN NI PA SV",
    "caribbean": "AG AI AW BB BL BQ BS CU CW DM DO GD GP HT JM KN KY LC MF MQ MS PR SX TC TT VC"
    " VG VI",
    "south_america": "AR BO BR CL CO EC FK GF GY PE PY SR UY VE",
    "east_asia": "CN HK JP KP KR MN MO TW",
    "southeast_asia": "BN ID KH LA MM MY PH SG TH TL VN",
    "south_asia": "AF BD BT IN LK MV NP PK",
    "central_asia": "KG KZ TJ TM UZ",
    "west_asia": "AE BH IL IQ IR JO KW LB OM PS QA SA SY TR YE",
    "caucasus": "AM AZ GE",
    "oceania": "AS AU CC CK CX FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV UM VU WF"
    " WS",
    "west_europe": "AT BE CH DE FR LI LU MC NL",
    "north_europe": "AX DK EE FI FO GB GG IE IM IS JE LT LV NO SE SJ",
    "south_europe": "AD AL BA CY ES GI GR HR IT ME MK MT PT RS SI SM VA XK",
    "east_europe": "BG BY CZ HU MD PL RO RU SK UA",
}  # fmt: skip
_SETS = {name: frozenset(codes.split()) for name, codes in _GROUPS.items()}

_AFRICA = "north_africa west_africa central_africa east_africa southern_africa"
_EUROPE = "west_europe north_europe south_europe east_europe"
_ASIA = "east_asia southeast_asia south_asia central_asia"
_LATIN = "central_america caribbean south_america"

# names in fr, en, es : groups it certainly means : groups it may mean
_NAMES = (
    (f"afrique, africa : {_AFRICA} :"),
    ("afrique du nord, north africa, northern africa, áfrica del norte, norte de áfrica, maghreb,"
     " magreb : north_africa : "),
    ("afrique subsaharienne, sub-saharan africa, áfrica subsahariana : west_africa central_africa"
     " east_africa southern_africa :"),
    ("afrique de l'ouest, afrique occidentale, west africa, western africa, áfrica occidental,"
     " áfrica del oeste : west_africa : "),
    ("afrique centrale, central africa, middle africa, áfrica central : central_africa : "),
    ("afrique de l'est, afrique orientale, east africa, eastern africa, áfrica oriental,"
     " áfrica del este : east_africa : "),
    ("afrique australe, afrique méridionale, southern africa, áfrica austral, áfrica meridional :"
     " southern_africa : east_africa"),
    (f"europe, europa : {_EUROPE} : caucasus"),
    ("union européenne, european union, unión europea : west_europe north_europe south_europe"
     " east_europe :"),
    ("europe de l'ouest, europe occidentale, western europe, west europe, europa occidental :"
     " west_europe : north_europe south_europe"),
    ("europe du nord, northern europe, europa del norte, norte de europa : north_europe : "),
    ("europe du sud, europe méridionale, southern europe, europa del sur, sur de europa :"
     " south_europe :"),
    ("europe de l'est, europe orientale, eastern europe, europa del este, europa oriental :"
     " east_europe : south_europe caucasus"),
    ("eurasie, eurasia : central_asia caucasus east_europe : "),
    (f"asie, asia : {_ASIA} : west_asia caucasus"),
    (f"asie-pacifique, asie pacifique, asie et pacifique, asia-pacific, asia pacific,"
     f" asia and the pacific, asia and pacific, asia-pacífico, asia pacífico, asia y el pacífico :"
     f" {_ASIA} oceania : west_asia"),
    (f"asie et océanie, asia and oceania, asia y oceanía : {_ASIA} oceania : west_asia"),
    ("asie de l'est, asie orientale, east asia, eastern asia, asia oriental, asia del este :"
     " east_asia : "),
    ("asie du sud-est, southeast asia, south-east asia, south-eastern asia, sudeste asiático,"
     " asia sudoriental : southeast_asia : "),
    ("asie du sud, asie méridionale, south asia, southern asia, asia meridional, asia del sur :"
     " south_asia : "),
    ("asie centrale, central asia, asia central : central_asia : "),
    ("moyen-orient, proche-orient, moyen-orient et asie occidentale, moyen-orient et asie de"
     " l'ouest, asie occidentale, asie de l'ouest, middle east, near east, middle east and west"
     " asia, middle east and western asia, west asia, western asia, oriente medio, oriente"
     " próximo, oriente medio y asia occidental, asia occidental, mewa : west_asia :"
     " south_asia caucasus"),
    ("moyen-orient et afrique du nord, middle east and north africa, oriente medio y norte de"
     " áfrica, mena : west_asia north_africa : "),
    ("états arabes, pays arabes, arab states, estados árabes : west_asia north_africa : "),
    ("océanie, oceania, oceanía, pacifique, pacific, pacífico : oceania : "),
    (f"amérique, amériques, america, americas, the americas, américa, américas : north_america"
     f" northern_america {_LATIN} : "),
    ("amérique du nord, north america, américa del norte, norteamérica : north_america"
     " northern_america : central_america caribbean"),
    ("amérique septentrionale, northern america, américa septentrional : northern_america :"
     " mexico"),
    (f"amérique latine, latin america, américa latina, latinoamérica, iberoamérica : {_LATIN} :"
     f" mexico"),
    (f"amérique latine et caraïbes, amérique latine et les caraïbes, amérique latine et les"
     f" caraibes, latin america and the caribbean, latin america and caribbean, latin america &"
     f" caribbean, américa latina y el caribe, américa latina y caribe, lac, alc : {_LATIN} :"
     f" mexico"),
    ("amérique centrale, central america, américa central, centroamérica, mésoamérique,"
     " mesoamérica : central_america : mexico caribbean"),
    ("amérique du sud, south america, américa del sur, sudamérica, suramérica, cône sud,"
     " cono sur : south_america : "),
    ("caraïbes, les caraïbes, caribbean, the caribbean, caribe, el caribe, antilles, antillas :"
     " caribbean : central_america"),
    ("scandinavie, scandinavia, escandinavia, pays nordiques, nordic countries, países nórdicos :"
     " north_europe : "),
    ("balkans, les balkans, balcanes : south_europe : east_europe"),
    ("pays baltes, baltic states, países bálticos : north_europe : east_europe"),
    ("caucase, caucasus, cáucaso : caucasus : west_asia east_europe"),
    ("péninsule ibérique, iberian peninsula, península ibérica : south_europe : "),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WorldRegion:
    """The countries a heading certainly means, and those some reports put there too."""

    certain: frozenset[str]
    possible: frozenset[str]


def _union(groups: str) -> frozenset[str]:
    return frozenset[str]().union(*(_SETS[group] for group in groups.split()))


def _parse(line: str) -> list[tuple[str, WorldRegion]]:
    names, certain, possible = (part.strip() for part in line.split(":"))
    region = WorldRegion(_union(certain), _union(possible))
    return [(squash(name), region) for name in names.split(",")]


_REGIONS = {key: region for line in _NAMES for key, region in _parse(line)}
_LEADING = re.compile(r"^(?:\d+[.)]?\s+|région\s+|region\s+|región\s+)+", re.IGNORECASE)


def find_world_region(text: str) -> WorldRegion | None:
    """Return the world region a heading or label names, in French, English or Spanish.

    >>> sorted(find_world_region("Afrique australe").certain)
    ['BW', 'LS', 'NA', 'SZ', 'ZA']
    """
    return _REGIONS.get(squash(_LEADING.sub("", text)))
