"""How many numbers survive a scanner: pages printed to pictures, spoiled, and read again.

    python -m benchmarks.bench_scans PDF… [--pages N] [--dpi 150] [--seed 1] [--out DIR]

Each page is drawn, tilted by 1 to 2 degrees, given grain and JPEG's blocks, and one in four is
turned on its side. The numbers of its text layer are the truth. Printed are the share of them that
is read, the numbers read that are not there, and seconds a page against bare ``tesseract``.
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tempfile
import time
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
TURNED = 4  # one page in so many lies on its side


@dataclass(frozen=True)
class Score:
    """What came of one page: numbers printed, of these read, read besides; seconds."""

    name: str
    printed: int
    right: int
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


def numbers_of(page: Page) -> Counter[str]:
    """Return the digits of each word of a page that has at least two."""
    digits = ("".join(filter(str.isdigit, text)) for text in page.words.text)
    return Counter(run for run in digits if len(run) > 1)


def measure(
    paths: Sequence[Path], folder: Path, *, pages: int, dpi: float, seed: int
) -> Iterator[Score]:
    """Yield the score of the first pages of some PDFs that have a text layer."""
    chance = np.random.default_rng(seed)
    done = 0
    for path in paths:
        with open_document(path) as document:
            for number in range(1, min(pages, document.info.pages) + 1):
                printed = numbers_of(document.page(number))
                image = spoil(
                    document.render(number, dpi=dpi).convert("L"),
                    chance,
                    turn=done % TURNED == TURNED - 1,
                )
                done += 1
                scan = folder / f"{path.stem}.p{number}.pdf"
                image.save(scan, "PDF", resolution=dpi)
                yield _score(scan, image, printed)


def _score(scan: Path, image: Image.Image, printed: Counter[str]) -> Score:
    begin = time.perf_counter()
    with open_document(scan) as document:
        read = numbers_of(read_scan(document, document.page(1)))
    seconds = time.perf_counter() - begin
    right = sum((printed & read).values())
    made_up = sum((read - printed).values())
    return Score(scan.stem, sum(printed.values()), right, made_up, seconds, _bare(image))


def _bare(image: Image.Image) -> float:
    """Return the seconds of one plain call of Tesseract."""
    stream = io.BytesIO()
    image.save(stream, "PNG")
    begin = time.perf_counter()
    subprocess.run(
        ["tesseract", "stdin", "stdout", "-l", "eng+fra+spa", "tsv"],
        input=stream.getvalue(),
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - begin


def main(arguments: Sequence[str]) -> int:
    """Measure and print a line a page, then all together."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("pdf", type=Path, nargs="+")
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
                f"{one.name}: {one.right} of {one.printed}, {one.made_up} made up, "
                f"{one.seconds:.1f} s against {one.bare:.1f} s",
                flush=True,
            )
    printed = sum(one.printed for one in scores)
    right, made_up = sum(one.right for one in scores), sum(one.made_up for one in scores)
    times = sum(one.seconds for one in scores) / max(0.1, sum(one.bare for one in scores))
    print(
        f"{len(scores)} pages at {asked.dpi:.0f} dpi: {right / max(1, printed):.3f} of {printed} "
        f"numbers, {made_up} made up, {times:.1f} times bare tesseract"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
