"""What was probably meant by a word that is none: "did you mean `ingest`?"."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_CHOICE = re.compile(r"invalid choice: '([^']*)'")
_UNKNOWN = re.compile(r"unrecognized arguments: (.*)")
_MISSING = re.compile(r"the following arguments are required: (.*)")


def suggest(message: str, words: Collection[str]) -> str:
    """Return argparse's message in words of ours, with what was probably meant.

    >>> suggest("argument COMMAND: invalid choice: 'ingset' (choose from 'ingest')", ["ingest"])
    "no 'ingset': did you mean ingest?"
    >>> suggest("unrecognized arguments: --serie x", ["--series", "--pages"])
    "no '--serie': did you mean --series?"
    >>> suggest("unrecognized arguments: --year 2020", ["--series", "--year"])
    "'--year' does not go with this command"
    >>> suggest("unrecognized arguments: b.pdf", ["--series", "--pages"])
    'unknown arguments: b.pdf'
    >>> suggest("the following arguments are required: PDF", ["ingest"])
    'still missing: PDF'
    """
    if missing := _MISSING.search(message):
        return f"still missing: {missing[1]}"
    unknown = _UNKNOWN.search(message)
    flag = re.search(r"--[\w-]+", unknown[1]) if unknown else None
    word = flag or _CHOICE.search(message)
    asked = word.group(word.lastindex or 0) if word else ""
    if asked in words:
        return f"{asked!r} does not go with this command"
    close = get_close_matches(asked, dict.fromkeys(words), n=2)
    if close:
        return f"no {asked!r}: did you mean {' / '.join(close)}?"
    return f"unknown arguments: {unknown[1]}" if unknown else message
