"""Weights of :mod:`extractors.confidence`, from ``python -m benchmarks.calibrate``.

Learned from the open corpora: ICDAR-2013 (published for research), pages of municipal
reports (public documents) and typeset reports. They are measurements of those documents
and hold nothing of their text. Do not edit by hand.
"""

from typing import Final

BIAS: Final = {
    "aligned": 3.00,
    "camelot-hybrid": 1.20,
    "camelot-lattice": 3.04,
    "framed": 2.99,
    "pdfplumber": 1.16,
    "ruled": 4.74,
    "tiled": 4.20,
}

WEIGHTS: Final = {
    "bare_head": -3.21,
    "blank": -0.01,
    "crooked": -0.52,
    "little": -2.02,
    "lone": -1.42,
    "mixed": -1.75,
    "overlong": -1.56,
    "torn": -0.61,
    "wrapped": -1.59,
}
