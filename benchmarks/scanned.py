"""Prints whole documents to pictures as a scanner gives them; their truth still holds.

    python -m benchmarks.scanned OUT PDF… [--dpi 150 200] [--seed 1]

Each page is drawn, tilted by 1 to 2 degrees, given grain and JPEG's blocks, and one in four is
turned on its side; documents take the resolutions in turn. OUT/NAME.pdf has no text layer. What
``crossfoot extract`` gives of it can be held against the truth of NAME.pdf.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.bench_scans import TURNED, spoil
from crossfoot.extractors.pdf.reader import open_document


def scanned_pages(
    path: Path, chance: np.random.Generator, *, dpi: float, done: int
) -> list[Image.Image]:
    """Return the pages of a document as a scanner gives them; ``done`` pages were before them."""
    with open_document(path) as document:
        return [
            spoil(
                document.render(number, dpi=dpi).convert("L"),
                chance,
                turn=(done + number) % TURNED == 0,
            )
            for number in range(1, document.info.pages + 1)
        ]


def main(arguments: Sequence[str]) -> int:
    """Write the scans and print how many pages they have."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("pdf", type=Path, nargs="+")
    parser.add_argument("--dpi", type=float, nargs="+", default=[150.0, 200.0])
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    chance, done = np.random.default_rng(asked.seed), 0
    for i, path in enumerate(asked.pdf):
        dpi = asked.dpi[i % len(asked.dpi)]
        first, *others = scanned_pages(path, chance, dpi=dpi, done=done)
        done += 1 + len(others)
        first.save(
            asked.out / path.name, "PDF", resolution=dpi, save_all=True, append_images=others
        )
    print(f"{len(asked.pdf)} documents, {done} pages in {asked.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
