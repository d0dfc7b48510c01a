"""What is installed and works on this machine, and what to do about the rest."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.errors import CrossfootError
from crossfoot.extras import EXTRAS
from crossfoot.vocabulary.files import tesseract_languages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
PROGRAM_SECONDS = 20
ABSENT = "missing"
_BLANK = b"P5 64 32 255\n" + b"\xff" * (64 * 32)  # a white picture, in PGM


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One thing that was looked at.

    Attributes:
        is_needed: Whether reading a report and browsing it needs it.
        found: Version or state, or what is wrong.
        advice: What to do, "" when all is well.
    """

    name: str
    is_ok: bool
    is_needed: bool
    found: str
    advice: str = ""


def diagnose(database: Path, cache: Path) -> Iterator[Diagnosis]:
    """Look at one thing after the other; nothing is changed but the cache folder made."""
    yield _python()
    for package in ("pypdfium2", "numpy", "sqlite-utils", "datasette", "prefect"):
        yield _package(package, is_needed=True, advice="install crossfoot again: `make demo`")
    yield _package("pdfplumber", is_needed=False, advice="install crossfoot again: `make demo`")
    for name, extra in EXTRAS.items():
        advice = f"`pip install 'crossfoot[{name}]'` for {extra.brings}"
        yield _package(extra.package, is_needed=False, advice=advice)
    yield _ocr()
    yield _chromium()
    yield _caught("gazetteer", _gazetteer)
    yield _caught("catalog", _catalog)
    yield _caught("database", lambda: _database(database))
    yield _cache(cache)
    yield _caught("Prefect API", _prefect_api)


def _python() -> Diagnosis:
    return Diagnosis("Python", True, True, sys.version.split()[0])


def _package(name: str, *, is_needed: bool, advice: str) -> Diagnosis:
    try:
        return Diagnosis(name, True, is_needed, importlib.metadata.version(name))
    except importlib.metadata.PackageNotFoundError:
        return Diagnosis(name, False, is_needed, ABSENT, advice)


def _ocr() -> Diagnosis:
    program = shutil.which("tesseract")
    packages = " ".join(f"tesseract-ocr-{code}" for code in tesseract_languages())
    if program is None:
        advice = f"for scanned pages: `sudo apt-get install tesseract-ocr {packages}`"
        return Diagnosis("OCR (tesseract)", False, False, ABSENT, advice)
    listed = _output([program, "--list-langs"]).split()
    absent = [code for code in tesseract_languages() if code not in listed]
    if absent:
        wanted = " ".join(f"tesseract-ocr-{code}" for code in absent)
        advice = f"`sudo apt-get install {wanted}`"
        if folder := os.environ.get("TESSDATA_PREFIX"):
            advice += f", or unset TESSDATA_PREFIX ({folder})"
        found = f"languages missing: {', '.join(absent)}"
        return Diagnosis("OCR (tesseract)", False, False, found, advice)
    try:
        seen = subprocess.run(
            [program, "stdin", "stdout", "--psm", "7"],
            input=_BLANK,
            capture_output=True,
            timeout=PROGRAM_SECONDS,
            check=False,
        )
        problem = f"exit status {seen.returncode}" if seen.returncode else ""
    except (OSError, subprocess.TimeoutExpired) as error:
        problem = type(error).__name__
    if problem:
        advice = f"`tesseract --version` says which it is; install it again: {packages}"
        return Diagnosis(
            "OCR (tesseract)", False, False, f"{program} fails on a picture ({problem})", advice
        )
    version = _output([program, "--version"]).split()[1:2]
    return Diagnosis("OCR (tesseract)", True, False, " ".join([*version, *tesseract_languages()]))


def _chromium() -> Diagnosis:
    program = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if program is None:
        advice = "only the tests of the browse pages need it: `sudo apt-get install chromium`"
        return Diagnosis("Chromium", False, False, ABSENT, advice)
    return Diagnosis("Chromium", True, False, _output([program, "--version"]).strip() or program)


def _gazetteer() -> Diagnosis:
    from crossfoot.normalizers.places.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    built = gazetteer.meta.get("built", "")
    found = f"{gazetteer.path.name} {built}".strip()
    return Diagnosis("gazetteer", True, True, found)


def _catalog() -> Diagnosis:
    from crossfoot.normalizers.catalog import describe_place, find_catalog, load_catalog

    folder = find_catalog()
    count, place = len(load_catalog(folder).series), describe_place(folder)
    return Diagnosis("catalog", True, True, f"{count} report series in {place}")


def _database(path: Path) -> Diagnosis:
    if not path.exists():
        advice = "`crossfoot ingest PDF` makes it"
        return Diagnosis("database", True, False, f"{path}: not there yet ({advice})")
    from crossfoot.db.file.reading import reading
    from crossfoot.db.versions import list_versions

    with reading(path, is_checked=True):  # every page of it: damage may be anywhere
        versions = list_versions(path)
    newest = versions[-1].number if versions else "none"
    return Diagnosis("database", True, False, f"{path}: newest version {newest}")


def _cache(folder: Path) -> Diagnosis:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        advice = "set CROSSFOOT_CACHE to a folder that can be written"
        return Diagnosis("cache", False, True, f"{folder}: {error.strerror}", advice)
    if not os.access(folder, os.W_OK):
        advice = "set CROSSFOOT_CACHE to a folder that can be written"
        return Diagnosis("cache", False, True, f"{folder} cannot be written", advice)
    size = sum(entry.stat().st_size for entry in folder.iterdir() if entry.is_file())
    return Diagnosis("cache", True, True, f"{folder}: {size / 1e6:.0f} MB (may be deleted)")


def _prefect_api() -> Diagnosis:
    from crossfoot.flows.runs.server import api_problem, configured_api

    url = configured_api()
    if url is None:
        found = "none configured: each run starts a temporary server"
        return Diagnosis("Prefect API", True, False, found)
    problem = api_problem(url)
    if not problem:
        return Diagnosis("Prefect API", True, False, url)
    advice = "`prefect server start`, or unset PREFECT_API_URL, or use --direct"
    return Diagnosis("Prefect API", False, False, f"{url} does not answer: {problem}", advice)


def _caught(name: str, look: Callable[[], Diagnosis]) -> Diagnosis:
    """Turn an error of ours, whose message says what to do, into a diagnosis."""
    try:
        return look()
    except CrossfootError as error:
        return Diagnosis(name, False, True, "does not work", str(error))


def _output(command: list[str]) -> str:
    """Return what a program says of itself, "" when it cannot."""
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, timeout=PROGRAM_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout or done.stderr
