"""The gate's findings as lines of text: for a terminal, for GitHub's log, as a Markdown page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from crossfoot.flows.gate.verdicts import Cause, Finding, Gate
from crossfoot.flows.gate.words import (
    amount,
    conclusion,
    coverage,
    equation,
    more,
    place,
    reason,
)
from crossfoot.names import LAYOUT, printable

WORST = 10
"""GitHub shows ten errors and ten warnings of a step and drops the rest without a word."""

Command = tuple[str, dict[str, str], str]
"""Name of a workflow command, its properties, its message."""


def to_text(gate: Gate) -> str:
    """Return the findings for a terminal: a paragraph a cause, then coverage and conclusion."""
    return "\n".join(map(printable, _lines(gate))) + "\n"


def _lines(gate: Gate) -> Iterator[str]:
    version = "no version" if gate.state.version is None else f"version {gate.state.version}"
    yield f"{gate.state.database}, {version}"
    for cause in gate.causes:
        finding = cause.first
        report = finding.document.report if finding.document else "catalog"
        yield f"{finding.outcome.upper():<9}{report}, {place(finding)}"
        yield f"         {equation(finding)}"
        if finding.check is not None:
            yield from _indented(finding.check.explanation or finding.check.suspects)
        if cause.more:
            yield f"         {more(cause)}: crossfoot check --all tells each"
        yield f"         {reason(finding)}"
        if finding.outcome in ("new", "changed", "expired"):
            yield (
                f"         crossfoot check --accept {finding.fingerprint} --reason WHY "
                "--author YOU --expires DATE"
            )
    for document in gate.state.unread:
        yield f"UNREAD   {document.file}: {document.reason}"
    yield f"Coverage: {coverage(gate)}."
    yield f"Check {conclusion(gate)}."


def _indented(text: str) -> Iterator[str]:
    if text:
        yield f"         {' '.join(text.split())}"


def to_github(gate: Gate, *, catalog_file: str, lines: dict[str, int]) -> str:
    """Return GitHub workflow commands: the worst findings, then how many more there are.

    A finding stands at its PDF, whose page the title names: a PDF has no lines. An entry that is
    stale stands at its line of the catalog. There are ten errors and ten warnings at most.

    Args:
        gate: What to say.
        catalog_file: File of accepted mismatches, as the repository sees it.
        lines: Line of each catalog entry by fingerprint.
    """
    told = [_annotation(cause, catalog_file, lines) for cause in gate.blocking]
    told += [
        ("warning", {"title": f"not read: {one.file}"}, one.reason) for one in gate.state.unread
    ]
    shown = [command for name in ("error", "warning") for command in _capped(told, name)]
    shown.append(("notice", {"title": "crossfoot check"}, f"{coverage(gate)}\n{conclusion(gate)}"))
    return "\n".join(_command(*command) for command in shown) + "\n"


def _capped(told: Sequence[Command], name: str) -> list[Command]:
    """Return the commands of a name; of too many the first, and one that says so."""
    found = [command for command in told if command[0] == name]
    if len(found) <= WORST:
        return found
    more = len(found) - WORST + 1
    text = f"{more} more: GitHub shows {WORST} of a step, the summary of the job has all"
    return [*found[: WORST - 1], (name, {"title": "crossfoot check"}, text)]


def _annotation(cause: Cause, catalog_file: str, lines: dict[str, int]) -> Command:
    finding = cause.first
    document, check = finding.document, finding.check
    properties = {
        "file": document.place if document else catalog_file,
        "line": "1" if document else str(lines.get(finding.fingerprint, 1)),
        "title": f"{finding.outcome}: {_report(finding)}{place(finding)}",
    }
    told = check.explanation if check else ""
    message = "\n".join(filter(None, (equation(finding), told, more(cause), reason(finding))))
    return "warning" if finding.is_warning else "error", properties, message


def _report(finding: Finding) -> str:
    return f"{finding.document.report}, " if finding.document else ""


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_escape_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{_escape(message)}"


def _escape(text: str) -> str:
    text = printable(text, keep=LAYOUT)
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(printable(text)).replace(":", "%3A").replace(",", "%2C")


def to_markdown(gate: Gate) -> str:
    """Return a page for a pull request or a job summary."""
    return "\n".join(_paragraphs(gate)) + "\n"


def _paragraphs(gate: Gate) -> Iterator[str]:
    yield f"## Check {_literal(conclusion(gate))}\n"
    yield f"{_literal(coverage(gate))}.\n"
    if gate.causes:
        yield "| | report | where | printed | computed | off by | why |"
        yield "|---|---|---|---:|---:|---:|---|"
        yield from map(_row, gate.causes)
        yield ""
    yield from (
        f"- not read: {_literal(document.file)}: {_literal(document.reason)}"
        for document in gate.state.unread
    )


def _row(cause: Cause) -> str:
    finding = cause.first
    check, entry = finding.check, finding.entry
    source = check or entry
    cells = (
        finding.outcome,
        finding.document.report if finding.document else "catalog",
        place(finding),
        amount(source.printed) if source else "",
        amount(source.computed) if source else "",
        amount(check.delta) if check else "",
        " ".join(filter(None, (check.explanation if check else "", more(cause), reason(finding)))),
    )
    return f"| {' | '.join(_literal(cell) for cell in cells)} |"


def _literal(text: str) -> str:
    """Return a text that Markdown prints as it is, whatever a PDF put into it."""
    bare = printable(" ".join(text.split())).replace("\\", "\\\\")
    for mark in "|`*_[]#":
        bare = bare.replace(mark, f"\\{mark}")
    return bare.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
