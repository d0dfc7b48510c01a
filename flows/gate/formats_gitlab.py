"""The gate's findings as GitLab shows them in a merge request: a code quality report."""

from __future__ import annotations

import json

from crossfoot.flows.gate.verdicts import Cause, Gate
from crossfoot.flows.gate.words import equation, more, place, reason
from crossfoot.names import printable


def to_gitlab(gate: Gate, *, catalog_file: str, lines: dict[str, int]) -> str:
    """Return the findings that fail the gate, as JSON in the form of GitLab's code quality.

    GitLab compares the reports of two branches by fingerprint, and shows what is new.

    Args:
        gate: What to say.
        catalog_file: File of accepted mismatches, as the repository sees it.
        lines: Line of each catalog entry by fingerprint.
    """
    issues = [_issue(cause, catalog_file, lines) for cause in gate.blocking]
    issues += [
        {
            "description": printable(f"{one.file} could not be read: {one.reason}"),
            "check_name": "unread",
            "fingerprint": f"unread {printable(one.file)}",
            "severity": "major",
            "location": {"path": printable(one.file), "lines": {"begin": 1}},
        }
        for one in gate.state.unread
    ]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(cause: Cause, catalog_file: str, lines: dict[str, int]) -> dict[str, object]:
    finding = cause.first
    document, check = finding.document, finding.check
    told = check.explanation if check else ""
    parts = (f"{place(finding)}: {equation(finding)}", told, more(cause), reason(finding))
    where = (document.place, 1) if document else (catalog_file, lines.get(finding.fingerprint, 1))
    return {
        "description": printable(
            ". ".join(" ".join(part.split()).rstrip(".") for part in parts if part)
        ),
        "check_name": check.kind if check else "stale",
        "fingerprint": f"{finding.fingerprint} {document.report if document else ''}".strip(),
        "severity": "minor" if finding.is_warning else "major",
        "location": {"path": where[0], "lines": {"begin": where[1]}},
    }
