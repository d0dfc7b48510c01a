"""The errors crossfoot raises, all of them.

::

    CrossfootError            anything a person can act on; one line, says what to do
    ├── UsageError            a bad flag, a missing option, a catalog that does not parse (exit 2)
    ├── UnreadableInput       one input could not be read; the others still can (exit 3)
    │   ├── NotAPdf           empty, HTML, text, truncated before its first object
    │   ├── LockedPdf         needs a password
    │   ├── LimitExceeded     time, memory or page size beyond the limits of the worker
    │   └── OcrFailed         Tesseract is there and does not work: a page stays unread
    ├── ServerUnavailable     there is no Prefect server to run against (exit 2)
    └── DatasetError          the dataset is locked, or has no such version (exit 2)
        └── DamagedDataset    it is damaged, or cannot be read where it lies (exit 3)

A defect of a *report* is never an error: it is a row (a check, a warning, a review item).
"""

from __future__ import annotations

from crossfoot.names import LAYOUT, printable


class CrossfootError(Exception):
    """Base of all errors with a message for people: one line, what happened and what to do."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        # it travels to terminals, logs, APIs and the dataset, often with a file's name in it
        super().__init__(printable(message, keep=LAYOUT))


class UsageError(CrossfootError):
    """The call was wrong: a flag, an argument, a configuration or catalog file."""


class UnreadableInput(CrossfootError):  # noqa: N818 - reads as what it is in messages and logs
    """One input could not be read; a run over several goes on with the others."""

    exit_code = 3


class NotAPdf(UnreadableInput):
    """The file is empty, no PDF, or too damaged to open."""


class LockedPdf(UnreadableInput):
    """The PDF asks for a password."""


class LimitExceeded(UnreadableInput):
    """Reading went beyond the time, memory or size allowed to one document."""


class OcrFailed(UnreadableInput):
    """Tesseract did not read a picture: it failed, was killed, took too long or spoke nonsense."""


class ServerUnavailable(CrossfootError):  # noqa: N818 - named like the other input errors
    """There is no Prefect API to run against."""


class DatasetError(CrossfootError):
    """The dataset file cannot serve: locked for too long, or without that version."""


class DamagedDataset(DatasetError):  # noqa: N818 - named like the other input errors
    """The dataset file is damaged, or cannot be read where it lies."""

    exit_code = 3
