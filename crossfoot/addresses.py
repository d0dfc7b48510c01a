"""Where reports lie that are no files of this machine: http, https and s3 addresses.

What is secret stays out of names: an address is shown without its query, where signatures and
tokens stand, and one with a password in it is refused. Nothing is fetched here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from crossfoot.errors import UsageError
from crossfoot.extras import require_extra
from crossfoot.names import output_stem, printable

SCHEMES = ("http", "https", "s3")
HIDDEN_QUERY = "?…"
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://.")
_ESCAPED = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True, repr=False)
class Address:
    """Where a report lies that is no file of this machine.

    Attributes:
        url: As it was given; its query may hold a signature, so it is shown by ``str()``.
    """

    url: str

    def __str__(self) -> str:
        """Return the address as it may be shown and kept: without its query."""
        head, mark, _ = self.url.partition("#")[0].partition("?")
        return printable(head) + (HIDDEN_QUERY if mark else "")

    __repr__ = __str__

    @property
    def scheme(self) -> str:
        """What it begins with, in lower case."""
        return self.url.partition(":")[0].lower()

    @property
    def name(self) -> str:
        """The name of the file, fit for a file system."""
        path = self.url.partition("#")[0].partition("?")[0]
        last = path.rstrip("/").rpartition("/")[2]
        text = last if self.scheme == "s3" else _unescape(last)
        name = printable(text).replace("/", "_").lstrip(".") or "report"
        return f"{output_stem(name)}{Path(name).suffix[:16]}"

    @property
    def is_folder(self) -> bool:
        """Whether PDFs below it are meant: a bucket or prefix that is not called a PDF."""
        return self.scheme == "s3" and not self.url.lower().endswith(".pdf")


Place = Path | Address
"""Where a report lies."""


def place_of(text: str) -> Place:
    """Return the address that a text is, or the path.

    Raises:
        UsageError: It is an address that cannot be read: of another scheme, with a password in it,
            of a folder of a web server; or the extra is missing.
    """
    found = _SCHEME.match(text)
    if found is None:
        return Path(text)
    address = Address(text)
    if address.scheme not in SCHEMES:
        raise UsageError(
            f"{address}: reports are read from http, https and s3 addresses; copy it to one of "
            "these, or to this machine"
        )
    host, _, rest = str(address).partition("://")[2].partition("/")
    if "@" in host:
        raise UsageError(
            f"{shown_place(text)}: a password in an address is seen by others; put it into "
            "~/.netrc (http) or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (s3), and leave it out"
        )
    if address.scheme != "s3" and (not rest or rest.endswith("/")):
        raise UsageError(f"{address}: a web server lists no folder; name the files in it")
    require_extra("remote")
    return address


def shown_place(text: str) -> str:
    """Return an argument of a call fit to be kept: an address without its query and password."""
    if _SCHEME.match(text) is None:
        return text
    head, slashes, rest = text.partition("://")
    host, slash, path = rest.partition("/")
    return str(Address(f"{head}{slashes}{host.rpartition('@')[2]}{slash}{path}"))


def _unescape(text: str) -> str:
    """Return a part of an address as the name that it writes, "%C3%A9" as "é"."""
    found = _ESCAPED.sub(lambda sign: bytes.fromhex(sign[1].decode()), text.encode())
    return found.decode(errors="replace")
