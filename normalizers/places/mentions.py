"""Find the place names that a report prints: columns of tables, lists, bullets and prose.

In go tables and blocks as read; out come mentions, each with its match, page, box and, in a
table, row and column. Which columns hold places is decided by the column as a whole: its header
says so, or most of its cells are places. Names of one column are matched as one list.

Refuses to know: how a single name is matched (`normalizers.places.cities`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from crossfoot.model import (
    Block,
    Box,
    Cell,
    CityMention,
    Decision,
    Language,
    Match,
    PlaceKind,
    Role,
    Table,
)
from crossfoot.normalizers.places.cities import NameQuery, match_names
from crossfoot.normalizers.places.gazetteer import Gazetteer
from crossfoot.normalizers.places.keys import squash
from crossfoot.normalizers.places.lists import is_place, match_list
from crossfoot.normalizers.places.mention_text import (
    is_place_header,
    is_region_header,
    printed_name,
    split_names,
)
from crossfoot.normalizers.places.regions import find_world_region
from crossfoot.normalizers.places.texts.pieces import block_piece, box_in_block, table_pieces
from crossfoot.normalizers.places.texts.prose import Piece, find_in_pieces
from crossfoot.normalizers.places.words import no_places

MIN_SHARE = 0.6
"""A column without a telling header holds places when this share of its names are places."""

MIN_SHARE_WITH_HEADER = 0.25
"""The same under a header such as "Ville", "Lieu" or "Member"."""

MIN_NAMES = 3
"""One or two words that are also towns do not make a column of places."""

MAX_NAME_WORDS = 8

SAMPLE = 150
"""Of so many distinct names of a longer column, spread over it, too few places say it holds none:
a report may have thousands of other words in a column, each a search for misspelt towns."""

MIN_SAMPLE_SHARE = 0.5
"""Of the usual share that a sample must reach; less is no accident of the sample."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A printed name and where it stands, before it is matched."""

    query: NameQuery
    page: int
    box: Box
    table: str | None = None
    row: int | None = None
    col: int | None = None


@dataclass(frozen=True, slots=True)
class _Context:
    """What is the same for all names of a table or text."""

    gazetteer: Gazetteer
    language: Language | None
    home: str | None
    decisions: tuple[Decision, ...]


def find_mentions(
    tables: Sequence[Table],
    blocks: Sequence[Block],
    gazetteer: Gazetteer,
    *,
    language: Language | None,
    home: str | None = None,
    decisions: Iterable[Decision] = (),
) -> tuple[CityMention, ...]:
    """Return all place names of a report with their matches, tables first, then running text.

    Args:
        tables: As read, roles set where known.
        blocks: Running text outside the tables, in reading order.
        gazetteer: Where places are looked up.
        language: Of the report; a table's own language goes before it.
        home: Country of the report (:func:`normalizers.places.texts.home.find_home`).
        decisions: What people decided about names of this report's series.
    """
    decided = tuple(decisions)
    found: list[CityMention] = []
    pieces: list[Piece] = []
    for table in tables:
        context = _Context(gazetteer, table.language or language, home, decided)
        mentions, columns = _in_table(table, context)
        found += mentions
        pieces += table_pieces(table, columns, context.language)
    context = _Context(gazetteer, language, home, decided)
    for group in _lists_of(blocks, context, _country_test(gazetteer, language)):
        found += _in_group(group, context)
    pieces += (block_piece(block, language) for block in blocks)
    texts = find_in_pieces(pieces, gazetteer, home, decided, found)
    found += _not_in_lists(tuple(texts), tuple(found))
    return _settle_by_document(_without_repeats(found))


# -------------------------------------------------------------------------------- tables


def _in_table(table: Table, context: _Context) -> tuple[list[CityMention], frozenset[int]]:
    """Return the mentions of the columns of places, and the numbers of these columns."""
    gazetteer = context.gazetteer
    found: list[CityMention] = []
    taken: set[int] = set()
    columns: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.row >= table.header_rows and cell.text and cell.colspan < max(table.n_cols, 2):
            columns[cell.col].append(cell)
    headings = _headings(table)
    countries = _country_columns(columns, gazetteer)
    for col, cells in sorted(columns.items()):
        if col in countries:
            continue
        beside = {row: code for found in countries.values() for row, code in found.items()}
        slots = tuple(_column_slots(table, cells, context, (headings, beside)))
        names = [slot for slot in slots if len(slot.query.name.split()) <= MAX_NAME_WORDS]
        if not names or len(names) * 2 < len(slots):
            continue
        header = _header_of(table, col)
        queries = [slot.query for slot in names]
        if not _may_hold_places(header, queries, gazetteer, context.decisions):
            continue
        matches = match_list(queries, gazetteer, context.decisions)
        if _is_place_column(header, matches):
            found += _mentions(names, matches)
            taken.add(col)
    return found, frozenset(taken)


def _may_hold_places(
    header: str,
    queries: Sequence[NameQuery],
    gazetteer: Gazetteer,
    decisions: tuple[Decision, ...],
) -> bool:
    """Say whether a sample of a long column lets one expect places; a short one is read whole."""
    distinct = tuple(dict.fromkeys(queries))
    if len(distinct) <= 2 * SAMPLE:
        return True
    sample = distinct[:: len(distinct) // SAMPLE]
    return _is_place_column(header, match_names(sample, gazetteer, decisions), MIN_SAMPLE_SHARE)


def _column_slots(
    table: Table,
    cells: Sequence[Cell],
    context: _Context,
    beside: tuple[dict[int, str], dict[int, str]],
) -> Iterator[Slot]:
    """Yield the names of a column's cells; a cell may list several.

    Args:
        table: Whose cells they are.
        cells: Of one column.
        context: Of the table.
        beside: Heading and country by row, where there are any.
    """
    headings, countries = beside
    language = context.language
    kind: PlaceKind = "admin1" if is_region_header(_header_of(table, cells[0].col)) else "none"
    is_country = _country_test(context.gazetteer, language)
    for cell in cells:
        if cell.role in (Role.TOTAL, Role.SECTION, Role.COLUMN_HEADER):
            continue
        for name in split_names(cell.text, is_country):
            query = NameQuery(
                name,
                language,
                countries.get(cell.row),
                heading=headings.get(cell.row),
                kind=kind,
                home=context.home,
            )
            yield Slot(query, cell.page, cell.box, table.id, cell.row, cell.col)


def _country_test(gazetteer: Gazetteer, language: Language | None) -> Callable[[str], bool]:
    """Return a test for texts that are a country and not its city of the same name, too."""

    def is_country(text: str) -> bool:
        code = gazetteer.country_of(text, language)
        return code is not None and not any(
            hit.kind == "city" and hit.country == code and hit.is_named(language)
            for hit in gazetteer.find(squash(text))
        )

    return is_country


def _header_of(table: Table, col: int) -> str:
    """Return the texts of a column's header cells, the lowest last."""
    cells = [
        cell
        for cell in table.cells
        if cell.row < table.header_rows and cell.col <= col < cell.col + cell.colspan
    ]
    return " ".join(cell.text for cell in sorted(cells, key=lambda cell: cell.row) if cell.text)


def _headings(table: Table) -> dict[int, str]:
    """Return the world region or country heading each row stands under, where there is one."""
    by_row: dict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.text and cell.row >= table.header_rows:
            by_row[cell.row].append(cell)
    current = next((text for text in reversed(table.section) if find_world_region(text)), "")
    found: dict[int, str] = {}
    for row in range(table.header_rows, table.n_rows):
        texts = [cell.text for cell in by_row[row]]
        if texts and (len(set(texts)) == 1 or by_row[row][0].role == Role.SECTION):
            current = texts[0] if find_world_region(texts[0]) else current
        if current:
            found[row] = current
    return found


def _country_columns(
    columns: dict[int, list[Cell]], gazetteer: Gazetteer
) -> dict[int, dict[int, str]]:
    """Return country codes by row for each column that mostly names countries."""
    found = {}
    for col, cells in columns.items():
        codes = {cell.row: gazetteer.country_of(cell.text) for cell in cells}
        known = {row: code for row, code in codes.items() if code}
        if len(known) >= MIN_NAMES and len(known) >= MIN_SHARE * len(codes):
            found[col] = known
    return found


def _is_place_column(header: str, matches: Sequence[Match], part: float = 1.0) -> bool:
    """Decide for a whole column whether it holds places.

    Args:
        header: Of the column.
        matches: Of its names.
        part: Of the usual share of places that is enough.
    """
    names = {squash(m.name): m for m in matches if m.status != "not_a_city"}
    places = [m for m in names.values() if is_place(m)]
    if is_place_header(header) or is_region_header(header):
        return bool(places) and len(places) >= part * MIN_SHARE_WITH_HEADER * len(names)
    return len(places) >= MIN_NAMES and len(places) >= part * MIN_SHARE * len(names)


def _mentions(slots: Sequence[Slot], matches: Sequence[Match]) -> Iterator[CityMention]:
    """Yield the mention of each slot; words that are no place ("En ligne") are passed over."""
    for slot, match in zip(slots, matches, strict=True):
        if match.status == "not_a_city":
            continue
        shown = replace(match, name=printed_name(slot.query.name, match))
        yield CityMention(shown, slot.page, slot.box, slot.table, slot.row, slot.col)


# --------------------------------------------------------------------------- running text


def _lists_of(
    blocks: Sequence[Block], context: _Context, is_country: Callable[[str], bool]
) -> Iterator[tuple[Slot, ...]]:
    """Yield the lists that running text holds: enumerations in one block, bullets in a row."""
    bullets: list[Slot] = []
    section: tuple[str, ...] | None = None
    for block in blocks:
        heading = next((text for text in reversed(block.section) if find_world_region(text)), None)
        names = split_names(block.text.split(":", 1)[-1], is_country)
        if block.kind == "bullet" and len(names) == 1 and len(names[0].split()) <= MAX_NAME_WORDS:
            if section not in (None, block.section):
                yield tuple(bullets)
                bullets = []
            section = block.section
            bullets.append(_block_slot(block, names[0], context, heading))
        elif len(names) >= MIN_NAMES and all(len(n.split()) <= MAX_NAME_WORDS for n in names):
            yield tuple(_block_slot(block, name, context, heading) for name in names)
    yield tuple(bullets)


def _block_slot(block: Block, name: str, context: _Context, heading: str | None) -> Slot:
    query = NameQuery(name, context.language, heading=heading, home=context.home)
    return Slot(query, block.page, box_in_block(block, name))


def _in_group(slots: tuple[Slot, ...], context: _Context) -> Iterator[CityMention]:
    """Yield the mentions of a list in running text, when most of it are places."""
    if len(slots) < MIN_NAMES:
        return
    queries = [slot.query for slot in slots]
    matches = match_list(queries, context.gazetteer, context.decisions)
    named = [match for match in matches if squash(match.name) not in no_places()]
    places = sum(map(is_place, matches))
    if places >= MIN_NAMES and places >= MIN_SHARE * len(named):
        yield from _mentions(slots, matches)


# ------------------------------------------------------------------------ the document


def _not_in_lists(
    mentions: Sequence[CityMention], listed: Sequence[CityMention]
) -> Iterator[CityMention]:
    """Yield the mentions of texts without those that stand in a listed name.

    "Barcelone" of "Barcelone (ville)" has been told, with what kind of place it is.
    """
    names: dict[int, list[CityMention]] = defaultdict(list)
    for one in listed:
        if one.table is None:
            names[one.page].append(one)
    for mention in mentions:
        key = squash(mention.match.name)
        if not any(
            key in squash(one.match.name) and _meet(one.box, mention.box)
            for one in names[mention.page]
            if mention.table is None
        ):
            yield mention


def _meet(one: Box, other: Box) -> bool:
    """Say whether two boxes share an area."""
    across = min(one[2], other[2]) > max(one[0], other[0])
    return across and min(one[3], other[3]) > max(one[1], other[1])


def _without_repeats(mentions: Iterable[CityMention]) -> tuple[CityMention, ...]:
    """Keep each name once per place on a page (a list is also prose)."""
    seen: set[tuple[object, ...]] = set()
    kept = []
    for mention in mentions:
        key = (mention.page, mention.box, mention.table, squash(mention.match.name))
        if key not in seen:
            seen.add(key)
            kept.append(mention)
    return tuple(kept)


def _settle_by_document(mentions: tuple[CityMention, ...]) -> tuple[CityMention, ...]:
    """Take for an unsure name what the same name surely is elsewhere in the document."""
    sure: dict[str, set[int]] = defaultdict(set)
    match_of: dict[str, Match] = {}
    for mention in mentions:
        if mention.match.status == "matched" and mention.match.place is not None:
            key = squash(mention.match.name)
            sure[key].add(mention.match.place.geonameid)
            match_of[key] = mention.match
    return tuple(_settled(mention, sure, match_of) for mention in mentions)


def _settled(
    mention: CityMention, sure: dict[str, set[int]], match_of: dict[str, Match]
) -> CityMention:
    match, key = mention.match, squash(mention.match.name)
    proposed = {p.geonameid for p in (match.place, match.runner_up) if p is not None}
    if match.status != "review" or len(sure[key]) != 1 or not sure[key] & proposed:
        return mention
    other = match_of[key]
    reason = f"as elsewhere in this document: {other.reason}"
    settled = replace(
        match, place=other.place, score=other.score, method="context", status="matched"
    )
    return replace(mention, match=replace(settled, runner_up=other.runner_up, reason=reason))
