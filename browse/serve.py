"""`crossfoot browse`: Datasette with our descriptions, queries and pages, on this machine alone.

Nothing is written to the dataset; it may grow while people browse, unless it lies where nothing can
be written: then what is shown is what was there at the start.
"""

from __future__ import annotations

import gc
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

from crossfoot.browse.large import LARGE
from crossfoot.browse.metadata import describe_dataset
from crossfoot.db.file.reading import reading_uri
from crossfoot.errors import UsageError

HERE = Path(__file__).parent
SETTINGS: dict[str, Any] = {
    "sql_time_limit_ms": 3000,
    "facet_time_limit_ms": 700,
    "max_returned_rows": 2000,
    "max_csv_mb": 50,
    "default_page_size": 50,
    "allow_download": False,
}


def make_app(database: Path, *, base_url: str = "/", sql: bool = True, large: int = LARGE) -> Any:
    """Return a Datasette instance on a dataset.

    Args:
        base_url: Path below which a proxy shows it.
        sql: Let readers write queries of their own; limits on time and rows hold.
        large: Numbers from which on nothing is counted unasked.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
    """
    from datasette.app import Datasette
    from datasette.plugins import pm

    from crossfoot.browse import plugin

    if not pm.is_registered(plugin):
        pm.register(plugin, name="crossfoot")
    # where nothing can be written Datasette must know that nothing changes either
    is_still = "immutable=1" in reading_uri(database)
    return Datasette(
        [] if is_still else [str(database)],
        immutables=[str(database)] if is_still else [],
        metadata=describe_dataset(database.stem, database, large=large),
        template_dir=str(HERE / "templates"),
        # under "-", where no dataset can be: the usual one is called crossfoot
        static_mounts=[("-/crossfoot/static", str(HERE / "static"))],
        settings={**SETTINGS, "base_url": base_url, "default_allow_sql": sql},
    )


def serve(
    database: Path,
    *,
    host: str = "127.0.0.1",
    port: int = 8001,
    base_url: str = "/",
    sql: bool | None = None,
    announce: Callable[[str], object] = lambda _: None,
) -> None:
    """Serve a dataset until interrupted.

    Args:
        base_url: Path below which a proxy shows it: begins and ends with a slash.
        sql: Let readers write queries of their own; ``None``: only on this machine.
        announce: Told the address when nothing stands in the way any more.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
        UsageError: The port is taken.
    """
    import uvicorn

    if not (base_url.startswith("/") and base_url.endswith("/")):
        raise UsageError(f"--base-url {base_url!r}: a path that begins and ends with a slash")
    is_here = host in ("127.0.0.1", "localhost", "::1")
    app = make_app(database, base_url=base_url, sql=is_here if sql is None else sql)
    with socket.socket(_family(host)) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            msg = f"port {port} is taken, or {host} is no address here: see --port and --host"
            raise UsageError(msg) from None
    gc.collect()
    gc.freeze()  # what stands by now stays: looking through it again takes as long as a page
    announce(f"http://{host}:{port}{base_url.rstrip('/')}")
    uvicorn.run(app.app(), host=host, port=port, log_level="warning", proxy_headers=True)


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
