"""The command that tries again what a run could not read, as it is typed into a shell."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.addresses import Address
from crossfoot.names import printable
from crossfoot.passwords import FLAG

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from crossfoot.addresses import Place


def retry_command(arguments: Sequence[str], named: Collection[Place], failed: Sequence[str]) -> str:
    r"""Return the call with the files that failed in place of those it named.

    Passwords are left out: they are asked of the environment.

    Args:
        arguments: Those of the call, without the program's name.
        named: The files and folders among them.
        failed: What could not be read.

    >>> retry_command(["ingest", "--direct", "in"], [Path("in")], ["in/a b.pdf"])
    "crossfoot ingest --direct -- 'in/a b.pdf'"
    """
    kept = list(_flags(arguments, named))
    return " ".join(["crossfoot", *map(shell_word, (*kept, "--", *failed))])


def shell_word(text: str) -> str:
    r"""Return a text as a shell takes it, its bytes spelled out where they cannot be printed.

    >>> print(shell_word("a\nb\udcff'.pdf"))
    $'a\nb\xff\'.pdf'
    """
    if printable(text) == text:
        return shlex.quote(text)
    return f"$'{''.join(_spell(sign) for sign in text)}'"


def _spell(sign: str) -> str:
    if sign in "\\'":
        return f"\\{sign}"
    if sign == "\n":
        return r"\n"
    if printable(sign) == sign:
        return sign
    return "".join(f"\\x{byte:02x}" for byte in sign.encode(errors="surrogateescape"))


def _flags(arguments: Sequence[str], named: Collection[Place]) -> Iterator[str]:
    is_password = False
    addresses = {place.url for place in named if isinstance(place, Address)}
    for text in arguments:
        if is_password or text == "--" or Path(text) in named or text in addresses:
            is_password = False
            continue
        if re.match(f"{FLAG}(=|$)", text):
            is_password = text == FLAG
            continue
        yield text
