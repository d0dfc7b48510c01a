"""Reads scanned pages with Tesseract: words with boxes, and rules found in the picture.

In: an open document and a page without a text layer (or with one that is garbage). Out: a page as
if it had been drawn, ``source="ocr"``. The picture is levelled, light text on dark bands is turned
dark, text that runs up a column header is read turned. Needs the program ``tesseract``; callers
ask :func:`extractors.scans.tesseract.is_installed` first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image

from crossfoot.extractors.poses import turn_page
from crossfoot.extractors.scans.bands import find_dark_bands, find_tints, invert_bands
from crossfoot.extractors.scans.letters import (
    enlargement,
    find_letters,
    holds_light_letters,
    runs_upright,
    usual_height,
)
from crossfoot.extractors.scans.lost_signs import restore_signs
from crossfoot.extractors.scans.ocr_words import join_numbers, to_fills, to_strokes, to_words
from crossfoot.extractors.scans.raised import raise_marks
from crossfoot.extractors.scans.raster import (
    Grey,
    Mask,
    PixelBox,
    Rules,
    find_rules,
    find_runs,
    find_skew,
    paper_level,
    without_dots,
    without_upright_rules,
)
from crossfoot.extractors.scans.rereading import Rereading, tell
from crossfoot.extractors.scans.second_look import Again, look_again
from crossfoot.extractors.scans.separators import settle_separators
from crossfoot.extractors.scans.sheet import SURE, Scan, uncovered_ink, without_noise
from crossfoot.extractors.scans.tesseract import SeenWord, detect_turn, is_word, run_tesseract
from crossfoot.extractors.scans.turned import find_unread, read_turned
from crossfoot.extractors.scans.twins import part_at_twins
from crossfoot.extractors.scans.warp import find_warp, straighten
from crossfoot.geometry import area, shared_height, shared_width
from crossfoot.model import Finding, Page, Pose

if TYPE_CHECKING:
    from crossfoot.extractors.pdf.reader import Document

LONGEST_SIDE = 3600  # pixels of the picture that is read; more makes it slower, not better
LEAST_DPI, MOST_DPI = 150.0, 300.0
FEW_WORDS = 3  # a page number stamped on a scan makes no text layer
MANY_SHAPES = 200  # that a page of outlined letters has at least
PICTURE_SHARE = 0.1  # of a page without words: a picture that may hold text
SCAN_SHARE = 0.6  # of a page with hardly a word
LEAST_CONFIDENCE = 30.0  # of 100: below it words are specks and rules
WORD_EDGE = 0.2  # of a word's height at its top and foot: a rule there underlines it
LETTER_SHARE = 0.5  # of a rule's length inside words: then it is part of their letters
SURE_SHARE = 0.5  # of the letters read: with fewer sure ones the page may lie on its side
LEAST_SKEW = 0.05  # degrees that turning the picture would blur for nothing
FLAT = 0.35  # of the usual height of words: letters are higher
ACCENT_GAP = 0.5  # of its height that a letter is below its accent at most


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What a first look at a picture gives: its rules, and its words that stand upright."""

    scan: Scan
    rules: Rules
    words: tuple[SeenWord, ...]


def needs_ocr(page: Page, *, is_garbage: bool) -> bool:
    """Whether a page shows text that its text layer does not give."""
    if is_garbage:
        return True
    if len(page.words) > FEW_WORDS:
        return False
    if len(page.shapes) > MANY_SHAPES:
        return not len(page.words)  # letters drawn as outlines
    areas = [area(p.box) for p in page.pictures]
    least = SCAN_SHARE if len(page.words) else PICTURE_SHARE
    return max(areas, default=0.0) > least * page.width * page.height


def read_scan(document: Document, page: Page) -> tuple[Page, tuple[Finding, ...]]:
    """Return a page with the words and rules of its picture, turned so that its lines are level.

    What was read first and then otherwise is told beside it.

    Raises:
        OcrFailed: Tesseract did not end well on some part of the picture: the whole page is unread.
    """
    image = document.render(page.number, dpi=scan_dpi(page)).convert("L")
    dpi = image.width / page.width * 72
    image, noise = without_noise(image, dpi=dpi)
    broken = () if noise is None else (_tell_noise(noise, page, 72.0 / dpi),)
    turn, look = look_upright(image, dpi)
    page = turn_page(page, turn) if turn else page
    scan = look.scan
    again = complete(look)
    words = again.words
    rules = without_letters(look.rules, words)
    scale = 72.0 / scan.dpi
    pose = Pose(page.pose.turn, scan.skew, page.width, page.height, warp=scan.warp)
    read = replace(
        page,
        words=to_words(words, scale),
        strokes=to_strokes(rules, scale),
        fills=to_fills(scan.bands, find_tints(scan.grey), scale),
        shapes=(),
        source="ocr" if words else "none",
        pose=pose,
    )
    return read, (*broken, *(tell(one, page.number, scale, pose) for one in again.rereadings))


def _tell_noise(box: PixelBox, page: Page, scale: float) -> Finding:
    """Return the finding that says where a picture is broken; of the page as displayed."""
    x0, top, x1, bottom = (side * scale for side in box)
    share = (x1 - x0) * (bottom - top) / (page.width * page.height)
    message = (
        f"page {page.number}: {share:.0%} of its picture is noise, as a damaged file gives it, "
        "and was not read; get a new copy"
    )
    return Finding(page.number, "picture_noise", message, (x0, top, x1, bottom))


def look_upright(image: Image.Image, dpi: float) -> tuple[int, Look]:
    """Return by how many degrees clockwise a picture stands upright, and what is seen then.

    Letters stand beside each other in a line: that tells a page on its side without reading it.
    Which side, or whether a page stands on its head, Tesseract is asked; where it cannot tell, both
    ways are read.
    """
    on_side = runs_upright(find_letters(np.asarray(image), dpi=dpi))
    if not on_side:
        look = look_at(image, dpi)
        if not is_doubtful(look.words) or not (turn := detect_turn(image)):
            return 0, look
        return turn, look_at(turn_image(image, turn), dpi)
    turn = detect_turn(image)
    turns = (turn,) if turn in (90, 270) else (90, 270)
    looks = [(turn, look_at(turn_image(image, turn), dpi)) for turn in turns]
    return max(looks, key=lambda seen: _sureness(seen[1].words))


def turn_image(image: Image.Image, turn: int) -> Image.Image:
    """Return a picture turned clockwise by some degrees."""
    return image.rotate(-turn, expand=True)


def _sureness(words: Sequence[SeenWord]) -> float:
    return sum(len(word.text) * word.confidence for word in words)


def look_at(image: Image.Image, dpi: float) -> Look:
    """Return the words that stand out in a grey picture of a page."""
    scan = level_scan(image, dpi)
    rules = part_at_twins(scan.grey, find_rules(scan.grey, dpi=dpi), dpi=dpi)
    return Look(scan, rules, recognise(scan, rules))


def is_doubtful(words: Sequence[SeenWord]) -> bool:
    """Whether most of what was read is guesswork, as it is on a page that lies on its side.

    Tesseract reads some such pages well, but then its boxes stand upright.
    """

    def is_sure(word: SeenWord) -> bool:
        x0, top, x1, bottom = word.box
        return word.confidence >= SURE and len(word.text) > 2 and x1 - x0 > bottom - top

    letters = sum(len(word.text) for word in words)
    return sum(len(word.text) for word in words if is_sure(word)) < SURE_SHARE * letters


def level_scan(image: Image.Image, dpi: float) -> Scan:
    """Turn a grey picture of a page so that its lines are level, and straighten them."""
    skew = find_skew(np.asarray(image))
    if abs(skew) <= LEAST_SKEW:
        skew = 0.0
    else:
        paper = round(paper_level(np.asarray(image)))
        image = image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=paper)
    grey: Grey = np.asarray(image, dtype=np.uint8)
    letters = find_letters(grey, dpi=dpi)
    usual = usual_height(letters)
    if warp := find_warp(grey, letters, usual, dpi=dpi):
        grey = straighten(grey, warp)
    grey = without_dots(grey, dpi=dpi)
    bands = tuple(b for b in find_dark_bands(grey) if holds_light_letters(grey, b, usual))
    return Scan(invert_bands(grey, bands), dpi, skew, bands, warp)


def scan_dpi(page: Page) -> float:
    """Return the resolution to read a page at: its picture's own, within reason.

    Enlarging a scan gains nothing; pages that measure their pixels in points are legion.
    """
    own = max(
        (p.pixels[0] / max(1.0, p.box[2] - p.box[0]) * 72 for p in page.pictures), default=MOST_DPI
    )
    longest = LONGEST_SIDE / max(page.width, page.height) * 72
    return min(max(own, LEAST_DPI), MOST_DPI, longest)


def recognise(scan: Scan, rules: Rules) -> tuple[SeenWord, ...]:
    """Return the upright words of a levelled picture.

    It is enlarged until its letters are of a height that Tesseract reads well. They are looked for
    as scattered text (mode 11): whoever looks for columns and paragraphs takes a grid for a
    picture, a rule for letters, and reads across what is beside each other.
    """
    image = Image.fromarray(without_upright_rules(scan.grey, rules))
    times = enlargement(find_letters(scan.grey, dpi=scan.dpi), scan.grey.shape)
    if times > 1.0:
        size = (round(times * image.width), round(times * image.height))
        image = image.resize(size, Image.Resampling.BICUBIC)
    upright = run_tesseract(image, dpi=times * scan.dpi, mode=11)
    return tuple(
        replace(word, box=_shrink(word.box, times))
        for word in upright
        if word.confidence >= LEAST_CONFIDENCE and is_word(word)
    )


def _shrink(box: PixelBox, times: float) -> PixelBox:
    """Return a box of an enlarged picture in the pixels of the picture itself."""
    x0, top, x1, bottom = (round(side / times) for side in box)
    return x0, top, max(x1, x0 + 1), max(bottom, top + 1)


def complete(look: Look) -> Again:
    """Return the words of a picture with those that were passed over: turned, alone or faint."""
    scan, words = look.scan, list(look.words)
    rules = without_lines_of_letters(look.rules, words)
    told: list[Rereading] = []
    for zone in find_unread(scan, rules, words):
        words, replaced = read_turned(scan, zone, words)
        told += replaced
    unread = uncovered_ink(scan, rules, words, least_confidence=0.0)
    again = look_again(
        without_upright_rules(scan.grey, rules),
        unread,
        words,
        lambda line: run_tesseract(line, dpi=scan.dpi, mode=11),
    )
    ink = uncovered_ink(scan, rules, (), least_confidence=0.0)
    inked = [word for word in again.words if is_word(word) and not is_only_rule(word, ink, rules)]
    fitted = [shrink_to_ink(word, ink) for word in inked]
    whole, restored = restore_signs(join_numbers(without_flat(fitted, rules)), ink)
    whole, settled = settle_separators(whole, ink)
    whole, raised = raise_marks(whole, ink)
    return Again(whole, (*told, *again.rereadings, *restored, *settled, *raised))


def without_flat(words: Sequence[SeenWord], rules: Rules) -> list[SeenWord]:
    """Leave out pieces of a rule: letters as flat as a dash, and dashes on a level rule."""
    heights = [w.box[3] - w.box[1] for w in words if w.rotation == 0 and w.text[:1].isalnum()]
    flat = FLAT * float(np.median(heights)) if heights else 0.0

    def is_rule(word: SeenWord) -> bool:
        x0, top, x1, bottom = word.box
        if word.rotation != 0 or bottom - top >= flat:
            return False
        return any(char.isalnum() for char in word.text) or any(
            rx0 <= x0 and x1 <= rx1 and top - flat / 2 <= y <= bottom + flat / 2
            for (rx0, y, rx1, _), _ in rules.horizontal
        )

    return [word for word in words if not is_rule(word)]


def is_only_rule(word: SeenWord, ink: Mask, rules: Rules) -> bool:
    """Whether a word stands on a level rule and has no ink beside the rule's."""
    x0, top, x1, bottom = word.box
    return not ink[top:bottom, x0:x1].any() and any(
        top <= y <= bottom and rx0 < x1 and x0 < rx1 for (rx0, y, rx1, _), _ in rules.horizontal
    )


def shrink_to_ink(word: SeenWord, ink: Mask) -> SeenWord:
    """Return a word whose box is that of its ink: some of Tesseract's are as high as a table row.

    Its size tells a table's "Oui" from the large print of a card. A speck above or below it that
    stands further off than an accent does is no part of it.
    """
    x0, top, x1, bottom = word.box
    inside = ink[top:bottom, x0:x1]
    rows, cols = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return word
    first, last = int(rows[0]), int(rows[-1]) + 1
    if word.rotation == 0 and any(char.isalnum() for char in word.text):
        first, last = main_run(find_runs(np.asarray(inside.any(axis=1))))
        cols = np.flatnonzero(inside[first:last].any(axis=0))
    left = x0 + int(cols[0])
    return replace(word, box=(left, top + first, x0 + int(cols[-1]) + 1, top + last))


def main_run(runs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """Return the longest run, at least one, with those that are near it above and below."""
    begin, end = max(runs, key=lambda run: run[1] - run[0])
    reach = ACCENT_GAP * (end - begin)
    for run in reversed(runs):
        if run[1] <= begin and begin - run[1] <= reach:
            begin = run[0]
    for run in runs:
        if run[0] >= end and run[0] - end <= reach:
            end = run[1]
    return begin, end


def without_lines_of_letters(rules: Rules, words: Sequence[SeenWord]) -> Rules:
    """Leave out level rules that run through the middle of words: bars of small letters in a row.

    Their ink is that of the words, which else would be left with their heads and tails.
    """

    def runs_through(box: PixelBox, word: SeenWord) -> bool:
        _, top, _, bottom = word.box
        edge = WORD_EDGE * (bottom - top)
        return word.rotation == 0 and top + edge < box[1] < bottom - edge

    def is_drawn(box: PixelBox) -> bool:
        covered = sum(
            max(0, shared_width(box, word.box)) for word in words if runs_through(box, word)
        )
        return covered < LETTER_SHARE * (box[2] - box[0])

    return Rules(tuple(rule for rule in rules.horizontal if is_drawn(rule[0])), rules.vertical)


def without_letters(rules: Rules, words: Sequence[SeenWord]) -> Rules:
    """Leave out rules that run through words: stems and bars of letters in a row."""

    def is_drawn(box: PixelBox) -> bool:
        x0, y0, x1, y1 = box
        covered = sum(
            shared_width(box, word.box) + shared_height(box, word.box)
            for word in words
            if shared_width(box, word.box) >= 0 and shared_height(box, word.box) >= 0
        )
        return covered < LETTER_SHARE * (x1 - x0 + y1 - y0)

    return Rules(
        tuple(rule for rule in rules.horizontal if is_drawn(rule[0])),
        tuple(rule for rule in rules.vertical if is_drawn(rule[0])),
    )
