"""Fingerprints of the pipeline: what an extraction depends on beside the file itself.

Hashes of content, never of paths or times, so that two machines, or two processes, with the same
code, libraries, catalog, gazetteer and options have the same fingerprint.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import shutil
import subprocess
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import crossfoot
from crossfoot import __version__
from crossfoot.model import INCOMPLETE_MARK, JOINED_MARK
from crossfoot.normalizers.catalog import catalog_fingerprint, load_catalog
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.vocabulary import vocabulary_files

if TYPE_CHECKING:
    from collections.abc import Iterable

    from crossfoot.model import Finding
    from crossfoot.normalizers.catalog import Catalog
    from crossfoot.settings import Settings

PACKAGES = ("model", "extractors", "normalizers", "reconcilers")
"""Packages whose code a reading depends on; totals help to choose between table engines."""

WORDS = "vocabulary"
"""Package whose data files count like code: a new word for "total" is another reading."""

LEARNED = "*.npz"
"""Files of what was learned, beside the code that asks them."""

LIBRARIES = (
    *("pypdfium2", "pdfplumber", "camelot-py", "numpy", "pillow", "rapidfuzz"),
    "opencv-python-headless",
)
SHOWN_DIGITS = 16
PROGRAM_SECONDS = 20


def fingerprint_pipeline(settings: Settings) -> str:
    """Return what identifies the pipeline: code, libraries, catalog, gazetteer and options.

    Raises:
        UsageError: The catalog does not parse.
    """
    gazetteer = open_gazetteer().path
    options = {"series": settings.series, "year": settings.year, "language": settings.language}
    parts = (
        fingerprint_reading(settings),
        catalog_fingerprint(load_catalog(settings.catalog)),
        _hash_file(gazetteer, gazetteer.stat().st_mtime_ns),
        json.dumps(options, sort_keys=True),
    )
    return f"{__version__}+{_hash(parts)}"


def fingerprint_reading(settings: Settings) -> str:
    """Return what a reading depends on: the pipeline as far as the Reading.

    A new decision about a city or a new measure leaves it alone, so that no PDF is read again.
    """
    recipes = _recipes(load_catalog(settings.catalog))
    options = {
        "pages": settings.pages,
        "engine": settings.engine,
        "ocr": _tesseract() if settings.ocr else "",
        "series": settings.series if recipes else "",
        "page_limits": (settings.limits.page_points, settings.limits.page_chars),
    }
    options_said = json.dumps(options, sort_keys=True)
    return _hash((_hash_code(), _hash_further_words(), _library_versions(), recipes, options_said))


def _recipes(catalog: Catalog) -> str:
    """Return the catalog's word on how tables are read, "" where it has none."""
    steered = [series for series in catalog.series if series.recipes]
    return "".join(repr((one.name, one.recognise, one.recipes)) for one in steered)


def reading_sources() -> tuple[Path, ...]:
    """Return the source files that a reading depends on, relative to the package, in order."""
    home = _home()
    shared = home.glob("*.py")  # what travels between the stages
    words = (path for path in (home / WORDS).rglob("*") if path.suffix in (".py", ".toml", ".json"))
    stages = (
        path
        for package in PACKAGES
        for pattern in ("*.py", LEARNED)
        for path in (home / package).rglob(pattern)
    )
    steps = (Path(__file__).with_name("steps.py"),)
    return tuple(
        sorted(Path(os.path.relpath(path, home)) for path in (*shared, *words, *stages, *steps))
    )


def hash_sources(home: Path, sources: Iterable[Path]) -> str:
    """Return a hash of files and of what they are called inside a folder."""
    digest = hashlib.sha256()
    for path in sources:
        digest.update(f"{path.as_posix()}\0".encode())
        digest.update((home / path).read_bytes())
    return digest.hexdigest()


@lru_cache(maxsize=1)
def _hash_code() -> str:
    """Return a hash of the source of our packages and of the pipeline."""
    return hash_sources(_home(), reading_sources())


@lru_cache(maxsize=1)
def _hash_further_words() -> str:
    """Return a hash of the languages that someone added in a folder of their own."""
    further = [path for path in vocabulary_files() if _home() not in path.parents]
    return "".join(f"{path.name}:{_hash_file(path, 0)}" for path in further)


def _home() -> Path:
    """Return the folder of the package that we are."""
    return Path(crossfoot.__file__).parent


@lru_cache(maxsize=1)
def _library_versions() -> str:
    return ",".join(f"{name}=={_library_version(name)}" for name in LIBRARIES)


def _library_version(name: str) -> str:
    """Return the version of a package, "none" where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "none"


def _tesseract() -> str:
    """Return version and languages of Tesseract, "" where there is none: scans stay unread."""
    program = shutil.which("tesseract")
    if program is None:
        return ""
    changed = Path(program).stat().st_mtime_ns
    return _describe_tesseract(program, changed, os.environ.get("TESSDATA_PREFIX"))


@lru_cache(maxsize=4)
def _describe_tesseract(program: str, _mtime_ns: int, _data: str | None) -> str:
    version = _say(program, "--version").partition("\n")[0]
    return " ".join([version, *sorted(_say(program, "--list-langs").split("\n")[1:])])


def _say(program: str, argument: str) -> str:
    """Return what a program says, "" where it does not work; whoever uses it will say so."""
    try:
        said = subprocess.run(
            [program, argument],
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            timeout=PROGRAM_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout or said.stderr


@lru_cache(maxsize=4)
def _hash_file(path: Path, _mtime_ns: int) -> str:
    """Return the hash of a file; its time is there to notice a change while we run."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def mark_incomplete(fingerprint: str, findings: Iterable[Finding]) -> str:
    """Return the fingerprint of a pipeline that left pages unread, for want of time, say.

    Readings that miss other pages have other fingerprints, and none has that of a whole one: the
    next whole reading takes its place.
    """
    missing = sorted({(one.page or 0, one.code) for one in findings if one.is_incomplete})
    if not missing:
        return fingerprint
    return f"{fingerprint}{INCOMPLETE_MARK}{_hash((json.dumps(missing),))[:8]}"


def _hash(parts: tuple[str, ...]) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()[:SHOWN_DIGITS]


def read_by(pipeline: str) -> str:
    """Return the pipeline that read a file, without what was joined while it was loaded.

    >>> read_by("0123abcd-joined-89ef0123")
    '0123abcd'
    """
    return pipeline.partition(JOINED_MARK)[0]
