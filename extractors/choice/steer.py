"""Reads tables the way a person said: recipes of the catalog, and engines named by name.

In: what our engine and the captions gave for a page, and :class:`crossfoot.model.Recipe` values.
Out: the page's tables with those re-read that a recipe speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from crossfoot.extractors.choice.arbiter import SAME_PLACE
from crossfoot.extractors.choice.engines import FOREIGN_ENGINES, page_tokens, read_with_engine
from crossfoot.extractors.poses import lay_box
from crossfoot.extractors.tables.aligned import read_aligned
from crossfoot.extractors.tables.to_table import grid_to_table
from crossfoot.extractors.tokens.rulings import merge_rulings
from crossfoot.extractors.tokens.textlines import group_lines
from crossfoot.folding import is_found
from crossfoot.geometry import middles_in, overlap, widened
from crossfoot.model import Box, Evidence, Fills, Page, Pose, Recipe, Strokes, Table, Words

WHITE = 0xFFFFFF
BACKGROUND_SHARE = 0.6  # of the page: larger fills are its ground, not a row's shading
EDGE = 3.0  # at a body of 9: how far a recipe's area may miss the table by


def apply_recipes(
    tables: Sequence[Table], page: Page, path: Path, recipes: Sequence[Recipe]
) -> tuple[Table, ...]:
    """Return a page's tables, those that a recipe speaks of read as it says.

    Args:
        tables: Of the page, with captions.
        page: The page.
        path: The PDF, for engines that open it themselves.
        recipes: Of the report's series; the first that fits a table counts.
    """
    here = [
        _laid(recipe, page.pose)
        for recipe in recipes
        if recipe.pages is None or page.number in recipe.pages
    ]
    result: list[Table] = []
    for table in tables:
        recipe = next((recipe for recipe in here if _speaks_of(recipe, table)), None)
        if recipe is None:
            result.append(table)
            continue
        area = recipe.area or widened(table.box, EDGE)
        again = read_as_told(recipe, page, path, area)
        result.extend(replace(t, caption=table.caption) for t in again or (table,))
    for recipe in here:
        if recipe.area is not None and not recipe.caption:
            result.extend(_unseen(recipe, recipe.area, page, path, result))
    return tuple(sorted(result, key=lambda table: (table.box[1], table.box[0])))


def _laid(recipe: Recipe, pose: Pose) -> Recipe:
    """Return a recipe with its area and columns on the page as it is read."""
    columns = recipe.columns and tuple(x * pose.scale for x in recipe.columns)
    return replace(recipe, area=recipe.area and lay_box(recipe.area, pose), columns=columns)


def _unseen(
    recipe: Recipe, area: Box, page: Page, path: Path, tables: Sequence[Table]
) -> tuple[Table, ...]:
    """Return what stands in a recipe's area when no table was found there at all."""
    if any(overlap(table.box, area) >= SAME_PLACE for table in tables):
        return ()
    return read_as_told(recipe, page, path, area)


def _speaks_of(recipe: Recipe, table: Table) -> bool:
    if recipe.area is not None and overlap(recipe.area, table.box) < SAME_PLACE:
        return False
    return is_found(recipe.caption, table.caption)


def read_as_told(recipe: Recipe, page: Page, path: Path, area: Box) -> tuple[Table, ...]:
    """Return the tables of an area, read with a recipe's engine and columns."""
    columns = recipe.columns or ()
    part = clip_page(page, area)
    if recipe.engine in FOREIGN_ENGINES:
        tables = read_with_engine(recipe.engine, path, page, area=area, columns=columns)
    elif columns:
        tables = read_in_columns(part, columns)
    else:
        tables = read_with_engine(recipe.engine or "own", path, part)
    told = Evidence("recipe", 1.0, recipe.caption or f"page {page.number}")
    return tuple(replace(table, evidence=(*table.evidence, told)) for table in tables)


def read_in_columns(page: Page, columns: Sequence[float]) -> tuple[Table, ...]:
    """Read all text of a page as one table with the given gaps between its columns."""
    tokens = page_tokens(page)
    lines = group_lines([token for token in tokens if not token.is_sideways])
    if not lines:
        return ()
    turned = [token for token in tokens if token.is_sideways]
    rules = merge_rulings(page.strokes, lines, ()).horizontal
    fills = page.fills
    size = (fills.box[:, 2] - fills.box[:, 0]) * (fills.box[:, 3] - fills.box[:, 1])
    is_shade = fills.rectangle & (fills.colour != WHITE)
    is_shade &= size < BACKGROUND_SHARE * page.width * page.height
    grid = read_aligned(lines, rules, fills.box[is_shade], turned, sorted(columns))
    return () if grid is None else (grid_to_table(grid, page.number, ""),)


def clip_page(page: Page, area: Box) -> Page:
    """Return a page with only what stands in an area: words by their middles, drawings cut off."""
    words, strokes, fills = page.words, page.strokes, page.fills
    return replace(
        page,
        words=select_words(words, middles_in(words.box, area)),
        strokes=_clip_strokes(strokes, area),
        fills=_clip_fills(fills, area),
        shapes=(),
        pictures=(),
    )


def select_words(words: Words, keep: NDArray[np.bool_]) -> Words:
    """Return the words for which ``keep`` is true."""
    return Words(
        text=tuple(text for text, kept in zip(words.text, keep, strict=True) if kept),
        box=words.box[keep],
        size=words.size[keep],
        weight=words.weight[keep],
        italic=words.italic[keep],
        colour=words.colour[keep],
        rotation=words.rotation[keep],
        line=words.line[keep],
        space=words.space[keep],
        font=words.font[keep],
        fonts=words.fonts,
    )


def _cut(boxes: NDArray[np.float64], area: Box) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return boxes cut off at an area's edges, and which of them reach into it."""
    cut = boxes.copy()
    cut[:, 0::2] = np.clip(cut[:, 0::2], area[0], area[2])
    cut[:, 1::2] = np.clip(cut[:, 1::2], area[1], area[3])
    meets = (
        (boxes[:, 0] <= area[2])
        & (boxes[:, 2] >= area[0])
        & (boxes[:, 1] <= area[3])
        & (boxes[:, 3] >= area[1])
    )
    return cut, meets


def _clip_strokes(strokes: Strokes, area: Box) -> Strokes:
    box, keep = _cut(strokes.box, area)
    return Strokes(box[keep], strokes.horizontal[keep], strokes.width[keep], strokes.colour[keep])


def _clip_fills(fills: Fills, area: Box) -> Fills:
    box, keep = _cut(fills.box, area)
    return Fills(box[keep], fills.colour[keep], fills.rectangle[keep])
