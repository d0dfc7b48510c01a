"""Plain text for people: aligned columns, no colours, fit for a pipe."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING
from unicodedata import combining, east_asian_width

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


def terminal_width() -> int:
    """Return the width of the terminal that is printed to, in chars; 0 for a pipe or a file.

    The variable COLUMNS says it for both, as it does for argparse.
    """
    if not (os.environ.get("COLUMNS") or sys.stdout.isatty()):
        return 0
    from shutil import get_terminal_size  # here: a start that prints nothing pays for nothing

    return get_terminal_size().columns


def fold(line: str, hang: int) -> str:
    """Return a line broken between words where the terminal is narrower, else as it is.

    What people copy (commands, lines of the catalog) is left to the terminal, which breaks it
    without changing it.

    Args:
        line: Prose, perhaps behind an indent or a word that heads it.
        hang: Chars that its further lines are indented by.
    """
    width = terminal_width()
    if not 0 < width < _width(line):
        return line
    from textwrap import fill

    further = " " * min(hang, width // 2)
    return fill(
        line, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
    )


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
    widths = [max(_width(line[col]) for line in lines) for col in range(len(header))]
    aligned = [_line(line, widths, right) for line in lines]
    if 0 < terminal_width() < max(map(_width, aligned)):
        return "\n\n".join(_record(lines[0], line) for line in lines[1:])
    return "\n".join(aligned)


def _record(header: Sequence[str], line: Sequence[str]) -> str:
    """Return a row as lines of a name and a text."""
    names = max(map(_width, header)) + 2
    told = zip(header, line, strict=True)
    return "\n".join(fold(_pad(name, names, right=False) + text, names) for name, text in told)


def _line(line: Sequence[str], widths: Sequence[int], right: Collection[int]) -> str:
    cells = [
        _pad(text, width, right=col in right)
        for col, (text, width) in enumerate(zip(line, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()


def _pad(text: str, width: int, *, right: bool) -> str:
    blank = " " * (width - _width(text))
    return blank + text if right else text + blank


def _width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
