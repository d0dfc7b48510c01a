"""Looks at the picture of a scanned page: its skew, its rules, its ink.

In: grey images as arrays of (rows, columns), uint8, 0 black. Out: angles, boxes in pixels as
``(x0, top, x1, bottom)``. Everything is run lengths and sums over NumPy arrays; nothing here
knows letters.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Mask = NDArray[np.bool_]
PixelBox = tuple[int, int, int, int]

LARGEST_SKEW = 3.0  # degrees: feeders tilt a sheet by less
SKEW_STEPS = (0.25, 0.02)  # coarse search, then fine
SKEW_POINTS = 150_000
RULE_CONTRAST = 14  # grey levels a hairline is darker than the paper on both its sides
RULE_INCHES = 0.4  # shorter runs are parts of letters
RIM_CONTRAST = 40  # grey levels a letter that touches a rule is darker than the rule's rim
INK_CONTRAST = 60  # grey levels that ink is darker than the paper around it
DOT_CONTRAST = 40  # grey levels: the dots of a rule are blurred
DOT_PART = 50  # of an inch: a larger mark is no dot of a rule
DOT_PITCH = 4  # dots of that size that fit between two of a row at most
DOTS_EVEN = 0.7  # of the dots of a row that are as far apart as most, to a pixel
FEWEST_DOTS = 10  # of a row
RULE_GAP_INCHES = 0.02  # dust breaks a rule for at most this long
STEADY, STEADY_SHARE = 0.6, 0.85  # of a rule's darkness that so much of its length has
TWIN_SHARE = 0.5  # of length and darkness of one rule that a second beside it has at least
PAPER_PERCENTILE = 75


@dataclass(frozen=True, slots=True)
class Rules:
    """Straight rules of a picture: centre lines as (x0, y0, x1, y1) in pixels, and thickness."""

    horizontal: tuple[tuple[PixelBox, int], ...]
    vertical: tuple[tuple[PixelBox, int], ...]


def find_skew(grey: Grey) -> float:
    """Return the angle in degrees, counter-clockwise, to turn a page by so that its lines level.

    Lines of text and rules, projected along their direction, pile up in few rows; the angle whose
    projection is the most uneven is theirs. Upper edges are projected, not ink, so that dark
    areas do not outweigh everything.
    """
    step = max(1, grey.shape[1] // 1200)
    small = grey[::step, ::step].astype(np.int16)
    edges = small[:-2] - small[2:] > 40  # light above, dark below
    ys, xs = np.nonzero(edges)
    if len(ys) < 100:
        return 0.0
    if len(ys) > SKEW_POINTS:
        pick = np.linspace(0, len(ys) - 1, SKEW_POINTS).astype(np.intp)
        ys, xs = ys[pick], xs[pick]
    best = 0.0
    reach = LARGEST_SKEW
    for width in SKEW_STEPS:
        angles = best + np.arange(-reach, reach + width / 2, width)
        scores = [_unevenness(xs, ys, float(angle)) for angle in angles]
        best = float(angles[int(np.argmax(scores))])
        reach = width
    return round(best, 3)


def _unevenness(xs: NDArray[np.intp], ys: NDArray[np.intp], angle: float) -> float:
    rows = np.round(ys - xs * np.tan(np.radians(angle))).astype(np.intp)
    counts = np.bincount(rows - rows.min()).astype(np.float64)
    return float((counts**2).sum())


def paper_level(grey: Grey) -> float:
    """Return the grey level of the paper."""
    return float(np.percentile(grey[::4, ::4], PAPER_PERCENTILE))


def find_runs(line: Mask) -> list[tuple[int, int]]:
    """Return (begin, end) of the runs of true values in a row."""
    padded = np.zeros(len(line) + 2, dtype=np.int8)
    padded[1:-1] = line
    change = np.diff(padded)
    return list(
        zip(
            np.flatnonzero(change == 1).tolist(), np.flatnonzero(change == -1).tolist(), strict=True
        )
    )


def find_rules(grey: Grey, *, dpi: float) -> Rules:
    """Return the straight rules of a level page."""
    horizontal = _drop_echoes(grey, _level_rules(grey, dpi), round(dpi / 20))
    vertical = _drop_echoes(grey.T, _level_rules(grey.T, dpi), round(dpi / 20))
    return Rules(
        horizontal, tuple(((y0, x0, y1, x1), width) for (x0, y0, x1, y1), width in vertical)
    )


def without_upright_rules(grey: Grey, rules: Rules) -> Grey:
    """Return a picture with the upright rules of its tables painted over.

    A number that ends at the rule of its column is else read with a mark more: "415,00!". Level
    rules stay: what stands on one must not lose its feet.
    """
    painted = grey.copy()
    paper = round(paper_level(grey))
    cols = grey.shape[1]
    for (x, top, _, bottom), width in rules.vertical:
        half = width // 2
        rows = slice(top, bottom + 1)
        painted[rows, max(0, x - half) : x + half + 1] = paper
        for edge in (x - half - 1, x + half + 1):
            if 0 <= edge < cols:  # where it is darker than the rule's own rim a letter touches it
                rim = grey[rows, edge]
                is_rule = rim >= np.median(rim) - RIM_CONTRAST
                painted[rows, edge] = np.where(is_rule, paper, rim)
    return painted


def _drop_echoes(
    grey: Grey, rules: tuple[tuple[PixelBox, int], ...], reach: int
) -> tuple[tuple[PixelBox, int], ...]:
    """Leave out the pieces that shading and grain draw beside a longer rule, and page edges.

    A rule with paper between it and the longer one is drawn: frames stand beside each other.
    """
    kept: list[tuple[PixelBox, int]] = []
    for rule in sorted(rules, key=lambda rule: rule[0][0] - rule[0][2]):
        (x0, y, x1, _), _ = rule
        if not any(
            abs(y - ky) <= reach
            and x0 >= kx0 - reach
            and x1 <= kx1 + reach
            and not (
                x1 - x0 >= TWIN_SHARE * (kx1 - kx0) and _is_drawn_beside(grey[:, x0:x1], y, ky)
            )
            for (kx0, ky, kx1, _), _ in kept
        ):
            kept.append(rule)
    return tuple(sorted(kept, key=lambda rule: (rule[0][1], rule[0][0])))


def _is_drawn_beside(grey: Grey, one: int, other: int) -> bool:
    """Whether two rows of ink have paper between them, and are about equally dark."""
    first, last = sorted((one, other))
    if last - first < 2:
        return False
    level = np.median(grey[first : last + 1], axis=1)
    paper = float(level.max())
    light = paper - max(float(level[0]), float(level[-1]))
    return (
        paper >= paper_level(grey) - RULE_CONTRAST
        and light >= TWIN_SHARE * (paper - float(level.min()))
        and light >= RULE_CONTRAST
    )


def _level_rules(grey: Grey, dpi: float) -> tuple[tuple[PixelBox, int], ...]:
    """Return horizontal rules: rows of pixels darker than the paper above and below them."""
    reach = max(3, round(dpi / 50))
    shortest = round(dpi * RULE_INCHES)
    gap = max(1, round(dpi * RULE_GAP_INCHES))
    level = grey.astype(np.int16)
    middle = level[reach:-reach]
    darker = (level[: -2 * reach] - middle >= RULE_CONTRAST) & (
        level[2 * reach :] - middle >= RULE_CONTRAST
    )
    # A rule that is not quite level steps from one row to the next.
    darker[1:-1] |= darker[:-2] & darker[2:]
    stepped = darker.copy()
    stepped[1:] |= darker[:-1]
    found: list[tuple[int, int, int]] = []
    for row in np.flatnonzero(stepped.sum(axis=1) >= shortest).tolist():
        found.extend(
            (row + reach, a, b) for a, b in _bridged(stepped[row], gap) if b - a >= shortest
        )
    return tuple(rule for rule in _merge_rows(found, reach) if is_steady(grey, *rule))


def is_steady(grey: Grey, box: PixelBox, width: int) -> bool:
    """Whether a level rule is about equally dark all along, as the feet of letters never are."""
    x0, y, x1, _ = box
    rows = grey[max(0, y - width // 2 - 1) : y + width // 2 + 2, x0:x1]
    dark = paper_level(grey) - rows.min(axis=0).astype(np.float64)
    return float(np.quantile(dark, 1 - STEADY_SHARE)) >= STEADY * float(np.median(dark))


def without_dots(grey: Grey, *, dpi: float) -> Grey:
    """Return a picture without rows of dots: dotted rules and leaders are read as letters."""
    side = max(3, round(dpi / DOT_PART))
    painted = grey.copy()
    paper = round(paper_level(grey))
    for part, seen in ((painted, grey), (painted.T, grey.T)):
        for x0, top, x1, bottom in _dots_in_rows(seen, side, dpi):
            part[max(0, top - 1) : bottom + 1, max(0, x0 - 1) : x1 + 1] = paper
    return painted


def _dots_in_rows(grey: Grey, side: int, dpi: float) -> list[PixelBox]:
    """Return the dots of a level picture that stand in a row, each about as far from the next."""
    import cv2  # heavy, and only scans need it

    ink = ink_mask(grey, DOT_CONTRAST).astype(np.uint8)
    _, labels, stats, middles = cv2.connectedComponentsWithStats(ink)
    is_dot = (stats[:, 2] <= 2 * side) & (stats[:, 3] <= side)  # two may be blurred to one
    reach = np.ones((1, DOT_PITCH * side | 1), np.uint8)
    joined = cv2.morphologyEx(is_dot[labels].astype(np.uint8), cv2.MORPH_CLOSE, reach)
    _, rows, extents, _ = cv2.connectedComponentsWithStats(joined)
    is_row = (extents[:, 2] >= RULE_INCHES * dpi) & (extents[:, 3] <= 2 * side)
    dots = np.flatnonzero(is_dot)
    dots = dots[dots > 0]
    row = rows[stats[dots, 1] + stats[dots, 3] // 2, stats[dots, 0] + stats[dots, 2] // 2]
    found: list[PixelBox] = []
    order = np.lexsort((middles[dots, 0], row))
    for chosen in np.split(order, np.flatnonzero(np.diff(row[order])) + 1):
        if len(chosen) < FEWEST_DOTS or not row[chosen[0]] or not is_row[row[chosen[0]]]:
            continue
        apart = np.diff(middles[dots[chosen], 0])
        if np.mean(np.abs(apart - np.median(apart)) <= 1.0) >= DOTS_EVEN:
            found += [(x, y, x + w, y + h) for x, y, w, h, _ in stats[dots[chosen]].tolist()]
    return found


def _bridged(line: Mask, gap: int) -> list[tuple[int, int]]:
    """Return runs, those with a gap of at most ``gap`` between them joined."""
    runs: list[tuple[int, int]] = []
    for begin, end in find_runs(line):
        if runs and begin - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((begin, end))
    return runs


def _merge_rows(found: list[tuple[int, int, int]], reach: int) -> tuple[tuple[PixelBox, int], ...]:
    """Join runs in rows next to each other to one rule each."""
    rules: list[list[int]] = []  # x0, top, x1, bottom
    for row, begin, end in found:
        for rule in reversed(rules):
            if row - rule[3] <= 2 and begin < rule[2] and end > rule[0]:
                rule[0], rule[2], rule[3] = min(rule[0], begin), max(rule[2], end), row
                break
        else:
            rules.append([begin, row, end, row])
    return tuple(
        ((x0, (top + bottom) // 2, x1, (top + bottom) // 2), max(1, bottom - top))
        for x0, top, x1, bottom in rules
        if bottom - top <= 3 * reach
    )


def ink_mask(grey: Grey, contrast: int = INK_CONTRAST) -> Mask:
    """Return which pixels are ink: clearly darker than the paper around their block."""
    rows, cols = -(-grey.shape[0] // 64), -(-grey.shape[1] // 64)
    padded = np.pad(
        grey, ((0, rows * 64 - grey.shape[0]), (0, cols * 64 - grey.shape[1])), mode="edge"
    )
    tiles = padded.reshape(rows, 64, cols, 64).transpose(0, 2, 1, 3).reshape(rows, cols, -1)
    paper = np.percentile(tiles[:, :, ::7], PAPER_PERCENTILE, axis=2)
    level = np.repeat(np.repeat(paper, 64, axis=0), 64, axis=1)
    mask: Mask = grey < level[: grey.shape[0], : grey.shape[1]] - contrast
    return mask
