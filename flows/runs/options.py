"""From what a person or a deployment typed to the settings of a run."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from crossfoot.errors import UsageError
from crossfoot.flows.runs.inputs import parameter_path, path_parameter
from crossfoot.model import LANGUAGES
from crossfoot.settings import Engine, Settings

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
        UsageError: A language or an engine has no such name, or the catalog is no folder.
    """
    known_language = next((code for code in LANGUAGES if code == language), None)
    if language and known_language is None:
        raise UsageError(f"no language {language!r}: choose one of {', '.join(LANGUAGES)}")
    known_engine = next((name for name in ENGINES if name == engine), None)
    if known_engine is None:
        raise UsageError(f"no engine {engine!r}: choose one of {', '.join(ENGINES)}")
    folder = parameter_path(str(catalog)).resolve() if catalog else None
    if folder is not None and not folder.is_dir():
        raise UsageError(f"no folder {catalog}: --catalog names the folder of the YAML files")
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
    return {
        "series": args.series,
        "year": args.year,
        "language": args.language,
        "engine": args.engine,
        "ocr": not args.no_ocr,
        "catalog": path_parameter(args.catalog.resolve()) if args.catalog else None,
        "seconds": args.timeout,
    }
