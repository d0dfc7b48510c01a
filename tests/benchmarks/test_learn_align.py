"""Words of a page get the cell of the truth that they stand in."""

from __future__ import annotations

from typing import Any

from benchmarks.learn.align import agreement, align
from crossfoot.extractors.tokens.tokens import Token

SIZE = 10.0


def token(index: int, text: str, x: float, top: float) -> Token:
    return Token(text, x, top, x + 5 * len(text), top + SIZE, top + 8, SIZE, index=index)


def cell(row: int, col: int, text: str, down: int = 1, across: int = 1, **more: Any) -> Any:
    return {"row": row, "col": col, "rowspan": down, "colspan": across, "text": text, **more}


def test_repeated_texts_are_told_apart_by_row_and_column() -> None:
    names = ["Alpha", "Beta", "Gamma"]
    tokens = [token(k, name, 50, 100 + 15 * k) for k, name in enumerate(names)]
    tokens += [
        token(10 + 3 * k + j, "0", 150 + 60 * j, 100 + 15 * k) for k in range(3) for j in (0, 1)
    ]
    cells = [cell(k, 0, name) for k, name in enumerate(names)]
    cells += [cell(k, 1 + j, "0") for k in range(3) for j in (0, 1)]

    labels = align(tokens, [{"cells": cells}])

    assert {labels[10 + 3 * k + j] for k in range(3) for j in (0, 1)} == {
        (0, k, k + 1, 1 + j, 2 + j) for k in range(3) for j in (0, 1)
    }
    assert labels[10] == (0, 0, 1, 1, 2)
    assert labels[17] == (0, 2, 3, 2, 3)


def test_a_wrapped_cell_with_a_broken_word_is_one_cell() -> None:
    tokens = [
        token(0, "Produits", 50, 100),
        token(1, "excep-", 95, 100),
        token(2, "tionnels", 50, 112),
        token(3, "12", 200, 100),
        token(4, "Produits", 50, 130),
        token(5, "7", 200, 130),
    ]
    cells = [cell(0, 0, "Produits exceptionnels"), cell(0, 1, "12"), cell(1, 0, "Produits")]

    labels = align(tokens, [{"cells": [*cells, cell(1, 1, "7")]}])

    assert [labels[k] for k in (0, 1, 2)] == [(0, 0, 1, 0, 1)] * 3
    assert labels[4] == (0, 1, 2, 0, 1)


def test_spans_are_kept_and_words_outside_have_no_label() -> None:
    tokens = [
        token(0, "Budget", 160, 100),
        token(1, "2020", 150, 115),
        token(2, "2021", 200, 115),
        token(3, "Budget", 50, 400),
    ]
    cells = [cell(0, 1, "Budget", across=2), cell(1, 1, "2020"), cell(1, 2, "2021")]

    labels = align(tokens, [{"bbox": [40, 95, 300, 130], "cells": cells}])

    assert labels[0] == (0, 0, 1, 1, 3)
    assert 3 not in labels


def test_boxes_decide_where_cells_have_them_whatever_the_scale_of_the_page() -> None:
    tokens = [token(0, "5", 100, 200), token(1, "5", 100, 240)]
    cells = [
        cell(0, 0, "5", bbox=[49, 119, 60, 127]),
        cell(1, 0, "5", bbox=[49, 99, 60, 107]),
    ]

    assert align(tokens, [{"cells": cells}], scale=2.0) == {0: (0, 1, 2, 0, 1), 1: (0, 0, 1, 0, 1)}


def test_the_dash_around_a_nought_may_be_drawn() -> None:
    tokens = [token(0, "$—0", 100, 100), token(1, "—0", 105, 115), token(2, "9", 105, 130)]
    cells = [cell(0, 0, "$ —0—"), cell(1, 0, "—0—"), cell(2, 0, "9")]

    labels = align(tokens, [{"cells": cells}])

    assert [labels[k][1] for k in range(3)] == [0, 1, 2]


def test_agreement_counts_what_either_labels() -> None:
    a, b = (0, 0, 1, 0, 1), (0, 1, 2, 0, 1)
    assert agreement({1: a, 2: a}, {1: a, 2: b, 3: a}) == (1, 3)
