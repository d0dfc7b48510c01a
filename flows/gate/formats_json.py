"""The gate's findings as one JSON document, and as SARIF 2.1.0 for code scanning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final
from urllib.parse import quote

from crossfoot import __version__
from crossfoot.flows.gate.state import JudgedCheck
from crossfoot.flows.gate.verdicts import Cause, Finding, Gate, Outcome
from crossfoot.flows.gate.words import conclusion, coverage, equation, more, place, reason
from crossfoot.model import AcceptedMismatch
from crossfoot.wire import number_to_json

Json = dict[str, "Json"] | list["Json"] | str | int | float | bool | None

FORMAT = 1
"""Raised when a key of the JSON form changes its meaning."""

SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"

_BASELINE: Final[dict[Outcome, str]] = {
    "new": "new",
    "changed": "updated",
    "expired": "unchanged",
    "accepted": "unchanged",
    "known": "unchanged",
    "stale": "absent",
}

_RULES: Final[dict[str, str]] = {
    "sum": "A printed sum is not what its items add up to.",
    "count": "A printed count is not the number of its items.",
    "difference": "A printed difference is not what its terms give.",
    "mean": "A printed mean is not that of its items.",
    "percentage": "A printed share is not that of its numbers, or shares do not make 100.",
    "breakdown": "Parts of a figure do not make the whole.",
    "repeat": "The same statement is printed with two values.",
    "edition": "Two editions state different values.",
    "stale": "An accepted mismatch of the catalog fails no more.",
    "unread": "A document could not be read.",
}


def to_json(gate: Gate) -> str:
    """Return all findings, documents and counts."""
    document: dict[str, Json] = {
        "format": FORMAT,
        "database": gate.state.database,
        "version": gate.state.version,
        "exit_code": gate.exit_code,
        "conclusion": conclusion(gate),
        "coverage": {
            "numbers": gate.numbers,
            "verified": gate.verified,
            "percent": float(gate.coverage),
            "placed": None if gate.uncounted else gate.placed,
            "placed_percent": None if gate.uncounted else float(gate.placed_share),
            "totals_checked": gate.decided,
            "totals_held": gate.held,
            "totals_not_checkable": gate.undecided,
            "key_figures": sum(one.figures for one in gate.state.documents),
        },
        "documents": [
            {
                "report": one.report,
                "file": one.file,
                "path": one.path or None,
                "numbers": one.numbers,
                "verified": one.verified,
                "placed": one.placed,
                "checks": len(one.checks),
            }
            for one in gate.state.documents
        ],
        "findings": [
            _finding(one, number)
            for number, cause in enumerate(gate.causes, start=1)
            for one in cause.findings
        ],
        "causes": [_cause(cause, number) for number, cause in enumerate(gate.causes, start=1)],
        "unread": [{"file": one.file, "reason": one.reason} for one in gate.state.unread],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _cause(cause: Cause, number: int) -> dict[str, Json]:
    first = cause.first
    return {
        "cause": number,
        "outcome": first.outcome,
        "report": first.document.report if first.document else None,
        "severity": first.check.severity if first.check else None,
        "count": len(cause.findings),
        "shared": cause.shared if cause.more else None,
        "more": more(cause),
        "fingerprints": [one.fingerprint for one in cause.findings],
    }


def _finding(finding: Finding, cause: int) -> dict[str, Json]:
    document = finding.document
    return {
        "outcome": finding.outcome,
        "cause": cause,
        "fingerprint": finding.fingerprint,
        "report": document.report if document else None,
        "file": document.file if document else None,
        "check": _check(finding.check) if finding.check else None,
        "accepted": _entry(finding.entry) if finding.entry else None,
        "message": reason(finding),
    }


def _check(check: JudgedCheck) -> dict[str, Json]:
    return {
        "id": check.code,
        "kind": check.kind,
        "severity": check.severity,
        "table": check.table,
        "label": check.label,
        "page": check.page,
        "bbox": list(check.box),
        "printed": number_to_json(check.printed),
        "computed": number_to_json(check.computed),
        "delta": number_to_json(check.delta),
        "tolerance": number_to_json(check.tolerance),
        "explanation": check.explanation,
        "suspects": check.suspects,
    }


def _entry(entry: AcceptedMismatch) -> dict[str, Json]:
    return {
        "printed": number_to_json(entry.printed),
        "computed": number_to_json(entry.computed),
        "reason": entry.reason,
        "author": entry.author,
        "added": entry.added,
        "expires": entry.expires,
    }


def to_sarif(gate: Gate, *, catalog_file: str, lines: dict[str, int]) -> str:
    """Return SARIF 2.1.0: a result a cause, accepted ones suppressed, stale ones absent.

    A result is at its PDF (line 1: a PDF has none; page and box are in the properties), and its
    logical location is report, table and cell. A stale entry is at its line of the catalog.

    Args:
        gate: What to say.
        catalog_file: Path of the file of accepted mismatches, as the repository sees it.
        lines: Line of each entry in it, by fingerprint.
    """
    driver: dict[str, Json] = {
        "name": "crossfoot",
        "version": __version__,
        "rules": [
            {"id": name, "shortDescription": {"text": text}} for name, text in _RULES.items()
        ],
    }
    run: dict[str, Json] = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(cause, catalog_file, lines) for cause in gate.causes],
        "invocations": [_invocation(gate)],
        "properties": {"coverage": coverage(gate), "conclusion": conclusion(gate)},
    }
    log: dict[str, Json] = {"$schema": SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1) + "\n"


def _invocation(gate: Gate) -> dict[str, Json]:
    """Return how the run went: documents that could not be read are its errors."""
    return {
        "executionSuccessful": not gate.state.unread,
        "exitCode": gate.exit_code,
        "toolExecutionNotifications": [
            {
                "level": "error",
                "descriptor": {"id": "unread"},
                "message": {"text": f"{one.file}: {one.reason}"},
            }
            for one in gate.state.unread
        ],
    }


def _result(cause: Cause, catalog_file: str, lines: dict[str, int]) -> dict[str, Json]:
    finding = cause.first
    check = finding.check
    rule = check.kind if check else "stale"
    return {
        "ruleId": rule,
        "ruleIndex": list(_RULES).index(rule),
        "level": "warning" if check and check.severity == "warning" else "error",
        "message": {"text": _message(cause)},
        "locations": [_location(finding, catalog_file, lines)],
        "relatedLocations": [
            {
                **_location(one, catalog_file, lines),
                "id": number,
                "message": {"text": f"{place(one)}: {equation(one)}"},
            }
            for number, one in enumerate(cause.findings[1:], start=1)
        ],
        "partialFingerprints": {"crossfoot/v1": finding.fingerprint},
        "baselineState": _BASELINE[finding.outcome],
        "suppressions": _suppressions(finding),
        "properties": {
            "outcome": finding.outcome,
            "totals": len(cause.findings),
            **({"page": check.page, "box": list(check.box)} if check else {}),
        },
    }


def _message(cause: Cause) -> str:
    finding = cause.first
    parts = (
        f"{place(finding)}: {equation(finding)}",
        finding.check.explanation if finding.check else "",
        more(cause),
        reason(finding),
    )
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _location(finding: Finding, catalog_file: str, lines: dict[str, int]) -> dict[str, Json]:
    document, check = finding.document, finding.check
    uri, line = catalog_file, lines.get(finding.fingerprint, 1)
    if document is not None:
        uri, line = document.place, 1
    physical: dict[str, Json] = {
        "artifactLocation": {"uri": quote(uri)},
        "region": {"startLine": line},
    }
    if document is None or check is None:
        return {"physicalLocation": physical}
    path: Sequence[str] = [part for part in (document.report, check.table, check.label) if part]
    logical: dict[str, Json] = {
        "name": check.label or check.code,
        "fullyQualifiedName": " / ".join(path),
        "kind": "element",
    }
    return {"physicalLocation": physical, "logicalLocations": [logical]}


def _suppressions(finding: Finding) -> list[Json]:
    entry = finding.entry
    if entry is None or finding.outcome not in ("accepted", "expired"):
        return []
    status = "accepted" if finding.outcome == "accepted" else "rejected"
    return [{"kind": "external", "status": status, "justification": reason(finding)}]
