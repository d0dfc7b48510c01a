"""Weights of :mod:`extractors.choice.arbiter`, from ``python -m benchmarks.calibrate``.

Learned from the open corpora: ICDAR-2013 (published for research), pages of municipal
reports (public documents) and typeset reports. They are measurements of those documents
and hold nothing of their text. Do not edit by hand.
"""

from typing import Final

WEIGHTS: Final = {
    "agreement": 5.18,
    "aligned": 0.79,
    "alike_columns": 0.86,
    "confidence": 3.07,
    "fill": -0.40,
    "footing": 2.02,
    "full_rows": 0.43,
    "words_kept": 0.70,
    "words_whole": 0.09,
}
