"""Names of questions that survive a new reading of the report they are about."""

from __future__ import annotations

import hashlib
import json
import re

_REJECT = re.compile(r"\breject (q[0-9a-f]{9})\b")


def question_of(kind: str, *about: object) -> str:
    """Return the name of a question of a kind about something."""
    told = json.dumps([kind, *about], ensure_ascii=False)
    return "q" + hashlib.sha256(told.encode()).hexdigest()[:9]


def question_of_name(series_or_report: str, measure: str) -> str:
    """Return the name of the question which measure the header is that has an id of its own."""
    return question_of("header", series_or_report, measure)


def named_question(message: str) -> str:
    """Return the question that a warning says how to answer, "" where it names none.

    >>> named_question("if it is another one: crossfoot review reject q0123abcde")
    'q0123abcde'
    """
    found = _REJECT.search(message)
    return found[1] if found else ""
