"""What was probably meant by a word that is none: "did you mean `ingest`?"."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_CHOICE = re.compile(r"invalid choice: '([^']*)'")
_UNKNOWN = re.compile(r"unrecognized arguments: .*?(--[\w-]+)")


def suggest(message: str, words: Collection[str]) -> str:
    """Return argparse's message about a word it does not know, with what was probably meant.

    >>> suggest("argument COMMAND: invalid choice: 'ingset' (choose from 'ingest')", ["ingest"])
    "no 'ingset': did you mean ingest?"
    >>> suggest("unrecognized arguments: --serie x", ["--series", "--year"])
    "no '--serie': did you mean --series?"
    >>> suggest("unrecognized arguments: --year 2020", ["--series", "--year"])
    "'--year' does not go with this command"
    >>> suggest("the following arguments are required: PDF", ["ingest"])
    'the following arguments are required: PDF'
    """
    found = _CHOICE.search(message) or _UNKNOWN.search(message)
    if found is None:
        return message
    word = found[1]
    if word in words:
        return f"{word!r} does not go with this command"
    close = get_close_matches(word, sorted(set(words)), n=2, cutoff=0.7)
    if close:
        return f"no {word!r}: did you mean {' or '.join(close)}?"
    return message
