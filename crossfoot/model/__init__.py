"""The frozen values that travel between the stages.

Coordinates everywhere: PDF points (1/72 inch), origin at the top left of the page as displayed
(after ``/Rotate``), y down, boxes as ``(x0, top, x1, bottom)``. Pages count from 1, rows and
columns from 0. Nothing here opens a file.

One module per layer; import from here::

    page      what is drawn     Words, Strokes, Fills, pictures        (extractors.pdf.reader)
    table     what is printed   Cells with text, page, box, role       (extractors.tables.page)
    meaning   what it means     a PrintedNumber with unit and label    (normalizers)
    checks    does it add up    printed against computed               (reconcilers)
    ledger    is it all there   the numbers of a page, each placed     (extractors.ledger)
    catalog   what people say   decisions, rules, corrections            (normalizers.catalog)
    report    the whole         an Extraction, with its Findings       (flows)
"""

from __future__ import annotations

from crossfoot.choices import Language
from crossfoot.model.catalog import (
    AcceptedMismatch,
    Correction,
    Decision,
    Recipe,
    Rule,
    Settled,
)
from crossfoot.model.checks import Check, CheckKind, CheckStatus, Ref, Severity, Suspect
from crossfoot.model.ledger import LedgerLine, PageLedger, Placement
from crossfoot.model.meaning import (
    Axis,
    CityMention,
    Figure,
    Match,
    MatchStatus,
    Observation,
    Place,
    PlaceKind,
    TableAxes,
)
from crossfoot.model.page import BODY_SIZE, Box, Fills, Page, Picture, Pose, Shape, Strokes, Words
from crossfoot.model.report import (
    INCOMPLETE_CODES,
    INCOMPLETE_MARK,
    JOINED_MARK,
    LEFT_OUT,
    Asset,
    Extraction,
    Finding,
    ReportInfo,
)
from crossfoot.model.table import (
    Block,
    BlockKind,
    Cell,
    Evidence,
    Mark,
    Note,
    PrintedNumber,
    Qualifier,
    Role,
    Span,
    State,
    Table,
)

__all__ = [
    "BODY_SIZE",
    "INCOMPLETE_CODES",
    "INCOMPLETE_MARK",
    "JOINED_MARK",
    "LEFT_OUT",
    "AcceptedMismatch",
    "Asset",
    "Axis",
    "Block",
    "BlockKind",
    "Box",
    "Cell",
    "Check",
    "CheckKind",
    "CheckStatus",
    "CityMention",
    "Correction",
    "Decision",
    "Evidence",
    "Extraction",
    "Figure",
    "Fills",
    "Finding",
    "Language",
    "LedgerLine",
    "Mark",
    "Match",
    "MatchStatus",
    "Note",
    "Observation",
    "Page",
    "PageLedger",
    "Picture",
    "Place",
    "PlaceKind",
    "Placement",
    "Pose",
    "PrintedNumber",
    "Qualifier",
    "Recipe",
    "Ref",
    "ReportInfo",
    "Role",
    "Rule",
    "Settled",
    "Severity",
    "Shape",
    "Span",
    "State",
    "Strokes",
    "Suspect",
    "Table",
    "TableAxes",
    "Words",
]
