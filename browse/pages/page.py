"""What all pages share: the reader's language, the frame around them, answers of 404 and 410.

In: a Datasette request. Out: HTML in the language of its reader, which `?lang=` chooses and a
cookie keeps; else the first of Accept-Language that we write; else that of what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from crossfoot.browse.wording import NAMES, READERS, words_of

COOKIE = "crossfoot_lang"
COOKIE_SECONDS = 365 * 24 * 3600

WITHDRAWN = """
SELECT label, reason, withdrawn_at FROM withdrawals
WHERE lifted_at IS NULL AND (report_id = :id OR editions LIKE :file) ORDER BY id DESC LIMIT 1
"""


def reader_language(request: Any, fallback: str = READERS[0]) -> str:
    """Return the language that a page is written in for whoever asked for it."""
    asked = (request.args.get("lang"), request.cookies.get(COOKIE), *_accepted(request))
    return next((one for one in asked if one in READERS), _known(fallback))


def _known(language: str) -> str:
    return language if language in READERS else READERS[0]


def _accepted(request: Any) -> Iterator[str]:
    """Yield the languages of Accept-Language, the dearest first, without their regions."""
    weighed: list[tuple[float, str]] = []
    for part in request.headers.get("accept-language", "").split(","):
        name, _, rest = part.strip().partition(";")
        text = rest.strip().removeprefix("q=")
        try:
            weight = float(text) if text else 1.0
        except ValueError:
            weight = 0.0
        weighed.append((-weight, name.split("-")[0].lower()))
    yield from (name for weight, name in sorted(weighed, key=lambda one: one[0]) if weight < 0)


async def render(
    datasette: Any,
    request: Any,
    template: str,
    context: Mapping[str, Any],
    *,
    fallback: str = READERS[0],
    status: int = 200,
) -> Any:
    """Return a page as an answer.

    Args:
        context: What the template shows; the words, the way around and the switch are added.
        fallback: Language where the reader states none.
    """
    from datasette import Response

    language = reader_language(request, fallback)
    frame = {
        "words": words_of(language),
        "reader": language,
        "switch": [(code, NAMES[code], _in_language(request, code)) for code in READERS],
        "root": datasette.urls.path("/"),
        "pages_root": datasette.urls.path("/-/crossfoot/"),
        "database": datasette.get_database().name,
    }
    html = await datasette.render_template(template, {**frame, **context}, request=request)
    headers = {"Vary": "Accept-Language, Cookie", "Content-Language": language}
    response = Response.html(html, status=status, headers=headers)
    if request.args.get("lang") in READERS:
        response.set_cookie(COOKIE, language, max_age=COOKIE_SECONDS, samesite="lax")
    return response


def _in_language(request: Any, code: str) -> str:
    """Return the same page in another language, relative: whatever stands before it stays."""
    pairs = [(name, request.args.get(name)) for name in request.args if name != "lang"]
    return f"?{urlencode([*pairs, ('lang', code)])}"


async def not_found(
    datasette: Any, request: Any, *, report_id: int | None = None, key: str = ""
) -> Any:
    """Answer that there is no such thing; of what was withdrawn, with 410, why.

    Args:
        report_id: The report that was asked for.
        key: Or the beginning of its file's SHA-256.
    """
    values = {"id": report_id, "file": f'%"{key}%' if key else None}
    found = (await datasette.get_database().execute(WITHDRAWN, values)).first()
    context = {"gone": found}
    status = 410 if found else 404
    return await render(datasette, request, "crossfoot_missing.html", context, status=status)


def number_of(request: Any, name: str, *, least: int = 0, most: int = 10**9) -> int | None:
    """Return a whole number of the query, ``None`` for anything else."""
    text = request.args.get(name) or ""
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        return None
    number = int(text)
    return number if least <= number <= most else None


async def all_rows(database: Any, sql: str, values: Mapping[str, Any] | None = None) -> list[Any]:
    """Return the rows of a query."""
    return list((await database.execute(sql, dict(values or {}))).rows)


def named(row: Any, language: str) -> str:
    """Return what a city or measure is called in a language."""
    columns = row.keys()
    for column in (f"name_{language}", "name_en", "name", "header", "measure"):
        if column in columns and row[column]:
            return str(row[column])
    return ""
