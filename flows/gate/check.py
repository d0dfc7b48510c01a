"""`crossfoot check`: fails when a printed total does not hold and nobody has accepted that.

Reads the dataset and the catalog, prints, returns an exit code; CI calls it. With ``--accept`` it
prints the line of the catalog that accepts a mismatch, and never writes the file itself.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from crossfoot.flows.gate.formats_gitlab import to_gitlab
from crossfoot.flows.gate.formats_json import to_json, to_sarif
from crossfoot.flows.gate.formats_junit import to_junit
from crossfoot.flows.gate.formats_text import to_github, to_markdown, to_text
from crossfoot.flows.gate.places import locate
from crossfoot.flows.gate.state import GateState, read_state
from crossfoot.flows.gate.verdicts import EXIT_NOTHING, Gate, Known, failing_in, judge
from crossfoot.flows.gate.words import catalog_line
from crossfoot.model import AcceptedMismatch
from crossfoot.normalizers.catalog import ACCEPTED_FILE, find_catalog, load_catalog, shipped_folder

if TYPE_CHECKING:
    import argparse

LOCATED = frozenset({"json", "github", "sarif", "gitlab"})
"""Formats that name the path of a file in the repository."""

SUMMARY_BYTES = 2**20
"""GitHub takes a job summary of one MiB at most and drops a larger one whole."""


def run_check(args: argparse.Namespace, files: GateState | None = None) -> int:
    """Judge a version, print it in the format asked for, and return the exit code.

    Args:
        args: Of the command line.
        files: What was read from files, to be judged in place of the dataset.

    Raises:
        DatasetError: There is no such dataset or version.
        UsageError: The catalog does not parse, or ``--accept`` lacks what an entry needs.
    """
    state = files or read_state(args.db, version=args.version)
    if args.accept:
        lines = accept(state, args.accept, args.reason, args.author, args.expires, today=today())
        sys.stdout.write(f"{lines}\n")
        return 0
    folder = find_catalog(args.catalog)
    gate = judge(
        locate(state, Path.cwd()) if args.format in LOCATED else state,
        _accepted(folder, files),
        today=today(),
        fail_on=args.fail_on,
        min_coverage=Decimal(str(args.min_coverage)),
        min_placed=Decimal(str(args.min_placed)),
        known=_known(args.baseline),
        folded=not args.all,
    )
    sys.stdout.write(render(gate, args.format, (folder or shipped_folder()) / ACCEPTED_FILE))
    if args.format == "github":
        _write_summary(gate)
    if gate.exit_code == EXIT_NOTHING and args.nothing_ok:
        return 0
    return gate.exit_code


def _accepted(folder: Path | None, judged: GateState | None) -> tuple[AcceptedMismatch, ...]:
    """Return what people accepted; of files alone, entries about others are not stale."""
    accepted = load_catalog(folder).accepted
    if judged is None:
        return accepted
    failing = {fingerprint for fingerprint, _, _ in failing_in(judged)}
    return tuple(entry for entry in accepted if entry.fingerprint in failing)


def _known(baseline: Path | None) -> Known:
    """Return what fails in the dataset to compare with; nothing where there is none yet."""
    if baseline is None or not baseline.exists():
        return frozenset()
    return failing_in(read_state(baseline))


def render(gate: Gate, name: str, accepted_file: Path) -> str:
    """Return the gate in a format.

    Args:
        gate: What to say.
        name: "text", "json", "github", "junit", "sarif", "markdown" or "gitlab".
        accepted_file: The catalog's file of accepted mismatches, to point into.
    """
    shown = _as_repository_path(accepted_file)
    lines = _entry_lines(accepted_file)
    formats: dict[str, Callable[[], str]] = {
        "text": lambda: to_text(gate),
        "json": lambda: to_json(gate),
        "github": lambda: to_github(gate, catalog_file=shown, lines=lines),
        "junit": lambda: to_junit(gate),
        "sarif": lambda: to_sarif(gate, catalog_file=shown, lines=lines),
        "markdown": lambda: to_markdown(gate),
        "gitlab": lambda: to_gitlab(gate, catalog_file=shown, lines=lines),
    }
    return formats[name]()


def accept(
    state: GateState,
    fingerprint: str,
    reason: str | None,
    author: str | None,
    expires: str | None,
    *,
    today: datetime.date,
) -> str:
    """Return the lines to paste under ``accepted:`` for the failing checks of a fingerprint.

    Raises:
        UsageError: Nothing fails under it, or reason, author or a day to come is missing.
    """
    if not (reason and author and expires):
        raise UsageError("--accept needs --reason, --author and --expires YYYY-MM-DD")
    if _parse_day(expires) < today:
        raise UsageError(f"--expires {expires} is over: name a day to come")
    entries = [
        AcceptedMismatch(
            *(fingerprint, check.printed, check.computed, reason, author, today.isoformat()),
            *(expires, document.report),
        )
        for document in state.documents
        for check in document.checks
        if check.is_failing and check.fingerprint == fingerprint
        if check.printed is not None and check.computed is not None
    ]
    if not entries:
        raise UsageError(f"nothing fails under {fingerprint}: `crossfoot check` lists what does")
    return "\n".join(catalog_line(entry) for entry in dict.fromkeys(entries))


def today() -> datetime.date:
    """Return the day that entries expire by: the local one of who runs the check."""
    return datetime.datetime.now().astimezone().date()


def _parse_day(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--expires {text}: write a day as YYYY-MM-DD") from error


def _entry_lines(path: Path) -> dict[str, int]:
    """Return the line of each fingerprint in the catalog's file."""
    if not path.is_file():
        return {}
    lines: dict[str, int] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        _, found, rest = line.partition("fingerprint:")
        if found and not line.lstrip().startswith("#"):
            lines.setdefault(rest.split(",")[0].strip().strip("\"'"), number)
    return lines


def _as_repository_path(path: Path) -> str:
    """Return a path relative to where we run, as annotations want it."""
    resolved, here = path.resolve(), Path.cwd()
    return (resolved.relative_to(here) if resolved.is_relative_to(here) else path).as_posix()


def _write_summary(gate: Gate) -> None:
    """Add the Markdown page to the job's summary, where GitHub gives a file for it."""
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    page = to_markdown(gate).encode()
    if len(page) > SUMMARY_BYTES:
        page = page[: SUMMARY_BYTES - 1000].rpartition(b"\n")[0] + b"\n\n(cut: too long)\n"
    with Path(name).open("ab") as file:
        file.write(page)
