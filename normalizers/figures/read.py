"""Key figures: the numbers a report wants to be seen, with unit, qualifier, label and whole.

In: the blocks of a document in reading order, its charts, its language. Out:
:class:`crossfoot.model.Figure` values. Cards, bullets and dotted leaders give all their numbers;
prose gives those it highlights or measures (%, money, "more than …"). Numbers that name something
never get here (:mod:`normalizers.numbers.scan`). Refuses to judge whether parts make their whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from crossfoot.model import Block, Box, Figure
from crossfoot.normalizers.figures.charts import chart_figures
from crossfoot.normalizers.figures.edges import edge_blocks, names_page
from crossfoot.normalizers.figures.keys import choose_key
from crossfoot.normalizers.figures.labels import (
    clean_label,
    goes_on_from,
    is_change,
    is_denominator,
    label_of,
    names_nothing,
    part_label,
)
from crossfoot.normalizers.figures.leaders import LEADER, contents_lines
from crossfoot.normalizers.figures.pairs import (
    Pair,
    as_end,
    find_pairs,
    is_level,
    repeats,
    with_partners,
)
from crossfoot.normalizers.figures.periods import with_periods
from crossfoot.normalizers.figures.styles import BlockStyle
from crossfoot.normalizers.numbers.scan import scan_numbers, text_sign
from crossfoot.normalizers.numbers.spotted import Spotted
from crossfoot.normalizers.words.labels import is_total_label
from crossfoot.vocabulary import spoken, words
from crossfoot.vocabulary.patterns import in_text

if TYPE_CHECKING:
    from crossfoot.extractors.charts.find import Chart
    from crossfoot.model import Language, PrintedNumber
    from crossfoot.normalizers.numbers.digits import DecimalSign

UNREADABLE = 0.05  # share of chars without Unicode; such text says nothing
MIN_LETTERS_PER_NUMBER = 3  # fewer: the rest of a table, not a text

_LETTERS = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class _Written:
    """How a document writes its numbers: its language, and its decimal sign, which is stronger.

    Attributes:
        edges: Ids of the blocks that stand first or last on their pages.
    """

    language: Language | None
    sign: DecimalSign
    edges: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    """A figure of a block before it gets its id.

    Attributes:
        whole: Position, among the block's figures, of the figure it is a part of.
    """

    spot: Spotted
    label: str
    box: Box
    whole: int | None = None


def read_figures(
    blocks: Sequence[Block], charts: Sequence[Chart], language: Language | None
) -> tuple[Figure, ...]:
    """Return the key figures and charts of a document, in reading order.

    Args:
        blocks: With sections assigned, in reading order.
        charts: As found on the pages.
        language: Settles "1,234"; ``None`` when unknown.
    """
    figures: list[Figure] = []
    contents = contents_lines(blocks)
    sign = text_sign((block.text for block in blocks), language)
    written = _Written(language, sign, edge_blocks(blocks))
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if id(block) in contents or block.kind in ("caption", "note") or _in_chart(block, charts):
            at += 1
        elif block.kind == "leader":
            run = _leader_run(blocks, at, contents, written)
            figures += _leader_figures(run, written, len(figures))
            at += len(run)
        else:
            figures += _block_figures(block, written, len(figures))
            at += 1
    return with_periods(chart_figures(charts, figures, written.sign))


def _in_chart(block: Block, charts: Sequence[Chart]) -> bool:
    """Return whether a block is the lettering of a bar or line chart."""
    x, y = (block.box[0] + block.box[2]) / 2, (block.box[1] + block.box[3]) / 2
    return any(
        chart.page == block.page
        and chart.kind in ("bars", "line")
        and chart.box[0] <= x <= chart.box[2]
        and chart.box[1] <= y <= chart.box[3]
        for chart in charts
    )


# --------------------------------------------------------------------------- dotted leaders


def _leader_run(
    blocks: Sequence[Block], at: int, contents: set[int], written: _Written
) -> list[Block]:
    """Return the leaders from here on, with the amount under them that they share."""
    run = [blocks[at]]
    for block in blocks[at + 1 :]:
        if block.page != run[0].page or block.section != run[0].section:
            break
        if block.kind != "leader" or id(block) in contents:
            if _is_bare_amount(block, written) and all("%" in leader.text for leader in run):
                run.append(block)
            break
        run.append(block)
    return run


def _is_bare_amount(block: Block, written: _Written) -> bool:
    """Return whether a block is an amount and nothing else: the sum of the leaders above it."""
    spots = scan_numbers(block.text, written.language)
    if len(spots) != 1 or spots[0].number.unit == "%":
        return False
    rest = clean_label(block.text[: spots[0].start] + block.text[spots[0].end :])
    return not rest or is_total_label(rest, written.language)


def _leader_figures(run: Sequence[Block], written: _Written, count: int) -> Iterator[Figure]:
    """Yield the shared amount, then the leaders as its parts."""
    *leaders, last = run
    amount = last if last.kind != "leader" else None
    if amount is None:
        leaders = list(run)
    title = clean_label(run[0].section[-1]) if run[0].section else ""
    whole: str | None = None
    if amount is not None:
        spot = scan_numbers(amount.text, written.language, written.sign)[0]
        whole = f"f{count + 1}"
        yield _figure(whole, amount, _Found(spot, title, amount.box), caption=title)
        count += 1
    for block in leaders:
        leader = LEADER.match(block.text)
        spots = scan_numbers(leader["value"], written.language, written.sign) if leader else ()
        if leader is None or not spots:
            continue
        count += 1
        found = _Found(spots[0], clean_label(leader["label"]), _value_box(block))
        figure = _figure(f"f{count}", block, found, caption=title or "list")
        yield replace(figure, breakdown_of=whole)


def _value_box(block: Block) -> Box:
    """Return the box of the last word, where a leader prints its value."""
    printed = [word for span in block.spans for word in span.words]
    return printed[-1][1] if printed else block.box


# ----------------------------------------------------------------------------- other blocks


def _block_figures(block: Block, written: _Written, count: int) -> Iterator[Figure]:
    """Yield the figures of one block, parts after their whole."""
    founds = _find(block, written)
    for i, found in enumerate(founds):
        figure = _figure(f"f{count + i + 1}", block, found)
        whole = None if found.whole is None else f"f{count + found.whole + 1}"
        yield replace(figure, breakdown_of=whole)


def _figure(name: str, block: Block, found: _Found, caption: str = "") -> Figure:
    number = found.spot.number
    return Figure(
        id=name,
        kind="key_figure",
        page=block.page,
        box=found.box,
        label=found.label,
        number=_counted(number),
        section=block.section,
        caption=caption,
        context=block.text,
    )


def _counted(number: PrintedNumber) -> PrintedNumber:
    """Return a number that counts something, where no other unit is printed."""
    return number if number.unit is not None else replace(number, unit="count")


def _find(block: Block, written: _Written) -> list[_Found]:
    text = block.text
    if text.count("\ufffd") > UNREADABLE * len(text):
        return []
    spots = _without_denominators(text, scan_numbers(text, written.language, written.sign), written)
    if id(block) in written.edges:
        spots = [spot for spot in spots if not names_page(text, spot)]
    told = 1 if block.kind == "card" else len(spots)  # a card names its numbers once
    if not spots or len(_LETTERS.findall(text)) < MIN_LETTERS_PER_NUMBER * told:
        return _lone_amount(block, spots)
    style = BlockStyle(block)
    chosen = choose_key(block, style, spots, written.language)
    pairs = find_pairs(text, spots, written.language)
    chosen = with_partners(text, spots, chosen, pairs)
    founds: list[_Found] = []
    for i, spot in enumerate(chosen):
        whole = _whole_of(block, chosen, i, written.language)
        label = _label(block, chosen, i, pairs, founds, written.language)
        if label and whole is not None:
            label = part_label(label, written.language)
        else:
            unit = spot.number.unit or "count"
            label = _headed(block, label, unit, founds, written.language)
        founds.append(_Found(as_end(spot, pairs), label, style.box_of(spot), whole))
    return _labelled(founds)


def _label(
    block: Block,
    chosen: Sequence[Spotted],
    i: int,
    pairs: Sequence[Pair],
    founds: Sequence[_Found],
    language: Language | None,
) -> str:
    """Return the label of a block's figure, with the words of its partner or its forerunner."""
    text, spot = block.text, chosen[i]
    pair = next((one for one in pairs if spot in (one.low, one.high)), None)
    if pair is not None:
        first = chosen.index(pair.low)
        label = label_of(text, pair.whole, chosen[:first], chosen[first + 2 :], language)
        if spot is pair.high and not pair.is_range:  # "from 12 % to 15 % in 2020"
            own = label_of(text, spot, chosen[: first + 1], chosen[first + 2 :], language)
            label = own if label in own else label
    elif i and founds[-1].label and is_level(text, chosen[i - 1], spot, language):
        return founds[-1].label
    elif i and founds[-1].label and (time := repeats(text, chosen[i - 1], spot)):
        label = f"{founds[-1].label} {time}"
    else:
        label = label_of(text, spot, chosen[:i], chosen[i + 1 :], language)
    if not label and founds and founds[-1].label and chosen[i - 1].number.unit != spot.number.unit:
        same = block.kind != "card" and goes_on_from(text, chosen[i - 1], spot, language)
        return founds[-1].label if same else ""
    if founds and is_change(label, language) and _same_sentence(text, chosen[i - 1], spot):
        return f"{founds[-1].label}: {label}" if founds[-1].label else label
    return label


def _headed(
    block: Block, label: str, unit: str, founds: Sequence[_Found], language: Language | None
) -> str:
    """Return a label that says nothing alone with the name of its card or heading before it."""
    head = founds[0].label if founds and block.kind == "card" else ""
    if not head and block.kind in ("card", "heading") and block.section:
        head = clean_label(block.section[-1])
    if not label:
        again = founds and head and unit == (founds[0].spot.number.unit or "count") == "count"
        return "" if again else head  # a second count of the same is none
    if not head or not names_nothing(label, language):
        return label
    return label if label.casefold() in head.casefold() else f"{head} {label}"


def _same_sentence(text: str, before: Spotted, spot: Spotted) -> bool:
    return re.search(r"[.!?;]\s", text[before.end : spot.start]) is None


def _labelled(founds: Sequence[_Found]) -> list[_Found]:
    """Drop numbers that nothing says anything about, and move the links of the others."""
    place: dict[int, int] = {}
    kept: list[_Found] = []
    for i, found in enumerate(founds):
        if found.label:
            place[i] = len(kept)
            whole = None if found.whole is None else place.get(found.whole)
            kept.append(replace(found, whole=whole))
    return kept


def _lone_amount(block: Block, spots: Sequence[Spotted]) -> list[_Found]:
    """Return a large number that stands alone under its heading."""
    if block.kind != "card" or len(spots) != 1 or not block.section:
        return []
    if spots[0].number.unit in (None, "count"):
        return []
    label = clean_label(block.section[-1])
    return [_Found(spots[0], label, block.box)] if label else []


def _without_denominators(text: str, spots: Sequence[Spotted], written: _Written) -> list[Spotted]:
    kept: list[Spotted] = []
    for spot in spots:
        if not is_denominator(text, kept[-1] if kept else None, spot, written.language):
            kept.append(spot)
    return kept


def _whole_of(
    block: Block, chosen: Sequence[Spotted], i: int, language: Language | None
) -> int | None:
    """Return which figure of a block another one is a part of.

    Parts stand in brackets, after a colon or dash, or in the lines under a card's label; shares
    may also follow a comma, when there are two of them at least.
    """
    head = chosen[0]
    if i == 0 or head.number.unit == "%":
        return None
    spot = chosen[i]
    share = spot.number.unit == "%"
    if not share and (spot.number.unit or "count") != (head.number.unit or "count"):
        return None
    before = block.text[head.end : spot.start]
    if _is_signed(block.text, spot):
        return None  # "+8.6 %" is a change, "@47.9 %" a ratio
    siblings = [
        other
        for other in chosen[1:]
        if (other.number.unit == "%") == share and not _is_signed(block.text, other)
    ]
    if re.search(r"[.;]\s", before) or (not share and len(siblings) < 2):
        return None  # another sentence; "26 395 € (26 274 € en 2020)" compares
    after_break = _opens_parts(language).search(before)
    alone = block.kind == "bullet" and len(siblings) > 1 and bool(re.search(r"\([^):]*$", before))
    if (block.kind == "paragraph" or alone) and not _in_one_bracket(
        block.text, head, spot, siblings
    ):
        return None  # prose compares more than it breaks down
    if after_break:
        closed = ")" in before[after_break.end() :] and "(" not in before[before.rfind(")") :]
        return None if closed else 0
    if len(siblings) < 2:
        return None
    return 0 if block.kind == "card" or (share and "," in before) else None


def _is_signed(text: str, spot: Spotted) -> bool:
    return text[max(0, spot.start - 1) : spot.digits].strip()[-1:] in ("+", "-", "−", "–", "@")


@lru_cache(maxsize=16)
def _opens_parts(language: Language | None) -> re.Pattern[str]:
    """Return the expression of what stands between a whole and its parts."""
    said = in_text(words(spoken(language)).prose.parts_follow)
    return re.compile(rf"[(\[:]|\s[–—-]\s|\b{said}\b", re.IGNORECASE)


def _in_one_bracket(text: str, head: Spotted, spot: Spotted, siblings: Sequence[Spotted]) -> bool:
    """Return whether a bracket or colon opens right before a number and its siblings, not earlier.

    "$55.3 million, followed by sales tax (21 %) and property tax (19 %)" breaks nothing down.
    """
    opens = max(text.rfind(mark, head.end, spot.start) for mark in "(:")
    if opens < 0:
        return False
    closes = text.find(")", opens) if text[opens] == "(" else -1
    held = [one for one in siblings if one.start > opens and (closes < 0 or one.start < closes)]
    return len(held) > 1
