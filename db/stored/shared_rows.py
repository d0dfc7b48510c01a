"""Rows that many extractions share: places, measures, images; stored once, whoever names them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.db.stored.keys import squeeze
from crossfoot.db.stored.targets import Row
from crossfoot.model import Asset, CityMention, Observation, Place

_MEDIA_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "webp": "image/webp"}


def place_rows(mentions: Sequence[CityMention]) -> Iterator[Row]:
    """Yield a row of ``cities`` for each place that is named or was nearly taken."""
    places = {
        place.geonameid: place
        for mention in mentions
        for place in (mention.match.place, mention.match.runner_up)
        if place is not None
    }
    for place in places.values():
        yield _place_row(place)


def _place_row(place: Place) -> Row:
    return (
        place.geonameid,
        place.name,
        place.name_fr,
        place.name_en,
        place.name_es,
        place.kind,
        place.country,
        place.admin1,
        place.latitude,
        place.longitude,
        place.population,
        place.timezone,
    )


def measure_row(observation: Observation) -> Row:
    """Return the row of ``measures`` of an observation."""
    name = observation.measure_label or observation.header
    return (observation.measure, squeeze(name), int(observation.is_known))


def image_row(asset: Asset) -> Row:
    """Return the row of ``images`` of a picture."""
    ending = asset.name.rpartition(".")[2].lower()
    media_type = _MEDIA_TYPES.get(ending, "application/octet-stream")
    return (asset.name, len(asset.data), media_type, asset.data)
