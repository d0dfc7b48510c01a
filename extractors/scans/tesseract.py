"""Calls the program ``tesseract`` and reads its table of words."""

from __future__ import annotations

import csv
import functools
import io
import os
import re
import shutil
import subprocess
from dataclasses import dataclass

from PIL import Image

from crossfoot.errors import LimitExceeded
from crossfoot.extractors.scans.raster import PixelBox

LANGUAGES = ("fra", "eng", "spa")
PAGE_SECONDS = 120.0  # for one call
SURE_OF_TURN = 2.0  # Tesseract's own measure: pages read rightly have 4 to 20, wrongly under 1.2


_SIGNS = re.compile(r"[-–—+*%€$£]|\(\*+\)|•")


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


@functools.cache
def installed_languages() -> tuple[str, ...]:
    """Return which of our languages Tesseract is installed for; none without Tesseract."""
    if shutil.which("tesseract") is None:
        return ()
    answer = subprocess.run(
        ["tesseract", "--list-langs"], capture_output=True, text=True, check=False, timeout=30
    )
    known = set(answer.stdout.split())
    return tuple(language for language in LANGUAGES if language in known)


def run_tesseract(image: Image.Image, *, dpi: float, mode: int) -> tuple[SeenWord, ...]:
    """Return the words Tesseract sees in a picture, in its order.

    Args:
        dpi: Pixels per inch.
        mode: Its page segmentation mode.

    Raises:
        LimitExceeded: It took longer than ``PAGE_SECONDS``.
    """
    languages = "+".join(installed_languages())
    arguments = ("-l", languages, "--psm", str(mode), "--dpi", str(round(dpi)), "tsv")
    return parse_tsv(_ask(image, *arguments))


def detect_turn(image: Image.Image) -> int:
    """Return by how many degrees clockwise a picture must be turned for its text to stand upright.

    0 where Tesseract cannot tell: too little text, or no data for orientation installed.
    """
    try:
        return parse_orientation(_ask(image, "--psm", "0"))
    except LimitExceeded:
        return 0


def _ask(image: Image.Image, *arguments: str) -> str:
    """Return what Tesseract prints about a picture.

    Raises:
        LimitExceeded: It took longer than ``PAGE_SECONDS``.
    """
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=1)
    try:
        answer = subprocess.run(
            ["tesseract", "stdin", "stdout", *arguments],
            input=stream.getvalue(),
            capture_output=True,
            check=False,
            timeout=PAGE_SECONDS,
            env={**os.environ, "OMP_THREAD_LIMIT": "1"},
        )
    except subprocess.TimeoutExpired:
        raise LimitExceeded(f"OCR took more than {PAGE_SECONDS:.0f} s; page left out") from None
    return answer.stdout.decode("utf-8", "replace")


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
    """Return the words of Tesseract's table of results."""
    words = []
    for row in csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") != "5" or not (row.get("text") or "").strip():
            continue
        left, top = int(row["left"]), int(row["top"])
        box = (left, top, left + int(row["width"]), top + int(row["height"]))
        words.append(SeenWord(row["text"].strip(), box, float(row["conf"])))
    return tuple(words)
