from typing import Final

WEIGHTS: Final = {
    "footing": 2.58,
    "agreement": 6.16,
    "aligned": 0.29,
    "alike_columns": 1.3,
    "fill": -0.13,
    "full_rows": 0.62,
    "words_kept": 0.55,
    "words_whole": 0.41,
    "confidence": 1.0,
}
