"""The same tables whatever the size, place, colour and pose of the page; see `steadiness`."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from crossfoot.extractors.pdf.reader import open_document
from crossfoot.extractors.poses import upright
from crossfoot.model import Page
from tests.pages.pages import PAGES
from tests.pages.sheet import draw_page
from tests.pages.steadiness import Sample, changes, drawn_samples, real_samples
from tests.pages.transform import (
    TRANSFORMATIONS,
    Transformation,
    laid_on_side,
    recoloured,
    scaled,
    shifted,
    stored_on_side,
)

# How many pages may change, of 41 drawn and of 40 real ones.
MOST = {
    "scaled by 0.5": (1, 1),
    "scaled by 0.7": (1, 1),
    "scaled by 1.4": (1, 1),
    "scaled by 2": (1, 1),
    "scaled by 3": (1, 1),
    "shifted": (1, 1),
    "recoloured": (1, 1),
    "laid on its side": (1, 1),
    "stored on its side": (1, 1),
}


@cache
def _drawn() -> Sequence[Sample]:
    return drawn_samples()


@cache
def _real(corpus: Path) -> Sequence[Sample]:
    return real_samples(corpus)


@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_drawn_pages_keep_their_tables(name: str) -> None:
    """Hardly a drawn page is read differently after a transformation."""
    changed = changes(_drawn(), name)
    assert len(changed) <= MOST[name][0], changed


@pytest.mark.corpus
@pytest.mark.slow
@pytest.mark.parametrize("name", TRANSFORMATIONS)
def test_real_pages_keep_their_tables(corpus: Path, name: str) -> None:
    """No more pages of real reports than today are read differently after a transformation."""
    changed = changes(_real(corpus), name)
    assert len(changed) <= MOST[name][1], changed


# ------------------------------------------------- the transformations do what they say


def _see(pdf: bytes) -> Page:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "page.pdf"
        file.write_bytes(pdf)
        with open_document(file) as document:
            return document.page(1)


def _plain() -> bytes:
    return draw_page(PAGES["fr-half-scale"])[0]


@pytest.mark.parametrize(
    ("transform", "factor", "move"),
    [
        (scaled(1.0), 1.0, (0.0, 0.0)),
        (scaled(0.5), 0.5, (0.0, 0.0)),
        (scaled(3.0), 3.0, (0.0, 0.0)),
        (shifted, 1.0, (13.7, 30.0 - 7.3)),
        (stored_on_side, 1.0, (0.0, 0.0)),
    ],
)
def test_words_stand_where_the_transformation_puts_them(
    transform: Transformation, factor: float, move: tuple[float, float]
) -> None:
    """Scaling, shifting and turning the stored content move all words alike."""
    before, after = _see(_plain()), _see(transform(_plain()))
    assert after.words.text == before.words.text
    assert np.allclose(after.words.box, before.words.box * factor + [*move, *move], atol=0.05)


def test_a_page_laid_on_its_side_is_wide_and_set_upright_again() -> None:
    """The page as displayed has its sides exchanged and words that run downwards."""
    before, laid = _see(_plain()), _see(laid_on_side(_plain()))
    assert (laid.width, laid.height) == (before.height, before.width)
    assert set(laid.words.rotation.tolist()) == {90}
    assert upright(laid).words.text == before.words.text


def test_recolouring_changes_colours_and_nothing_else() -> None:
    """Black becomes bluish, places stay."""
    before, after = _see(_plain()), _see(recoloured(_plain()))
    assert np.array_equal(after.words.box, before.words.box)
    assert set(before.words.colour.tolist()) == {0}
    assert set(after.words.colour.tolist()) == {0x59}
    assert not np.isin(after.fills.colour, before.fills.colour[before.fills.colour > 0]).any()
