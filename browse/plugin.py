"""The Datasette plugin: links from rows to the printed page, pages of its own, safe headers.

Registered by ``browse.serve``. Uses only hooks that Datasette 0.65 and 1.0 share.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from datasette import Response, hookimpl
from datasette import handle_exception as errors
from datasette.views import base
from markupsafe import Markup

from crossfoot.browse import addresses
from crossfoot.browse.downloads import SafeCsv
from crossfoot.browse.large import with_defaults
from crossfoot.browse.links import Link, Linker
from crossfoot.browse.pages import comparison, home, mismatches, prints, reports, subjects
from crossfoot.browse.pages.errors import show_error
from crossfoot.browse.pages.page import frame_of, language_headers, reader_language

LINKERS: WeakKeyDictionary[Any, Linker] = WeakKeyDictionary()
"""One for each Datasette: it knows the foreign keys of its databases."""

CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    b"content-security-policy": CONTENT_POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
}


@hookimpl  # type: ignore[untyped-decorator]
def register_routes() -> list[tuple[str, Callable[..., Any]]]:
    """Return the plugin's pages."""
    ending = addresses.ENDING
    return [
        (r"^/$", home.show_home),
        (r"^/-/crossfoot/search$", home.show_search),
        (r"^/-/crossfoot/reports$", home.show_reports),
        (r"^/-/crossfoot/cities$", subjects.show_cities),
        (r"^/-/crossfoot/city/(?P<id>-?\d{1,18})" + ending, subjects.show_city),
        (r"^/-/crossfoot/measures$", subjects.show_measures),
        (r"^/-/crossfoot/measure/(?P<measure>[^/.]+)" + ending, subjects.show_measure),
        (r"^/-/crossfoot/mismatches" + ending, mismatches.show_mismatches),
        (r"^/-/crossfoot/compare" + ending, comparison.show_comparison),
        *((pattern, prints.show_place) for pattern in addresses.PLACES),
        (rf"^/-/crossfoot/printed/{addresses.OF_ROWS}$", prints.lead_on),
        (rf"^/-/crossfoot/crop/{addresses.OF_ROWS}\.png$", prints.lead_on),
        (r"^/-/crossfoot/sheet/(?P<key>[0-9a-f]{12})/(?P<page>\d{1,5})\.png$", prints.show_sheet),
        (r"^/-/crossfoot/image/(?P<name>[0-9a-f]+\.png)$", prints.show_image),
        (r"^/(?P<database>[^/]+)/(?P<kind>observations)/(?P<id>\d{1,18})$", prints.lead_on),
        (addresses.TABLE, reports.show_table),
        (addresses.REPORT, reports.show_report),
        (addresses.MAP, reports.show_map),
        (r"^/-/crossfoot/(?P<kind>report|table|map)/(?P<id>\d{1,18})" + ending, reports.lead_on),
        (r"^/-/crossfoot/map$", reports.show_map),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(
    row: Any, value: Any, column: str, table: str | None, database: str, datasette: Any
) -> Callable[[], Awaitable[Markup | None]] | Markup | None:
    """Link references to what they point to, and say the status of a check in a colour."""
    if value in (None, "") or isinstance(value, bytes) or not _is_ours(datasette, database):
        return None
    if column in ("check_status", "status") and table != "runs":
        return Markup('<span class="cf-status cf-{}">{}</span>').format(value, value)
    linker = LINKERS.setdefault(datasette, Linker(datasette))
    if linker.leads_nowhere(database, table, column):
        return None

    async def linked() -> Markup | None:
        link = await linker.link(database, table, column, row)
        if link is not None:
            return _anchor(link)
        return Markup("<span>{}</span>").format(value["label"]) if isinstance(value, dict) else None

    return linked


def _anchor(link: Link) -> Markup:
    shown = f"{link.text} ▸ {link.word}" if link.word and link.text.isdecimal() else link.text
    return Markup('<a href="{}" title="{}">{}</a>').format(link.href, link.hint or shown, shown)


def _is_ours(datasette: Any, database: str) -> bool:
    """Say whether it is the database that the plugin's pages show: Datasette may serve others."""
    return bool(datasette.get_database().name == database)


@hookimpl  # type: ignore[untyped-decorator]
def extra_template_vars(template: str, request: Any, datasette: Any) -> dict[str, Any]:
    """Give Datasette's own pages our frame, in their reader's language; ours bring theirs."""
    if template.startswith("crossfoot_") or request is None:
        return {}
    return frame_of(datasette, request, reader_language(request), switch="_lang")


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper(datasette: Any) -> Callable[[Any], Any]:
    """Set security headers on every answer, once each; spare large tables what nobody asked for."""
    base = datasette.setting("base_url").rstrip("/")
    large = (datasette.metadata("crossfoot") or {}).get("large", "")

    def wrap(app: Any) -> Any:
        @wraps(app)
        async def with_headers(scope: Any, receive: Any, send: Any) -> None:
            async def send_with_headers(message: Any) -> None:
                if message["type"] == "http.response.start":
                    kept = [
                        (name, value)
                        for name, value in message.get("headers", [])
                        if name.lower() not in HEADERS
                    ]
                    chosen = language_headers(scope, kept)
                    message = {**message, "headers": [*kept, *HEADERS.items(), *chosen]}
                await send(message)

            asked = with_defaults(scope, f"{base}/{large}") if large else scope
            await app(asked, receive, send_with_headers)

        return with_headers

    return wrap


@hookimpl  # type: ignore[untyped-decorator]
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Say what went wrong in our frame; of a damaged dataset what it is and what to do."""
    if type(exception) is sqlite3.DatabaseError:  # its subclasses are faults of a query
        told = f"The dataset is damaged ({exception}): restore a copy, or ingest into a new file."
        return Response.text(told, status=500)
    if request.path.endswith(".json"):
        return None
    return lambda: show_error(datasette, request, exception)


@hookimpl  # type: ignore[untyped-decorator]
def startup() -> None:
    """Let Datasette answer addresses it does not know with 404, and write CSV as we do.

    Where rich is installed, as it is with Prefect, Datasette 0.65 prints each exception with it;
    an unknown address comes without a traceback, rich refuses it, and the reader gets a bare 500.
    """
    errors.rich = None
    base.csv = SafeCsv
