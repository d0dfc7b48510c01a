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
from crossfoot.flows.words.fitted import fold
from crossfoot.flows.words.said import say, say_error
from crossfoot.names import LAYOUT, printable

WORST = 10
"""GitHub shows ten errors and ten warnings of a step and drops the rest without a word."""

INDENT = " " * 9
ACCEPT = "crossfoot check --accept"

Command = tuple[str, dict[str, str], str]
"""Name of a workflow command, its properties, its message."""


def to_text(gate: Gate) -> str:
    """Return the findings for a terminal: a paragraph a cause, then coverage and conclusion."""
    return "\n".join(_fitted(printable(line)) for line in _lines(gate)) + "\n"


def _fitted(line: str) -> str:
    """Return a line in the width of the terminal; a command is left whole, to be copied."""
    return line if line.lstrip().startswith(ACCEPT) else fold(line, len(INDENT))


def _lines(gate: Gate) -> Iterator[str]:
    number = gate.state.version
    version = say("no_dataset_version") if number is None else say("dataset_version", number=number)
    yield f"{gate.state.database}, {version}"
    for cause in gate.causes:
        finding = cause.first
        report = finding.document.report if finding.document else say("catalog")
        outcome = say(f"outcome_{finding.outcome}").upper()
        yield f"{outcome:<9}{report}, {place(finding)}"
        yield f"{INDENT}{equation(finding)}"
        if finding.check is not None:
            yield from _indented(finding.check.explanation or finding.check.suspects)
        if cause.more:
            command = "crossfoot check --all"
            yield INDENT + say("tells_each", more=more(cause), command=command)
        yield f"{INDENT}{reason(finding)}"
        if finding.outcome in ("new", "changed", "expired"):
            asked = "--reason WHY --author YOU --expires DATE"
            yield f"{INDENT}{ACCEPT} {finding.fingerprint} {asked}"
    for document in gate.state.unread:
        yield f"{say('unread').upper():<9}{document.file}: {say_error(document.reason)}"
    yield say("coverage_line", text=coverage(gate))
    yield say("check_line", text=conclusion(gate))


def _indented(text: str) -> Iterator[str]:
    if text:
        yield f"{INDENT}{' '.join(text.split())}"


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
        ("warning", {"title": say("not_read", file=one.file)}, say_error(one.reason))
        for one in gate.state.unread
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
        "title": f"{say(f'outcome_{finding.outcome}')}: {_report(finding)}{place(finding)}",
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
    yield f"## {_literal(say('check_title', text=conclusion(gate)))}\n"
    yield f"{_literal(coverage(gate))}.\n"
    if gate.causes:
        yield say("table_head")
        yield "|---|---|---|---:|---:|---:|---|"
        yield from map(_row, gate.causes)
        yield ""
    yield from (
        f"- {_literal(say('not_read', file=document.file))}: {_literal(say_error(document.reason))}"
        for document in gate.state.unread
    )


def _row(cause: Cause) -> str:
    finding = cause.first
    check, entry = finding.check, finding.entry
    source = check or entry
    cells = (
        say(f"outcome_{finding.outcome}"),
        finding.document.report if finding.document else say("catalog"),
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
