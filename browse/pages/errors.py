"""What Datasette could not show, told in our frame and the reader's language."""

from __future__ import annotations

from typing import Any

from datasette.database import QueryInterrupted
from datasette.utils.asgi import Base400
from datasette.views.base import DatasetteError
from markupsafe import Markup

from crossfoot.browse.pages.page import not_found, render


async def show_error(datasette: Any, request: Any, exception: Exception) -> Any:
    """Return the page of an error: of an address that leads nowhere the one all such have."""
    status, title, message = _told(exception)
    if status == 404:
        return await not_found(datasette, request)
    context = {"title": title, "error": message}
    return await render(datasette, request, "error.html", context, status=status)


def _told(exception: Exception) -> tuple[int, str | None, str]:
    """Return status, title and message of an error; Datasette logs what nobody foresaw."""
    if isinstance(exception, Base400):
        return exception.status, None, str(exception.args[0]) if exception.args else ""
    if isinstance(exception, DatasetteError):
        is_html = exception.message_is_html
        text = Markup(exception.message) if is_html else exception.message  # noqa: S704 - Datasette's own
        return exception.status, exception.title, text
    if isinstance(exception, QueryInterrupted):
        return 503, None, "The answer took too long on this machine now: ask again, or for less."
    return 500, None, str(exception)
