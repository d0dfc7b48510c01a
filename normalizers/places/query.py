"""What is asked about a printed name, and how far the asking has come."""

from __future__ import annotations

from dataclasses import dataclass

from crossfoot.model import Language, Match, PlaceKind
from crossfoot.normalizers.places.context import Hints
from crossfoot.normalizers.places.lookup import Candidate


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A printed name and what stands around it.

    Attributes:
        name: As printed.
        language: Of the report.
        country: ISO code or name of the country column's cell.
        region: Text of a region column ("Gyeonggi").
        heading: Heading above the row ("Afrique").
        kind: What the column says its names are: "admin1" under "Estado" or "Région".
        home: ISO code of the country that the report is of: its places, down to small communes,
            go before namesakes abroad, unless those are known all over the world.
        said: Whether the text says that it is a place, so that a common word may be one.
        siblings: Other names of its list, where they are not queries themselves.
    """

    name: str
    language: Language | None = None
    country: str | None = None
    region: str | None = None
    heading: str | None = None
    siblings: tuple[str, ...] = ()
    kind: PlaceKind = "none"
    home: str | None = None
    said: bool = False


@dataclass(frozen=True, slots=True)
class Lookup:
    """A query on its way through the stages: settled, or with candidates left.

    Attributes:
        country: Code of the country that has the same name ("Singapour", "Túnez").
        abroad: Whether the report's country has no place of this name, and others have.
    """

    query: NameQuery
    hints: Hints
    candidates: tuple[Candidate, ...] = ()
    settled: Match | None = None
    country: str | None = None
    abroad: bool = False
