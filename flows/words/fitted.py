"""What people read, in the width of their terminal."""

from __future__ import annotations

import os
import sys
from unicodedata import combining, east_asian_width


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
    if not 0 < width < text_width(line):
        return line
    from textwrap import fill

    further = " " * min(hang, width // 2)
    return fill(
        line, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
    )


def text_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(
        0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text
    )
