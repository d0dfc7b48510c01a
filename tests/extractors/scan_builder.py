"""Scanned sheets, drawn: a ruled table as a grey picture, tilted or turned if wanted."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

DPI = 150
ROWS = (
    ("Commune", "2019", "2020"),
    ("Bron", "18204", "18377"),
    ("Villeurbanne", "20110", "20395"),
    ("Total", "38314", "38772"),
)


def draw_table(*, skew: float = 0.0, rows: Sequence[Sequence[str]] = ROWS) -> Image.Image:
    """Return a scanned sheet with a ruled table of three columns."""
    image = Image.new("L", (1000, 270 + 110 * len(rows)), 240)
    canvas = ImageDraw.Draw(image)
    font = ImageFont.load_default(size=30)
    foot = 95 + 70 * len(rows)
    for row, texts in enumerate(rows):
        for col, text in enumerate(texts):
            canvas.text((120 + 260 * col, 110 + 70 * row), text, fill=20, font=font)
    for row in range(len(rows) + 1):
        canvas.line((100, 95 + 70 * row, 880, 95 + 70 * row), fill=60, width=2)
    for col in range(4):
        canvas.line((100 + 260 * col, 95, 100 + 260 * col, foot), fill=60, width=2)
    return image.rotate(skew, Image.Resampling.BICUBIC, fillcolor=240)
