"""The Datasette plugin: links from rows to the printed page, pages of its own, safe headers.

Registered by ``browse.serve``. Uses only hooks that Datasette 0.65 and 1.0 share.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from datasette import handle_exception as errors
from datasette import hookimpl
from markupsafe import Markup

from crossfoot.browse import views

LINKED = {
    "observation_id": "observation",
    "figure_id": "figure",
    "check_id": "check",
    "cell_id": "cell",
    "mention_id": "city",
}
"""Columns whose ids lead to the printed page, in tables, views and queries."""

OWN_ID = {
    "observations": "observation",
    "figures": "figure",
    "checks": "check",
    "cells": "cell",
    "city_mentions": "city",
}
"""Tables whose own id does."""

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
    return [
        (r"^/-/crossfoot/printed/(?P<kind>[a-z]+)/(?P<id>\d{1,18})$", views.show_printed),
        (r"^/-/crossfoot/crop/(?P<kind>[a-z]+)/(?P<id>\d{1,18})\.png$", views.show_crop),
        (r"^/-/crossfoot/image/(?P<name>[0-9a-f]+\.png)$", views.show_image),
        (r"^/-/crossfoot/table/(?P<id>\d{1,18})$", views.show_table),
        (r"^/-/crossfoot/report/(?P<id>\d{1,18})$", views.show_report),
        (r"^/-/crossfoot/map/(?P<id>\d{1,18})$", views.show_map),
        (r"^/-/crossfoot/map$", views.show_map),
    ]


@hookimpl  # type: ignore[untyped-decorator]
def render_cell(value: Any, column: str, table: str | None, datasette: Any) -> Markup | None:
    """Link ids to the printed page, and say the status of a check in a colour and in words."""
    if value in (None, ""):
        return None
    kind = LINKED.get(column) or (OWN_ID.get(table or "") if column == "id" else None)
    if kind is not None:
        path = datasette.urls.path(f"/-/crossfoot/printed/{kind}/{value}")
        return Markup('<a href="{}" title="show where it was printed">{} ▸ page</a>').format(
            path, value
        )
    if column == "table_id" or (column == "id" and table == "tables"):
        path = datasette.urls.path(f"/-/crossfoot/table/{value}")
        return Markup('<a href="{}" title="show the table as printed">{} ▸ table</a>').format(
            path, value
        )
    if column == "report_id" or (column == "id" and table == "reports"):
        path = datasette.urls.path(f"/-/crossfoot/report/{value}")
        return Markup('<a href="{}" title="read the report">{} ▸ report</a>').format(path, value)
    if column in ("check_status", "status") and table != "runs":
        return Markup('<span class="cf-status cf-{}">{}</span>').format(value, value)
    return None


@hookimpl  # type: ignore[untyped-decorator]
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Add the map to the menu."""
    return [{"href": datasette.urls.path("/-/crossfoot/map"), "label": "Map of all cities"}]


@hookimpl  # type: ignore[untyped-decorator]
def extra_css_urls(datasette: Any) -> list[str]:
    """Add our style sheet to every page."""
    return [datasette.urls.path("/crossfoot/crossfoot.css")]


@hookimpl  # type: ignore[untyped-decorator]
def asgi_wrapper() -> Callable[[Any], Any]:
    """Set security headers on every answer, once each."""

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
                    message = {**message, "headers": [*kept, *HEADERS.items()]}
                await send(message)

            await app(scope, receive, send_with_headers)

        return with_headers

    return wrap


@hookimpl  # type: ignore[untyped-decorator]
def startup() -> None:
    """Let Datasette answer addresses it does not know with 404.

    Where rich is installed, as it is with Prefect, Datasette 0.65 prints each exception with it;
    an unknown address comes without a traceback, rich refuses it, and the reader gets a bare 500.
    """
    errors.rich = None
