"""World regions as reports head their lists with: which countries a heading can mean.

The groups follow the United Nations' M49 standard; where associations of cities draw the line
elsewhere (Mexico stands under North America, Turkey under the Middle East and West Asia), the
country is in both, and the list itself decides.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from crossfoot.errors import UsageError
from crossfoot.normalizers.places.keys import squash
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import either

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

# A heading, by its name in the vocabulary: groups it certainly means, groups it may mean. Others
# mean the group that has their name.
_HEADINGS = {
    "africa": (_AFRICA, ""),
    "subsaharan_africa": ("west_africa central_africa east_africa southern_africa", ""),
    "southern_africa": ("southern_africa", "east_africa"),
    "europe": (_EUROPE, "caucasus"),
    "european_union": (_EUROPE, ""),
    "west_europe": ("west_europe", "north_europe south_europe"),
    "east_europe": ("east_europe", "south_europe caucasus"),
    "eurasia": ("central_asia caucasus east_europe", ""),
    "asia": (_ASIA, "west_asia caucasus"),
    "asia_pacific": (f"{_ASIA} oceania", "west_asia"),
    "asia_oceania": (f"{_ASIA} oceania", "west_asia"),
    "middle_east": ("west_asia", "south_asia caucasus"),
    "middle_east_north_africa": ("west_asia north_africa", ""),
    "arab_states": ("west_asia north_africa", ""),
    "america": (f"north_america northern_america {_LATIN}", ""),
    "north_america": ("north_america northern_america", "central_america caribbean"),
    "northern_america": ("northern_america", "mexico"),
    "latin_america": (_LATIN, "mexico"),
    "latin_america_caribbean": (_LATIN, "mexico"),
    "central_america": ("central_america", "mexico caribbean"),
    "caribbean": ("caribbean", "central_america"),
    "scandinavia": ("north_europe", ""),
    "balkans": ("south_europe", "east_europe"),
    "baltic_states": ("north_europe", "east_europe"),
    "caucasus": ("caucasus", "west_asia east_europe"),
    "iberia": ("south_europe", ""),
}


@dataclass(frozen=True, slots=True)
class WorldRegion:
    """The countries a heading certainly means, and those some reports put there too."""

    certain: frozenset[str]
    possible: frozenset[str]


def _union(groups: str) -> frozenset[str]:
    return frozenset[str]().union(*(_SETS[group] for group in groups.split()))


@lru_cache(maxsize=1)
def _regions() -> dict[str, WorldRegion]:
    """Return the regions by the squash keys of their names.

    Raises:
        UsageError: The vocabulary names a region that is none of ours.
    """
    found: dict[str, WorldRegion] = {}
    for heading, names in words(spoken(None)).places.world.items():
        certain, possible = _HEADINGS.get(heading, (heading, ""))
        if not set(certain.split()) <= _SETS.keys():
            raise UsageError(f"vocabulary: [places.world] has no {heading!r}; remove or rename it")
        region = WorldRegion(_union(certain), _union(possible))
        found |= {squash(name): region for name in names}
    return found


@lru_cache(maxsize=1)
def _leading() -> re.Pattern[str]:
    """Return the expression of what stands before the name of a region: "2. Région"."""
    leads = either(words(spoken(None)).places.region_leads)
    return re.compile(rf"^(?:\d+[.)]?\s+|(?:{leads})\s+)+", re.IGNORECASE)


def find_world_region(text: str) -> WorldRegion | None:
    """Return the world region a heading or label names, in any language of the vocabulary.

    >>> sorted(find_world_region("Afrique australe").certain)
    ['BW', 'LS', 'NA', 'SZ', 'ZA']
    """
    return _regions().get(squash(_leading().sub("", text)))
