r"""Names and texts of strangers, made fit to be shown and stored.

A file name may hold any byte but "/" and NUL: bytes that are no UTF-8 (Python keeps them as lone
surrogates, which no JSON, no SQLite and no terminal takes), line breaks that would begin a
workflow command, escape sequences that would rewrite a terminal, marks that turn the direction of
the text around them. What cannot be printed is written as Python would write it (``\xff``,
``\n``, ``\u202e``); everything else, emoji too, stays as it is. A backslash stays one, so that a
text that went through here once does not change any more.
"""

from __future__ import annotations

import re

TYPE_CHECKING = False  # as typing's, which every start of the program would pay for
if TYPE_CHECKING:
    from typing import Protocol

    class Named(Protocol):
        """A path, or an address."""

        @property
        def name(self) -> str:
            """Its last part."""


LAYOUT = "\t\n"
"""Signs that lay out a text of several lines, where there may be such a text."""

LONGEST_STEM = 200
"""Bytes: file systems take 255, and an ending follows."""

_UNSHOWN = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # control chars
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # marks of direction
    "\u2028\u2029"  # line and paragraph separators
    "\ud800-\udfff]"  # lone surrogates
)

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|~-])")  # "<", ">" and "&" become entities


def printable(text: str, *, keep: str = "") -> str:
    r"""Return a text in which all that cannot be printed is spelled out.

    Args:
        text: Of any origin; an undecodable byte of a file name is a lone surrogate.
        keep: Signs that stay, :data:`LAYOUT` for a text of several lines.

    >>> print(printable("a\nb\x1b[2J\udcff é 🏙"))
    a\nb\x1b[2J\xff é 🏙
    """
    return _UNSHOWN.sub(lambda found: found[0] if found[0] in keep else _spell(found[0]), text)


def shown_name(path: Named) -> str:
    """Return the name of a file as it is shown and stored."""
    return printable(path.name)


def output_stem(name: str) -> str:
    r"""Return what the names of files made from a file begin with: its own name, if that serves.

    A name that leaves no room for an ending is cut, and told apart by a few digits of its hash.

    >>> output_stem("rapport 2023.pdf")
    'rapport 2023'
    >>> len(output_stem("é" * 120 + ".pdf").encode())
    200
    """
    stem, dot, _ = printable(name).rpartition(".")
    stem = stem if dot and stem else printable(name)
    if len(stem.encode()) <= LONGEST_STEM:
        return stem
    import hashlib  # here and below: `--help` needs neither

    mark = f"~{hashlib.sha256(stem.encode()).hexdigest()[:9]}"
    return stem.encode()[: LONGEST_STEM - len(mark)].decode(errors="ignore") + mark


def escape_markdown(text: str) -> str:
    r"""Make text mean itself in Markdown, on one line.

    >>> print(escape_markdown("Total | <b>2023</b>"))
    Total \| &lt;b&gt;2023&lt;/b&gt;
    """
    import html

    line = printable(" ".join(text.split()))
    return html.escape(_MARKDOWN.sub(r"\\\1", line), quote=False)


def _spell(sign: str) -> str:
    byte = ord(sign) - 0xDC00
    if 0x80 <= byte <= 0xFF:  # PEP 383: how Python keeps a byte that it could not decode
        return f"\\x{byte:02x}"
    # the separators as YAML writes them: "\\u2028" would be read as a year in a file name
    return {"\u2028": r"\L", "\u2029": r"\P"}.get(sign) or sign.encode("unicode_escape").decode()
