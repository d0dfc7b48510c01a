"""Plain text for people: aligned columns, no colours, fit for a pipe."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from crossfoot.flows.words.fitted import fold, terminal_width, text_width
from crossfoot.names import LAYOUT, printable

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


LOG_FORMAT = "CROSSFOOT_LOG_FORMAT"
"""Variable that `--log-format` sets, for the processes of a run as well."""


def show(text: str, *, to_stderr: bool = False, at_once: bool = False) -> None:
    """Print text for people: what a PDF or a file name put into it rewrites no terminal.

    Args:
        to_stderr: Print what is no result of the command there.
        at_once: Do not wait for more, because the next line may take a while.
    """
    if to_stderr and os.environ.get(LOG_FORMAT) == "json":
        tell(text)
        return
    stream = sys.stderr if to_stderr else sys.stdout
    print(printable(text, keep=LAYOUT), file=stream, flush=at_once)


def tell(text: str, level: str = "info") -> None:
    """Print a message on stderr: a line of text, or one JSON object under `--log-format json`."""
    line = printable(text, keep=LAYOUT)
    if os.environ.get(LOG_FORMAT) == "json":
        import json
        from datetime import UTC, datetime

        now = datetime.now(UTC).isoformat(timespec="milliseconds")
        message = line.removeprefix("crossfoot: ")
        line = json.dumps({"time": now, "level": level, "message": message}, ensure_ascii=False)
    print(line, file=sys.stderr)


def format_table(
    header: Sequence[str], rows: Sequence[Sequence[str]], *, right: Collection[int] = ()
) -> str:
    """Return rows under a header as lines of text, columns aligned.

    On a terminal that is too narrow for them, each row becomes lines of a name and a text.

    Args:
        header: One name per column.
        rows: As many texts each.
        right: Columns aligned at their right end, numbers usually.
    """
    lines = [[printable(text) for text in line] for line in (header, *rows)]
    widths = [max(text_width(line[col]) for line in lines) for col in range(len(header))]
    aligned = [_line(line, widths, right) for line in lines]
    if 0 < terminal_width() < max(map(text_width, aligned)):
        return "\n\n".join(_record(lines[0], line) for line in lines[1:])
    return "\n".join(aligned)


def _record(header: Sequence[str], line: Sequence[str]) -> str:
    """Return a row as lines of a name and a text."""
    names = max(map(text_width, header)) + 2
    told = zip(header, line, strict=True)
    return "\n".join(fold(_pad(name, names, right=False) + text, names) for name, text in told)


def _line(line: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    cells = [
        _pad(text, width, right=col in right)
        for col, (text, width) in enumerate(zip(line, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _pad(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - text_width(text))
    return blank + text if right else text + blank
