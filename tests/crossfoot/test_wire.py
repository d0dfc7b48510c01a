"""The contract's JSON and the lossless form of an extraction."""

from __future__ import annotations

import dataclasses
import json
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossfoot import wire
from crossfoot.extractors.document import Reading
from crossfoot.model import (
    Asset,
    Cell,
    Check,
    CityMention,
    Extraction,
    Figure,
    Finding,
    Match,
    Note,
    Place,
    PrintedNumber,
    Ref,
    ReportInfo,
    Role,
    Suspect,
    Table,
)

BOX = (10.0, 20.123456, 30.5, 40.0)


def number(
    text: str, value: str | None, state: str = "number", unit: str | None = None
) -> PrintedNumber:
    return PrintedNumber(
        text,
        None if value is None else Decimal(value),
        Decimal("0.1"),
        unit,
        state=state,  # type: ignore[arg-type]
    )


@pytest.fixture
def extraction() -> Extraction:
    """An extraction with one of everything."""
    cells = (
        Cell(0, 0, "Cafe\u0301", 1, BOX, role=Role.COLUMN_HEADER, markers=("*",)),
        Cell(0, 1, "15,6 %", 1, BOX, role=Role.TOTAL, number=number("15,6 %", "15.60", unit="%")),
        Cell(1, 0, "–", 2, BOX, number=number("–", "0", "nil")),
        Cell(1, 1, "n.d.", 2, BOX, number=number("n.d.", None, "missing")),
    )
    table = Table(
        "t1", (1, 2), BOX, (BOX, BOX), 2, 2, 1, 1, cells, caption="Membres",
        notes=(Note("(*) Activé", 2, BOX, "*"),), confidence=0.98765, scale=Decimal(1000),
    )  # fmt: skip
    place = Place(2800866, "Brussels", "BE", name_fr="Bruxelles", latitude=50.85)
    check = Check(
        "c1", "sum", "column", "t1", Ref("t1", 0, 1), (Ref("t1", 1, 1),), Decimal("15.6"),
        Decimal("15.5"), Decimal("0.1"), Decimal("0.05"), "mismatch", "error", 1, BOX,
        total_text="15,6 %", signs=(1,), interval=(Decimal(15), Decimal(16)),
        suspects=(Suspect(Ref("t1", 1, 1), "un chiffre", Decimal(7)),),
        explanation=(("en", "off by 0.1"), ("fr", "écart 0,1")),
    )  # fmt: skip
    return Extraction(
        ReportInfo("rapport.pdf", "ab" * 32, 1234, 2, "fr", series="metropolis", year=2020),
        "pipeline-1",
        tables=(table,),
        figures=(
            Figure("f1", "key_figure", 1, BOX, "membres", number("141", "141"), image="a.png"),
        ),
        cities=(
            CityMention(Match("Bruxelles", place, "city", 0.999999, "exact", "matched"), 1, BOX),
        ),
        checks=(check,),
        warnings=(Finding(None, "no_text_layer", "page 3 is an image"),),
        assets=(Asset("a.png", b"\x89PNG\x00\xff"),),
        coverage=(3, 4),
    )


def test_a_dump_loads_to_an_equal_value(extraction: Extraction) -> None:
    """Nothing is lost: decimals keep their zeros, bytes, enums and nesting come back."""
    again = wire.load(Extraction, wire.dump(extraction))

    assert again == extraction
    assert repr(again) == repr(extraction)
    assert str(again.tables[0].cells[1].number.value) == "15.60"  # type: ignore[union-attr]


def test_equal_values_dump_to_equal_bytes(extraction: Extraction) -> None:
    """The bytes are a function of the value, so they can be hashed and compared."""
    copy = dataclasses.replace(extraction, tables=(*extraction.tables,))

    assert wire.dump(copy) == wire.dump(extraction)
    assert wire.dump(wire.load(Extraction, wire.dump(extraction))) == wire.dump(extraction)


st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False))


@pytest.mark.parametrize(
    "kind", [Asset, Cell, Check, CityMention, Figure, Finding, Note, ReportInfo, Table]
)
@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_whatever_the_fields_hold_survives(kind: type, data: st.DataObject) -> None:
    """Any value that the annotations allow comes back as the same value of the same classes."""
    value = data.draw(st.from_type(kind))

    assert repr(wire.load(kind, wire.dump(value))) == repr(value)


@pytest.mark.parametrize("kind", [Reading, Extraction])
def test_what_travels_between_the_stages_can_travel(kind: type) -> None:
    """Every class inside has annotations that are there at run time, not for checkers alone."""
    with pytest.raises(ValueError, match="missing required field"):
        wire.load(kind, b"{}")


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"[1,2]",
        b"null",
        b'{"page":1,"code":"a"}',
        b'{"page":1,"code":"a","message":7}',
        b'{"page":"1","code":"a","message":"b"}',
        b'{"page":1,"code":"a","message":"\xff"}',
        b'{"page":1,"code":"a","message":"b"',
    ],
)
def test_other_bytes_are_refused(data: bytes) -> None:
    """Damaged bytes and values with other fields or of other kinds give a ValueError."""
    with pytest.raises(ValueError, match="no Finding of this version"):
        wire.load(Finding, data)


def test_a_value_of_another_class_is_refused() -> None:
    """Who asks for an extraction never gets anything else."""
    with pytest.raises(ValueError, match="no Extraction of this version"):
        wire.load(Extraction, wire.dump(Finding(1, "a", "b")))


def test_what_cannot_travel_is_named() -> None:
    """A value no cache can hold is an error of the code, said at once."""
    with pytest.raises(TypeError, match="object"):
        wire.dump((1, object()))


def test_json_has_the_shape_of_the_contract(extraction: Extraction) -> None:
    """Every key of the contract is there, values are numbers, boxes lists, texts NFC."""
    form = wire.to_json(extraction)
    json.dumps(form, allow_nan=False)
    table, cell = form["tables"][0], form["tables"][0]["cells"][1]

    assert set(form) >= {"report", "tables", "figures", "cities", "checks", "warnings"}
    assert set(form["report"]) >= {"file", "sha256", "pages", "language", "producer"}
    assert set(table) >= {
        "id", "page", "pages", "bbox", "caption", "section", "engine", "confidence",
        "n_rows", "n_cols", "header_rows", "stub_cols", "cells",
    }  # fmt: skip
    assert (table["page"], table["pages"], table["bbox"]) == (1, [1, 2], [10.0, 20.12, 30.5, 40.0])
    assert cell == {
        "row": 0, "col": 1, "rowspan": 1, "colspan": 1, "text": "15,6 %", "page": 1,
        "bbox": [10.0, 20.12, 30.5, 40.0], "role": "total", "value": 15.6, "unit": "%",
        "qualifier": "exact", "state": "number", "date": None, "mark": None, "notes": [],
    }  # fmt: skip
    assert table["cells"][0]["text"] == "Café"
    assert set(form["figures"][0]) >= {
        "id", "kind", "page", "bbox", "label", "value", "unit", "qualifier", "section",
        "breakdown_of", "caption", "image",
    }  # fmt: skip
    assert form["figures"][0]["value"] == 141
    assert type(form["figures"][0]["value"]) is int
    assert set(form["cities"][0]) >= {
        "text", "page", "bbox", "table", "row", "geonameid", "name", "country", "score",
        "method", "status",
    }  # fmt: skip
    assert form["warnings"] == [
        {"page": None, "code": "no_text_layer", "message": "page 3 is an image"}
    ]


def test_dashes_and_missing_values_have_a_state_but_no_value(extraction: Extraction) -> None:
    """A dash is no printed number and "n.d." no zero: both are null, the state says which."""
    _, _, dash, missing = wire.to_json(extraction)["tables"][0]["cells"]

    assert (dash["value"], dash["qualifier"], dash["state"]) == (None, None, "nil")
    assert (missing["value"], missing["qualifier"], missing["state"]) == (None, None, "missing")


def test_checks_speak_the_language_of_the_report(extraction: Extraction) -> None:
    """A check carries its arithmetic, its suspects and a sentence in the report's language."""
    check = wire.to_json(extraction)["checks"][0]

    assert check["explanation"] == "écart 0,1"
    assert check["explanations"] == {"en": "off by 0.1", "fr": "écart 0,1"}
    assert check["total"] == {"table": "t1", "row": 0, "col": 1, "text": "15,6 %", "value": 15.6}
    assert (check["printed"], check["computed"], check["delta"]) == (15.6, 15.5, 0.1)
    assert check["interval"] == [15, 16]
    assert check["suspects"] == [
        {"table": "t1", "row": 1, "col": 1, "why": "un chiffre", "proposal": 7}
    ]
