"""From what a person or a deployment typed to the settings of a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from crossfoot.choices import YEARS, Engine
from crossfoot.errors import UsageError
from crossfoot.extras import require_extra
from crossfoot.flows.runs.inputs import parameter_path, path_parameter
from crossfoot.normalizers.catalog import find_catalog, load_catalog
from crossfoot.passwords import learn_passwords
from crossfoot.settings import Settings
from crossfoot.vocabulary import languages

if TYPE_CHECKING:
    import argparse

ENGINES: tuple[Engine, ...] = get_args(Engine)


def make_settings(
    *,
    pages: tuple[int, ...] | None = None,
    series: str = "",
    year: int | None = None,
    language: str | None = None,
    engine: str = "auto",
    ocr: bool = True,
    catalog: str | Path | None = None,
    seconds: float | None = None,
) -> Settings:
    """Return the settings these options stand for.

    Raises:
        UsageError: A language, an engine or a series has no such name, the year is none that
            reports are about, or the catalog is no folder.
    """
    known_language = language if language in languages() else None
    if language and known_language is None:
        raise UsageError(f"no language {language!r}: choose one of {', '.join(languages())}")
    known_engine = next((name for name in ENGINES if name == engine), None)
    if known_engine is None:
        raise UsageError(f"no engine {engine!r}: choose one of {', '.join(ENGINES)}")
    if known_engine.startswith("camelot"):
        require_extra("camelot")
    folder = find_catalog(parameter_path(str(catalog)) if catalog else None)
    learn_passwords(folder)
    if year is not None and year not in YEARS:
        raise UsageError(f"no year {year}: a report is about one from {YEARS[0]} to {YEARS[-1]}")
    if series:
        _require_series(series, folder)
    settings = Settings(
        pages=pages,
        engine=known_engine,
        language=known_language,
        series=series,
        year=year,
        catalog=folder,
        ocr=ocr,
    )
    if seconds is None:
        return settings
    limits = replace(settings.limits, seconds=seconds, page_seconds=0.0)
    return replace(settings, limits=limits)


def _require_series(name: str, folder: Path | None) -> None:
    """Refuse a series that the catalog does not know: under a slip no report finds its measures."""
    known = sorted(series.name for series in load_catalog(folder).series)
    if name not in known:
        told = f"choose one of {', '.join(known)}" if known else "it knows none"
        raise UsageError(
            f"the catalog knows no series {name!r}: {told}, add {name}.yaml to a folder that "
            "--catalog names (crossfoot catalog new writes one), or leave --series out"
        )


def settings_of(args: argparse.Namespace) -> Settings:
    """Return the settings of a command line with the flags of reading PDFs."""
    return make_settings(
        pages=getattr(args, "pages", None),
        series=args.series,
        year=args.year,
        language=args.language,
        engine=args.engine,
        ocr=not args.no_ocr,
        catalog=args.catalog,
        seconds=args.timeout,
    )


def flow_options(args: argparse.Namespace) -> dict[str, Any]:
    """Return the same as parameters of the flow, which JSON can hold."""
    folder = find_catalog(args.catalog)
    return {
        "series": args.series,
        "year": args.year,
        "language": args.language,
        "engine": args.engine,
        "ocr": not args.no_ocr,
        "catalog": path_parameter(folder) if folder else None,
        "seconds": args.timeout,
    }
