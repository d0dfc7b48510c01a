"""Passwords of protected reports: from the environment alone, so that no API and no log has them.

``CROSSFOOT_PASSWORD`` holds one, or several, one a line; each is tried on a file that asks for
one. ``--password`` and ``passwords.txt`` of a catalog add to the variable, which the processes that
read inherit. Nothing else is told a password: no parameter of a flow, no receipt of a run, no name
of a cached reading.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from crossfoot.addresses import shown_place
from crossfoot.errors import UsageError

VARIABLE = "CROSSFOOT_PASSWORD"
FLAG = "--password"
HIDDEN = "***"
FILE = "passwords.txt"
"""File of a catalog that holds passwords, one a line; "#" begins a remark."""


def known_passwords() -> tuple[str, ...]:
    """Return the passwords to try, in order, each once."""
    return tuple(dict.fromkeys(filter(None, os.environ.get(VARIABLE, "").splitlines())))


def add_passwords(passwords: Iterable[str]) -> None:
    """Let this process, and those it starts from now on, try these first."""
    told = (*passwords, *known_passwords())
    if told:
        os.environ[VARIABLE] = "\n".join(dict.fromkeys(told))


def learn_passwords(folder: Path | None) -> None:
    """Let this process try those of a catalog as well, after all others.

    Raises:
        UsageError: There is such a file, and it cannot be read.
    """
    path = folder / FILE if folder else None
    if path is None or not path.is_file():
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: cannot be read ({type(error).__name__}): write UTF-8") from error
    told = (*known_passwords(), *(line for line in lines if line and not line.startswith("#")))
    if told:
        os.environ[VARIABLE] = "\n".join(dict.fromkeys(told))


def hide_passwords(arguments: Sequence[str]) -> list[str]:
    """Return the arguments of a call fit to be kept: no password, no query of an address.

    >>> hide_passwords(["ingest", "--password", "s3cret", "a.pdf", "--password=other"])
    ['ingest', '--password', '***', 'a.pdf', '--password=***']
    >>> hide_passwords(["ingest", "https://a.org/b.pdf?Signature=s3cret"])
    ['ingest', 'https://a.org/b.pdf?…']
    """
    shown = []
    for before, text in zip(("", *arguments), arguments, strict=False):
        if before == FLAG:
            shown.append(HIDDEN)
        elif text.startswith(f"{FLAG}="):
            shown.append(f"{FLAG}={HIDDEN}")
        else:
            shown.append(shown_place(text))
    return shown
