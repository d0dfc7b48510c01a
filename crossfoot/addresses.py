"""Reports behind an address (http, https, s3): fetched to a file, then read like any other.

What is secret stays out of names: an address is shown without its query, where signatures and
tokens stand, and one with a password in it is refused. Credentials are asked of the environment
(``AWS_…``, ``~/.netrc``) by whoever fetches, on the machine that fetches.
"""

from __future__ import annotations

import contextlib
import re
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from crossfoot.errors import LimitExceeded, NotAPdf, UnreadableInput, UsageError
from crossfoot.extras import require_extra
from crossfoot.names import output_stem, printable

if TYPE_CHECKING:
    from collections.abc import Iterator

SCHEMES = ("http", "https", "s3")
HIDDEN_QUERY = "?…"
CONNECT_SECONDS = 20
SILENT_SECONDS = 60  # between two pieces of a file
RETRY_SECONDS = (1.0, 5.0)  # a service that is busy or restarts answers soon; one away does not
MIB = 1 << 20
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)://.")
_SERVER_ERROR, _FORBIDDEN = 500, (401, 403, 407)


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
        text = last if self.scheme == "s3" else unquote(last)
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
    parts = urlsplit(text)
    if "@" in parts.netloc:
        shown = f"{address.scheme}://{printable(parts.netloc.rpartition('@')[2])}{parts.path}"
        raise UsageError(
            f"{shown}: a password in an address is seen by others; put it into ~/.netrc (http) or "
            "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (s3), and leave it out"
        )
    if address.scheme != "s3" and parts.path.endswith("/"):
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


def list_folder(address: Address) -> tuple[Address, ...]:
    """Return the PDFs directly below an s3 address, by name; hidden ones not.

    Raises:
        UnreadableInput: It cannot be listed.
    """
    with _told(address):
        listed = _open_system(address).ls(address.url.rstrip("/"), detail=True, refresh=True)
    names = (str(one["name"]) for one in listed if one["type"] == "file")
    return tuple(
        Address(f"s3://{name}")
        for name in sorted(names)
        if name.lower().endswith(".pdf") and not name.rpartition("/")[2].startswith(".")
    )


def fetch(address: Address, target: Path, most_mb: int) -> Path:
    """Write what lies behind an address into a file.

    Args:
        target: The file; its folder is made.
        most_mb: Of the file, in MiB.

    Raises:
        UnreadableInput: It is not there, may not be read or cannot be reached, in one line.
        LimitExceeded: It is larger.
    """
    require_extra("remote")
    target.parent.mkdir(parents=True, exist_ok=True)
    for pause in (*RETRY_SECONDS, None):
        try:
            with _told(address, is_last=pause is None):
                limit = _limit(address, most_mb)
                _open_system(address).get_file(address.url, str(target), callback=limit)
                return target
        except _BusyError:
            time.sleep(pause or 0.0)
    raise UnreadableInput(f"{address}: cannot be read")  # the last attempt has said why


class _BusyError(Exception):
    """A server that may answer when it is asked again."""


def _open_system(address: Address) -> Any:
    """Return the file system of fsspec behind an address: a fresh one, which remembers nothing."""
    import fsspec

    if address.scheme == "s3":
        return fsspec.filesystem(
            "s3",
            skip_instance_cache=True,
            use_listings_cache=False,
            config_kwargs={
                "connect_timeout": CONNECT_SECONDS,
                "read_timeout": SILENT_SECONDS,
                "retries": {"max_attempts": 1},
            },
        )
    from aiohttp import ClientTimeout

    waits = ClientTimeout(total=None, sock_connect=CONNECT_SECONDS, sock_read=SILENT_SECONDS)
    client = dict(trust_env=True, timeout=waits)  # noqa: C408 - asks ~/.netrc and proxies
    return fsspec.filesystem("http", skip_instance_cache=True, client_kwargs=client)


def _limit(address: Address, most_mb: int) -> Any:
    """Return what is told of each piece, and stops a file that is too large."""
    from fsspec.callbacks import Callback

    class Limit(Callback):  # type: ignore[misc] # fsspec has no types
        """Counts bytes."""

        def call(self, hook_name: object = None, **kwargs: object) -> None:
            """Refuse more than may be read."""
            if max(self.value, self.size or 0) > most_mb * MIB:
                raise LimitExceeded(
                    f"{address}: larger than the {most_mb} MB that reading one file may take"
                )

    return Limit()


@contextlib.contextmanager
def _told(address: Address, *, is_last: bool = True) -> Iterator[None]:
    """Turn what libraries raise into a line; their own texts hold addresses with signatures."""
    try:
        yield
    except (UnreadableInput, UsageError, MemoryError):
        raise
    except Exception as error:
        status = _status(error)
        is_busy = status >= _SERVER_ERROR or type(error).__name__ in _BROKEN_OFF
        if is_busy and not is_last:
            raise _BusyError from None
        raise _explain(address, error, status) from None


_BROKEN_OFF = frozenset({"ClientPayloadError", "ServerDisconnectedError", "IncompleteReadError"})


def _status(error: BaseException) -> int:
    """Return the HTTP status that an error tells of, 0 where there was none."""
    status = getattr(error, "status", 0)
    cause = error.__cause__
    if not status and cause is not None:
        told: dict[str, Any] = getattr(cause, "response", None) or {}
        status = told.get("ResponseMetadata", {}).get("HTTPStatusCode", 0)
    return status if isinstance(status, int) else 0


def _explain(address: Address, error: Exception, status: int) -> UnreadableInput:
    kind = type(error).__name__
    if isinstance(error, FileNotFoundError):
        return NotAPdf(f"{address}: nothing is there (404); check the address")
    if status in _FORBIDDEN or isinstance(error, PermissionError) or "Credential" in kind:
        return UnreadableInput(f"{address}: may not be read ({_denied(kind, status)}); {_KEYS}")
    if status:
        return UnreadableInput(f"{address}: the server answers {status}; try again later")
    is_away = any(isinstance(error, known) for known in (OSError, TimeoutError)) or (
        "Connect" in kind or "Timeout" in kind or "Endpoint" in kind
    )
    if is_away:
        return UnreadableInput(f"{address}: cannot be reached ({kind}); check host and network")
    return UnreadableInput(f"{address}: cannot be fetched ({kind})")


_KEYS = (
    "credentials are asked of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (s3) or ~/.netrc (http), "
    "on the machine that reads"
)


def _denied(kind: str, status: int) -> str:
    return "no credentials" if "Credential" in kind else str(status or 403)
