"""The steps from PDF to extraction, in the process that reads: extract, interpret, prove.

Pure functions of a file and settings; see :mod:`flows.runs.pipeline` for the whole.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from crossfoot.errors import UnreadableInput
from crossfoot.extractors.document import Reading, read_document, read_with_choices
from crossfoot.extractors.explain import draw_page
from crossfoot.extractors.pdf.reader import open_document
from crossfoot.flows.runs.currencies import (
    note_open_signs,
    read_money,
    settle_figures,
    settle_observation,
    settle_stated,
    settle_tables,
)
from crossfoot.flows.runs.fingerprint import fingerprint_pipeline, mark_incomplete
from crossfoot.flows.runs.footing import find_doubts, score_table
from crossfoot.model import Extraction, Finding, ReportInfo
from crossfoot.names import shown_name
from crossfoot.normalizers.catalog import Recognition, load_catalog, recognise
from crossfoot.normalizers.figures.cells import with_cells
from crossfoot.normalizers.figures.images import add_images
from crossfoot.normalizers.figures.read import read_figures
from crossfoot.normalizers.meaning.axes import Context
from crossfoot.normalizers.meaning.observations import observe
from crossfoot.normalizers.meaning.report import (
    contradictions,
    decide_report,
    describe_axes,
    find_territory,
    page_units,
    place_test,
)
from crossfoot.normalizers.places.cities import decisions_for
from crossfoot.normalizers.places.gazetteer import open_gazetteer
from crossfoot.normalizers.places.mentions import find_mentions
from crossfoot.normalizers.places.texts.home import find_home, texts_of
from crossfoot.normalizers.tables.corrections import (
    correct_figures,
    correct_tables,
    corrections_of,
    tell_corrections,
)
from crossfoot.normalizers.tables.normalize import normalize_table
from crossfoot.normalizers.tables.stated import Stated, as_stated, stated_signs
from crossfoot.normalizers.words.issuer import find_heading, find_issuer
from crossfoot.normalizers.words.language import detect_report_language, is_ours
from crossfoot.normalizers.words.report_year import find_report_year
from crossfoot.normalizers.words.title import find_head, find_period, find_title
from crossfoot.reconcilers.coverage import measure_coverage
from crossfoot.reconcilers.documents.figures import check_figures
from crossfoot.reconcilers.gaps import find_gaps
from crossfoot.reconcilers.ledger import place_figures
from crossfoot.reconcilers.scans import soften_scanned
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from crossfoot.reconcilers.totals import mark_totals
from crossfoot.reconcilers.whole import hold_unread

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from crossfoot.extractors.choice.choices import PageChoices
    from crossfoot.extractors.scans.second_reading import SecondReading
    from crossfoot.model import (
        Block,
        Check,
        CityMention,
        Figure,
        Language,
        Observation,
        Recipe,
        Table,
        TableAxes,
    )
    from crossfoot.normalizers.catalog import Catalog
    from crossfoot.settings import Settings

FIRST_PAGES = 3
"""A report says on its first pages what it is."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a reading means, before any of it is proved.

    Attributes:
        tables: Normalised: their cells carry numbers, dates and marks.
        axes: What the rows and columns of each table are.
        findings: What the report states twice, and differently.
        scanned: Pages whose words character recognition read.
        second: Cells of these that were read twice.
    """

    report: ReportInfo
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    figures: tuple[Figure, ...]
    cities: tuple[CityMention, ...]
    observations: tuple[Observation, ...]
    axes: tuple[TableAxes, ...] = ()
    findings: tuple[Finding, ...] = ()
    scanned: frozenset[int] = frozenset()
    second: tuple[SecondReading, ...] = ()


def extract(
    path: Path, settings: Settings, *, progress: Callable[[int, int], None] | None = None
) -> Reading:
    """Return what a PDF prints; totals decide where table engines disagree.

    Raises:
        UnreadableInput: The file cannot be opened, or not one of its pages gave anything.
        UsageError: A page or the catalog is not there.
    """
    recipes = _recipes_for(path, settings)
    reading = read_document(
        path,
        settings,
        foots=score_table,
        doubts=find_doubts,
        recipes=recipes,
        progress=progress,
    )
    found = (reading.tables, reading.blocks, reading.charts, reading.crops)
    unread = [finding for finding in reading.findings if finding.page is not None]
    if unread and not any(found):
        raise UnreadableInput(f"{shown_name(path)}: nothing could be read: {unread[0].message}")
    return reading


def explain(path: Path, page: int, drawing: Path, settings: Settings) -> PageChoices:
    """Read a PDF as :func:`extract` does and draw what was considered on one of its pages.

    Args:
        path: The PDF.
        page: Page number from 1.
        drawing: Where the PNG is written.
        settings: Without pages, only that page is read.

    Returns:
        What was considered: the tables taken are those that :func:`extract` gives.

    Raises:
        UnreadableInput: The file or the page cannot be read.
        UsageError: The page is not there.
    """
    pages = tuple(sorted({page, *(settings.pages or ())}))
    settings = replace(settings, pages=pages)
    recipes = _recipes_for(path, settings)
    reading, choices = read_with_choices(path, settings, foots=score_table, recipes=recipes)
    if page not in choices:
        notes = [finding.message for finding in reading.findings if finding.page == page]
        raise UnreadableInput(f"{path.name}: {'; '.join(notes)}")
    draw_page(path, choices[page], drawing, limits=settings.limits)
    return choices[page]


def understand(reading: Reading, settings: Settings) -> Extraction:
    """Return what a reading means and whether it adds up."""
    catalog = load_catalog(settings.catalog)
    meaning = interpret(reading, settings, catalog)
    pages = place_figures(reading.pages, meaning.figures, reading.blocks)
    checks = hold_unread(prove(meaning, catalog), meaning.tables, pages)
    tables, observations = mark_totals(meaning.tables, meaning.observations, checks)
    notes = (*_note_language(meaning), *_note_nothing(meaning))
    return Extraction(
        report=meaning.report,
        pipeline=mark_incomplete(fingerprint_pipeline(settings), reading.findings),
        tables=tables,
        figures=meaning.figures,
        cities=meaning.cities,
        observations=observations,
        checks=checks,
        warnings=(
            *reading.findings,
            *notes,
            *meaning.findings,
            *note_open_signs(meaning.tables, meaning.figures),
            *tell_corrections(
                meaning.tables,
                meaning.figures,
                corrections_of(catalog.corrections, meaning.report.sha256),
                settings.pages,
            ),
            *find_gaps(pages, meaning.tables),
        ),
        assets=reading.assets,
        coverage=measure_coverage(pages, meaning.tables, checks),
        pages=pages,
        axes=meaning.axes,
    )


def interpret(reading: Reading, settings: Settings, catalog: Catalog) -> Meaning:
    """Return language, numbers, figures, cities and observations of a reading."""
    language = settings.language or detect_report_language(_text(reading))
    report = _describe(reading, settings, catalog, language)
    stated = stated_signs((block.text for block in reading.blocks), language)
    tables = tuple(
        normalize_table(table, language=language, stated=stated) for table in reading.tables
    )
    prose = with_cells(reading.blocks, tables)
    figures = _as_stated(read_figures(prose, reading.charts, language), stated)
    gazetteer = open_gazetteer()
    money = read_money(reading, report, tables, figures, gazetteer)
    tables, figures = settle_tables(tables, money), settle_figures(figures, money)
    stated = settle_stated(stated, money)
    corrections = corrections_of(catalog.corrections, report.sha256)
    tables = correct_tables(tables, corrections, language)
    figures = correct_figures(figures, corrections, language)
    titles = (report.title, report.heading, report.issuer)
    texts = texts_of(tables, reading.blocks)
    home = find_home(titles, texts, report.issuer, gazetteer, language)
    around = " ".join(line.text for line in _head_of(reading))
    territory = find_territory(report.issuer, gazetteer, language, home=home, around=around)
    place = gazetteer.place(territory) if territory is not None else None
    report = replace(report, territory=territory, territory_name=place.name if place else "")
    cities = find_mentions(
        tables,
        reading.blocks,
        gazetteer,
        language=language,
        home=home,
        decisions=decisions_for(catalog.decisions, series=report.series, language=language),
    )
    context = Context(
        period=report.period,
        title=report.name,
        units=page_units(reading.blocks, language),
        is_place=place_test(cities, gazetteer, language),
    )
    axes = decide_report(tables, context)
    observations = tuple(
        settle_observation(one, money)
        for table, decided in zip(tables, axes, strict=True)
        for one in observe(
            table,
            cities,
            catalog,
            series=report.series,
            stated=stated,
            context=context,
            axes=decided,
        )
    )
    return Meaning(
        report=report,
        blocks=reading.blocks,
        tables=tables,
        figures=add_images(figures, reading.crops, reading.blocks),
        cities=cities,
        observations=observations,
        axes=tuple(map(describe_axes, tables, axes)),
        findings=tuple(contradictions(tables, context.units, stated)),
        scanned=reading.scanned,
        second=reading.second,
    )


def prove(meaning: Meaning, catalog: Catalog) -> tuple[Check, ...]:
    """Return every equation the report claims, checked, numbered "c1"… in reading order."""
    language = meaning.report.language
    series = catalog.find_series(meaning.report.series)
    rules = series.rules if series else ()
    checks = [
        check
        for table in meaning.tables
        for check in reconcile_table(table, language=table.language or language, rules=rules)
    ]
    checks += check_figures(
        meaning.figures,
        meaning.tables,
        meaning.cities,
        language=language,
        blocks=meaning.blocks,
        observations=meaning.observations,
        series=series,
    )
    judged = soften_scanned(
        checks,
        meaning.scanned,
        meaning.tables,
        meaning.figures,
        second={(one.table, one.row, one.col): (one.text, one.agrees) for one in meaning.second},
    )
    return tuple(replace(check, id=f"c{n}") for n, check in enumerate(judged, start=1))


def _describe(
    reading: Reading, settings: Settings, catalog: Catalog, language: Language
) -> ReportInfo:
    info = reading.info
    told = _recognise(settings, catalog, _first_text(reading))
    name = find_title(info.title, reading.front, reading.scanned)
    year = settings.year or find_report_year(info.title, reading.front, info.file, name=name)
    issuer = find_issuer(info.title, (*_head_of(reading), *reading.blocks))
    return ReportInfo(
        file=info.file,
        sha256=info.sha256,
        size=info.size,
        pages=info.pages,
        language=language,
        producer=info.producer,
        title=info.title,
        series=told.series,
        series_why=told.why,
        year=year,
        issuer=issuer,
        heading=find_heading(reading.blocks),
        name=name,
        period=find_period(name, year),
    )


def _recognise(settings: Settings, catalog: Catalog, text: str) -> Recognition:
    if settings.series:
        return Recognition(settings.series, "--series says so")
    return recognise(catalog, text)


def _head_of(reading: Reading) -> tuple[Block, ...]:
    """Return the lines of the first page that stand above its data and its running text."""
    return find_head([line for line in reading.front if line.page == reading.front[0].page])


def _recipes_for(path: Path, settings: Settings) -> Sequence[Recipe]:
    """Return how a person says the tables of this report are read.

    The series must be known before the reading; unless it was named, a look at the words of the
    first pages tells, and only where a series of the catalog has recipes at all.
    """
    catalog = load_catalog(settings.catalog)
    if not any(series.recipes for series in catalog.series):
        return ()
    name = settings.series or recognise(catalog, _glance(path, settings)).series
    series = catalog.find_series(name)
    return series.recipes if series else ()


def _glance(path: Path, settings: Settings) -> str:
    """Return the words of the first pages."""
    with open_document(path, limits=settings.limits) as document:
        pages = range(1, min(FIRST_PAGES, document.info.pages) + 1)
        return " ".join(word for number in pages for word in document.page(number).words.text)


def _first_text(reading: Reading) -> str:
    """Return the title, the text of the first pages and the captions and headers of all tables."""
    blocks = (block.text for block in reading.blocks if block.page <= FIRST_PAGES)
    captions = (table.caption for table in reading.tables)
    headers = (
        cell.text
        for table in reading.tables
        for cell in table.cells
        if cell.row < table.header_rows
    )
    return "\n".join([reading.info.title, *blocks, *captions, *headers])


def _as_stated(figures: Sequence[Figure], stated: Stated) -> tuple[Figure, ...]:
    """Return figures whose signs mean what the report says they mean."""
    return tuple(
        replace(one, number=as_stated(one.number, stated)) if one.number else one for one in figures
    )


def _note_language(meaning: Meaning) -> Iterator[Finding]:
    """Note a report in a language whose words we do not know."""
    language = meaning.report.language
    if not is_ours(language):
        told = f"written in a language without a vocabulary ({language})"
        rest = "totals, dates and units are read by their numbers and signs alone"
        yield Finding(None, "other_language", f"{told}: {rest}; compare with the file")


def _note_nothing(meaning: Meaning) -> Iterator[Finding]:
    """Note a report that gave nothing, which is seldom what its reader expects."""
    if not meaning.tables and not meaning.figures:
        words = sum(len(block.text.split()) for block in meaning.blocks)
        told = f"no table, key figure, chart or picture found ({words} words of text)"
        yield Finding(None, "nothing_found", f"{told}; compare with the file")


def _text(reading: Reading) -> str:
    """Return all words of a reading, for its language."""
    blocks = (block.text for block in reading.blocks)
    cells = (cell.text for table in reading.tables for cell in table.cells)
    return "\n".join([*blocks, *cells])
