"""`crossfoot browse` in a real browser."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browse.chromium import CHROMIUM, FLAGS
from tests.browse.served import running_server


@pytest.fixture(scope="module")
def address(dataset: Path) -> Iterator[str]:
    """A running `crossfoot browse`."""
    with running_server(dataset) as url:
        yield url


@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium: apt-get install chromium")
def test_the_crop_of_a_mismatch_is_shown_in_a_browser(address: str, tmp_path: Path) -> None:
    """Chromium loads the page of a check with the crop drawn, under our content policy."""
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={tmp_path}", "--virtual-time-budget=8000"]
    done = subprocess.run(
        [*command, "--dump-dom", f"{address}/-/crossfoot/printed/check/1"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )

    assert "cf-crop" in done.stdout
    assert re.search(r'src="/-/crossfoot/check/[^"]+\.png"', done.stdout)

    shot = tmp_path / "page.png"
    subprocess.run(
        [*command, f"--screenshot={shot}", f"{address}/-/crossfoot/crop/check/1.png"],
        capture_output=True,
        timeout=120,
        check=True,
    )
    import numpy as np
    from PIL import Image

    red, green, blue = np.moveaxis(np.asarray(Image.open(shot).convert("RGB"), dtype=int), 2, 0)
    assert ((abs(red - 200) < 12) & (green < 60) & (blue < 70)).any()
