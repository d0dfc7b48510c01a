"""Weights of :mod:`extractors.tables.confidence`, from ``python -m benchmarks.calibrate``.

Learned from the open corpora: ICDAR-2013 (published for research), pages of municipal
reports (public documents) and typeset reports. They are measurements of those documents
and hold nothing of their text. Do not edit by hand.
"""

from typing import Final

BIAS: Final = {
    "aligned": 3.12,
    "camelot-hybrid": 1.14,
    "camelot-lattice": 2.94,
    "framed": 3.26,
    "pdfplumber": 1.09,
    "ruled": 4.80,
    "tiled": 4.16,
}

WEIGHTS: Final = {
    "bare_head": -3.18,
    "blank": 0.06,
    "crooked": -0.50,
    "little": -1.89,
    "lone": -1.44,
    "mixed": -1.73,
    "overlong": -1.59,
    "torn": -0.07,
    "wrapped": -1.53,
}
