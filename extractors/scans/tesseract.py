"""Calls the program ``tesseract`` and reads its table of words."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
import shutil
import signal
import subprocess
from dataclasses import dataclass

from PIL import Image

from crossfoot.errors import OcrFailed
from crossfoot.extractors.scans.raster import PixelBox
from crossfoot.extras import has_extra
from crossfoot.names import printable
from crossfoot.vocabulary.files import tesseract_languages

PAGE_SECONDS = 120.0  # for one call
LIST_SECONDS = 20.0  # for saying what is installed
SHOWN_CHARS = 160  # of what Tesseract complains about
ADVICE = "see `crossfoot doctor`, then read the report again"
SURE_OF_TURN = 2.0  # Tesseract's own measure: pages read rightly have 4 to 20, wrongly under 1.2


_SIGNS = re.compile(r"[-–—+*]|[(\[]?[%‰€$£][)\].,;:]{0,2}|\(\*+\)|•")


@dataclass(frozen=True, slots=True)
class SeenWord:
    """A word as Tesseract read it, in pixels of the picture it was read from.

    Attributes:
        confidence: 0 to 100.
        rotation: Reading direction in degrees clockwise, as in :class:`crossfoot.model.Words`.
    """

    text: str
    box: PixelBox
    confidence: float
    rotation: int = 0


def is_word(word: SeenWord) -> bool:
    """Whether a reading has a letter, digit or dash: specks and rules read as marks have none."""
    return any(char.isalnum() for char in word.text) or _SIGNS.fullmatch(word.text) is not None


def is_installed() -> bool:
    """Whether pictures can be read at all; whether Tesseract works is seen when it is used."""
    return not what_is_missing()


def what_is_missing() -> str:
    """Return what is to be installed before pictures can be read, "" where all is there."""
    if shutil.which("tesseract") is None:
        return "needs tesseract-ocr installed"
    return "" if has_extra("scans") else "needs OpenCV: pip install 'crossfoot[scans]'"


def find_languages() -> tuple[str, ...]:
    """Return which of our languages Tesseract is installed for, at least one.

    Raises:
        OcrFailed: It does not work, or has the data of none of them.
    """
    return _languages_of(shutil.which("tesseract"), os.environ.get("TESSDATA_PREFIX"))


@functools.lru_cache(maxsize=4)  # a failure is not remembered: it may be mended while we run
def _languages_of(_program: str | None, folder: str | None) -> tuple[str, ...]:
    answer = _call(["--list-langs"], seconds=LIST_SECONDS)
    known = set(answer.stdout.decode("utf-8", "replace").split())
    languages = tuple(language for language in tesseract_languages() if language in known)
    if answer.returncode or not languages:
        where = f" in TESSDATA_PREFIX={folder}" if folder else ""
        told = f"; it says: {_complaint(answer)}" if answer.returncode else ""
        msg = f"Tesseract has no data for {', '.join(tesseract_languages())}{where}{told}; {ADVICE}"
        raise OcrFailed(msg)
    return languages


def run_tesseract(image: Image.Image, *, dpi: float, mode: int) -> tuple[SeenWord, ...]:
    """Return the words Tesseract sees in a picture, in its order.

    Args:
        dpi: Pixels per inch.
        mode: Its page segmentation mode.

    Raises:
        OcrFailed: It did not end well, or what it printed is no table of words.
    """
    languages = "+".join(find_languages())
    arguments = ("-l", languages, "--psm", str(mode), "--dpi", str(round(dpi)), "tsv")
    answer = _ask(image, *arguments)
    if answer.returncode:
        msg = f"Tesseract failed ({_ending(answer)}); {ADVICE}"
        raise OcrFailed(msg)
    try:
        return parse_tsv(answer.stdout.decode("utf-8", "replace"))
    except (ValueError, KeyError, TypeError, csv.Error):
        msg = f"Tesseract printed something else than a table of words; {ADVICE}"
        raise OcrFailed(msg) from None


def detect_turn(image: Image.Image) -> int:
    """Return by how many degrees clockwise a picture must be turned for its text to stand upright.

    0 where Tesseract cannot tell, which it says by failing: too little text, or no data for
    orientation installed.

    Raises:
        OcrFailed: It was killed or took too long.
    """
    answer = _ask(image, "--psm", "0")
    if answer.returncode < 0:
        msg = f"Tesseract failed ({_ending(answer)}); {ADVICE}"
        raise OcrFailed(msg)
    return 0 if answer.returncode else parse_orientation(answer.stdout.decode("utf-8", "replace"))


Answer = subprocess.CompletedProcess[bytes]


def _ask(image: Image.Image, *arguments: str) -> Answer:
    """Return what Tesseract says about a picture.

    Raises:
        OcrFailed: It cannot be started, or took longer than ``PAGE_SECONDS``.
    """
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    picture = stream.getvalue()
    return _call(["stdin", "stdout", *arguments], picture, seconds=PAGE_SECONDS)


def _call(arguments: list[str], stdin: bytes = b"", *, seconds: float) -> Answer:
    try:
        return subprocess.run(
            [shutil.which("tesseract") or "tesseract", *arguments],
            input=stdin,
            capture_output=True,
            check=False,
            timeout=seconds,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        msg = f"Tesseract took more than {seconds:.0f} s and was stopped; {ADVICE}"
        raise OcrFailed(msg) from None
    except OSError as error:
        msg = f"Tesseract cannot be started ({error.strerror or error}); {ADVICE}"
        raise OcrFailed(msg) from None


def _ending(answer: Answer) -> str:
    """Say how a call ended, in its own words where it has any."""
    if answer.returncode < 0:
        try:
            name = signal.Signals(-answer.returncode).name
        except ValueError:
            name = f"signal {-answer.returncode}"
        return f"killed by {name}"
    said = _complaint(answer)
    return f"exit status {answer.returncode}" + (f": {said}" if said else "")


def _complaint(answer: Answer) -> str:
    """Return the first line of a failed call's standard error, fit to be shown."""
    lines = answer.stderr.decode("utf-8", "replace").split("\n")
    first = next((line.strip() for line in lines if line.strip()), "")
    return printable(first)[:SHOWN_CHARS]


def parse_orientation(text: str) -> int:
    r"""Return the turn that Tesseract's report on orientation asks for, 0 where it is unsure.

    >>> parse_orientation("Rotate: 90\nOrientation confidence: 7.20\n")
    90
    >>> parse_orientation("Rotate: 180\nOrientation confidence: 0.23\n")
    0
    """
    told = dict(re.findall(r"^(Rotate|Orientation confidence): ([\d.]+)$", text, re.MULTILINE))
    is_sure = float(told.get("Orientation confidence", 0)) >= SURE_OF_TURN
    return int(told["Rotate"]) if is_sure and told.get("Rotate") in {"90", "180", "270"} else 0


def parse_tsv(text: str) -> tuple[SeenWord, ...]:
    """Return the words of Tesseract's table of results.

    Raises:
        ValueError: It is no such table.
    """
    words = []
    rows = csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)
    if "level" not in (rows.fieldnames or ()):
        msg = "this is no table of words"
        raise ValueError(msg)
    for row in rows:
        if row.get("level") != "5" or not (row.get("text") or "").strip():
            continue
        left, top = int(row["left"]), int(row["top"])
        box = (left, top, left + int(row["width"]), top + int(row["height"]))
        words.append(SeenWord(row["text"].strip(), box, float(row["conf"])))
    return tuple(words)
