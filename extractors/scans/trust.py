"""Whether a text layer says what the page shows: a sample of its words is read from the picture.

Scanners put the words of their own recognition, often poor, under or over the picture, and fonts
may map their letters to others. In: an open document and a page with words. Out: whether they
disagree with the picture; then the page is read as a scan.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from crossfoot.extractors.scans.raster import PixelBox
from crossfoot.extractors.scans.second_look import read_pieces
from crossfoot.extractors.scans.tesseract import SeenWord, run_tesseract
from crossfoot.folding import strip_accents
from crossfoot.vocabulary import languages, profile
from crossfoot.vocabulary.files import load_others

if TYPE_CHECKING:
    from crossfoot.extractors.pdf.reader import Document
    from crossfoot.model import Page

DPI = 200.0
SAMPLE = 24  # words of a page that are compared
FEWEST = 6  # words that must have been read again to tell anything
SHORTEST = 3  # letters or digits of a word that is compared
LIKENESS = 0.6  # of two readings of one word, of which both may err in a letter
AGREEMENT = 0.5  # of the sample
LATIN = "\u024f"  # last letter of the script that is compared
VOWELS = frozenset("aeiouy")
LEAST_VOWELS = 0.2  # of the letters: European languages have .36 and more, shifted ones .15
MANY_WORDS = 50  # words of letters among which every language has one that links the others


def is_doubtful(page: Page) -> bool:
    """Whether a page's words should be compared: a scanner's, or in no language of ours."""
    return len(doubtful_words(page)) >= FEWEST


def doubtful_words(page: Page) -> list[int]:
    """Return the words that should be compared, by their positions in the page.

    All of a scanner's; all of a page without a word that links others in any language; those of a
    font whose letters are no language's, for want of vowels.
    """
    everything = list(range(len(page.words)))
    if page.layered:
        return everything
    latin = [i for i, text in enumerate(page.words.text) if text.isalpha() and max(text) <= LATIN]
    linked = (page.words.text[i].lower() in _linking_words() for i in latin)
    if len(latin) >= MANY_WORDS and not any(linked):
        return everything
    by_font: dict[int, list[int]] = {}
    for i in latin:
        by_font.setdefault(int(page.words.font[i]), []).append(i)
    odd = {font for font, found in by_font.items() if _lacks_vowels(page, found)}
    return [i for i in everything if int(page.words.font[i]) in odd]


def _lacks_vowels(page: Page, found: Sequence[int]) -> bool:
    """Whether words of one font are too many, with too few vowels, for any language."""
    if len(found) < MANY_WORDS:
        return False
    letters = strip_accents("".join(page.words.text[i] for i in found)).lower()
    return sum(letter in VOWELS for letter in letters) < LEAST_VOWELS * len(letters)


@lru_cache(maxsize=1)
def _linking_words() -> frozenset[str]:
    """Return the words that tell a language, of those that we read and of those that we do not."""
    known = map(profile, (*languages(), *load_others()))
    return frozenset(
        word for one in known for said in (one.telling, one.half_telling) for word in said.split()
    )


def disagrees(document: Document, page: Page) -> bool:
    """Whether most of a sample of words reads otherwise in the picture of their page.

    Raises:
        OcrFailed: Tesseract did not end well.
    """
    chosen = choose_sample(page)
    if len(chosen) < FEWEST:
        return False
    picture = document.render(page.number, dpi=DPI).convert("L")
    scale = picture.width / page.width
    boxes = [_pixels(page.words.box[i].tolist(), scale) for i in chosen]
    seen = read_pieces(
        np.asarray(picture), boxes, lambda line: run_tesseract(line, dpi=DPI, mode=11)
    )
    return not agrees([page.words.text[i] for i in chosen], boxes, seen)


def choose_sample(page: Page) -> list[int]:
    """Return upright words from all over a page, by their positions in it."""
    words = page.words
    able = [
        i for i in doubtful_words(page) if words.rotation[i] == 0 and _is_comparable(words.text[i])
    ]
    step = max(1, len(able) // SAMPLE)
    return able[::step][:SAMPLE]


def _is_comparable(text: str) -> bool:
    return max(text) <= LATIN and sum(map(str.isalnum, text)) >= SHORTEST


def agrees(texts: Sequence[str], boxes: Sequence[PixelBox], seen: Sequence[SeenWord]) -> bool:
    """Whether enough words were read again alike; where too little was read, they stand."""
    read = dict.fromkeys(boxes, "")
    for word in seen:
        read[word.box] += word.text
    told = [(text, read[box]) for text, box in zip(texts, boxes, strict=True) if read[box]]
    if len(told) < FEWEST:
        return True
    alike = sum(SequenceMatcher(None, one, other).ratio() >= LIKENESS for one, other in told)
    return alike >= AGREEMENT * len(told)


def _pixels(box: Sequence[float], scale: float) -> PixelBox:
    x0, top, x1, bottom = (round(max(0.0, side) * scale) for side in box)
    return x0, top, max(x1, x0 + 1), max(bottom, top + 1)
