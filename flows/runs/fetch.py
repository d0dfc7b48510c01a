"""Fetching reports from http, https and s3 addresses: to a file, which is read like any other.

Credentials are asked of the environment (``AWS_…``, ``~/.netrc``) on the machine that fetches.
What cannot be fetched is said in a line of ours: those of the libraries hold whole addresses.
"""

from __future__ import annotations

import contextlib
import socket
import time
from typing import TYPE_CHECKING, Any

from crossfoot.addresses import Address
from crossfoot.errors import LimitExceeded, NotAPdf, UnreadableInput, UsageError
from crossfoot.extras import require_extra

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

CONNECT_SECONDS = 20
SILENT_SECONDS = 60  # between two pieces of a file
RETRY_SECONDS = (1.0, 5.0)  # a service that is busy or restarts answers soon; one away does not
MIB = 1 << 20
_SERVER_ERROR, _FORBIDDEN = 500, (401, 403, 407)


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


def fetch(
    address: Address, target: Path, most_mb: int, pauses: Sequence[float] = RETRY_SECONDS
) -> Path:
    """Write what lies behind an address into a file.

    Args:
        target: The file; its folder is made.
        most_mb: Of the file, in MiB.
        pauses: Seconds before each further try at a server that is busy.

    Raises:
        UnreadableInput: It is not there, may not be read or cannot be reached, in one line.
        LimitExceeded: It is larger.
    """
    require_extra("remote")
    target.parent.mkdir(parents=True, exist_ok=True)
    for pause in (*pauses, None):
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
        cause = getattr(error, "os_error", error)  # what aiohttp was told by the system
        why = say_unreached(cause) if isinstance(cause, _SAYING) else kind
        return UnreadableInput(f"{address}: cannot be reached ({why}); check host and network")
    return UnreadableInput(f"{address}: cannot be fetched ({kind})")


def say_unreached(cause: object) -> str:
    """Return why nobody answered, of what the system says of it."""
    if isinstance(cause, ConnectionRefusedError):
        return "nothing listens at that port"
    if isinstance(cause, socket.gaierror):
        return "there is no host of that name"
    if isinstance(cause, TimeoutError):
        return "no answer in time: a wrong host or port, or a firewall"
    return f"{type(cause).__name__}: {cause}"[:120]


_SAYING = (ConnectionRefusedError, socket.gaierror, TimeoutError)

_KEYS = (
    "credentials are asked of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY (s3) or ~/.netrc (http), "
    "on the machine that reads"
)


def _denied(kind: str, status: int) -> str:
    return "no credentials" if "Credential" in kind else str(status or 403)
