"""How many numbers survive a scanner: pages printed to pictures, spoiled, and read again.

    python -m benchmarks.bench_scans PDF[:PAGE]… [--pages N] [--dpi 150] [--seed 1] [--out DIR]

Each page is drawn, tilted by 1 to 2 degrees, given grain and JPEG's blocks, and one in four is
turned on its side. The numbers of its text layer are the truth. Printed are the share of them whose
digits are read, of them that are read with their separators too, the numbers read that are not
there (numbers in pictures among them, which no text layer has), and seconds of the processor a page
against bare ``tesseract``: other programs that run beside change them little.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.scans.ocr import read_scan
from crossfoot.model import Page

GRAIN = 8.0  # grey levels, standard deviation
QUALITY = 60  # of JPEG
TILT = (1.0, 2.0)  # degrees, either way
AROUND = "()[]+-–−—%€$£*"  # of a number
SPACE = 0.6  # of the size of type: white between two groups of one number
TURNED = 4  # one page in so many lies on its side

_BEGIN = re.compile(r"[-–−(+]{0,2}\d{1,3}(?:\d{3})*")
_GROUP = re.compile(r"\d{3}(?:[.,]\d+)?[)%€$£]*")


@dataclass(frozen=True)
class Score:
    """What came of one page: numbers printed, of these read, exactly, read besides; seconds."""

    name: str
    printed: int
    right: int
    exact: int
    made_up: int
    seconds: float
    bare: float


def spoil(image: Image.Image, chance: np.random.Generator, *, turn: bool) -> Image.Image:
    """Return a grey picture as a scanner gives it: tilted, grainy, in JPEG's blocks, turned."""
    tilt = float(chance.uniform(*TILT)) * float(chance.choice((-1, 1)))
    tilted = image.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    grey = np.asarray(tilted, dtype=np.float64) + chance.normal(0.0, GRAIN, tilted.size[::-1])
    noisy = Image.fromarray(np.clip(grey, 0, 255).astype(np.uint8))
    stream = io.BytesIO()
    (noisy.transpose(Image.Transpose.ROTATE_90) if turn else noisy).save(
        stream, "JPEG", quality=QUALITY
    )
    return Image.open(stream)


def numbers_of(page: Page, *, exactly: bool = False) -> Counter[str]:
    """Return the words of a page that have at least two digits: their digits, or all of them.

    Signs, brackets and units around a number are no part of it: they are words of their own on
    some pages. Groups of three with a space between them are one number, however narrow the space.
    """
    words = [text for text in whole_numbers(page) if sum(map(str.isdigit, text)) > 1]
    if exactly:
        return Counter(text.strip(AROUND) for text in words)
    return Counter("".join(filter(str.isdigit, text)) for text in words)


def whole_numbers(page: Page) -> list[str]:
    """Return the words of a page, numbers whose groups a space parts as one."""
    words = page.words
    whole: list[str] = []
    before: int | None = None
    for i in np.lexsort((words.box[:, 0], words.line, words.rotation)).tolist():
        goes_on = before is not None and _goes_on(page, before, i)
        if goes_on and _BEGIN.fullmatch(whole[-1]) and _GROUP.fullmatch(words.text[i]):
            whole[-1] += words.text[i]
        else:
            whole.append(words.text[i])
        before = i
    return whole


def _goes_on(page: Page, left: int, right: int) -> bool:
    """Whether two words stand a space apart on one line."""
    words = page.words
    begin, end = (1, 3) if words.rotation[left] in (90, 270) else (0, 2)
    gap = float(words.box[right, begin] - words.box[left, end])
    return bool(words.line[left] == words.line[right]) and gap <= SPACE * float(words.size[left])


def chosen_pages(argument: str, pages: int) -> tuple[Path, tuple[int, ...]]:
    """Return the file that ``PDF`` or ``PDF:PAGE`` names, and its pages, the first ones if none.

    >>> chosen_pages("a.pdf:12", 2)
    (PosixPath('a.pdf'), (12,))
    """
    name, colon, page = argument.rpartition(":")
    if colon and page.isdecimal():
        return Path(name), (int(page),)
    return Path(argument), tuple(range(1, pages + 1))


def measure(
    arguments: Sequence[str], folder: Path, *, pages: int, dpi: float, seed: int
) -> Iterator[Score]:
    """Yield the score of the pages of some PDFs that have a text layer."""
    chance = np.random.default_rng(seed)
    done = 0
    for path, numbers in (chosen_pages(argument, pages) for argument in arguments):
        with open_document(path) as document:
            for number in (n for n in numbers if n <= document.info.pages):
                image = spoil(
                    document.render(number, dpi=dpi).convert("L"),
                    chance,
                    turn=done % TURNED == TURNED - 1,
                )
                done += 1
                scan = folder / f"{path.stem}.p{number}.pdf"
                image.save(scan, "PDF", resolution=dpi)
                yield _score(scan, image, document.page(number))


def _score(scan: Path, image: Image.Image, printed: Page) -> Score:
    begin = _seconds()
    with open_document(scan) as document:
        page, _ = read_scan(document, document.page(1))
    seconds = _seconds() - begin
    true, read = numbers_of(printed), numbers_of(page)
    exact = numbers_of(printed, exactly=True) & numbers_of(page, exactly=True)
    return Score(
        scan.stem,
        printed=sum(true.values()),
        right=sum((true & read).values()),
        exact=sum(exact.values()),
        made_up=sum((read - true).values()),
        seconds=seconds,
        bare=_bare(image),
    )


def _seconds() -> float:
    """Return the seconds of the processor that we and the programs we called have used."""
    spent = map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in spent)


def _bare(image: Image.Image) -> float:
    """Return the seconds of one plain call of Tesseract."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    begin = _seconds()
    subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "eng+fra+spa", "tsv"],
        input=stream.getvalue(),
        capture_output=True,
        check=True,
        env={**os.environ, "OMP_THREAD_LIMIT": "1"},
    )
    return _seconds() - begin


def main(arguments: Sequence[str]) -> int:
    """Measure and print a line a page, then all together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pdf", nargs="+", metavar="PDF[:PAGE]")
    parser.add_argument("--pages", type=int, default=2)
    parser.add_argument("--dpi", type=float, default=150.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, help="keep the scans here")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.out or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        scores = []
        for one in measure(asked.pdf, folder, pages=asked.pages, dpi=asked.dpi, seed=asked.seed):
            scores.append(one)
            print(
                f"{one.name}: {one.right} of {one.printed}, {one.exact} exact, "
                f"{one.made_up} made up, "
                f"{one.seconds:.1f} s against {one.bare:.1f} s",
                flush=True,
            )
    printed = sum(one.printed for one in scores)
    right, made_up = sum(one.right for one in scores), sum(one.made_up for one in scores)
    exact = sum(one.exact for one in scores) / max(1, printed)
    times = sum(one.seconds for one in scores) / max(0.1, sum(one.bare for one in scores))
    print(
        f"{len(scores)} pages at {asked.dpi:.0f} dpi: {right / max(1, printed):.3f} of {printed} "
        f"numbers, {exact:.3f} exactly, {made_up} made up, {times:.1f} times bare tesseract"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
