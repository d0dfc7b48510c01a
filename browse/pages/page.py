"""What all pages share: the reader's language, the frame around them, answers of 404 and 410.

In: a Datasette request. Out: HTML in the language of its reader, which `?lang=` chooses and a
cookie keeps; else the first of Accept-Language that we write; else that of what is shown.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs, urlencode

from crossfoot.browse.addresses import find_key, mark
from crossfoot.browse.printed import KEY_DIGITS
from crossfoot.browse.wording import NAMES, READERS, words_of

COOKIE = "crossfoot_lang"
COOKIE_SECONDS = 365 * 24 * 3600
SWITCHES = ("lang", "_lang")
"""What a query chooses a language by; the second where all other names are columns to filter by."""

WITHDRAWN = """
SELECT label, reason, withdrawn_at FROM withdrawals
WHERE lifted_at IS NULL AND (report_id = :id OR editions LIKE :file) ORDER BY id DESC LIMIT 1
"""

REPLACED = """
SELECT d.file, d.sha256 FROM now_extractions n JOIN editions d ON d.id = n.edition_id
WHERE n.report_id = :report
  AND NOT EXISTS (SELECT 1 FROM now_extractions m WHERE m.extraction_id = :extraction)
"""
HELD = """
SELECT d.file, d.pages_count, r.label, r.language FROM editions d
JOIN extractions x ON x.edition_id = d.id JOIN reports r ON r.id = x.report_id
WHERE d.sha256 BETWEEN :key AND :key || 'g' ORDER BY x.id DESC LIMIT 1
"""


def reader_language(request: Any, fallback: str = READERS[0]) -> str:
    """Return the language that a page is written in for whoever asked for it."""
    asked = (*map(request.args.get, SWITCHES), request.cookies.get(COOKIE), *_accepted(request))
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
    frame = frame_of(datasette, request, language)
    frame["database"] = frame["own"]
    html = await datasette.render_template(template, {**frame, **context}, request=request)
    headers = {"Vary": "Accept-Language, Cookie", "Content-Language": language}
    response = Response.html(html, status=status, headers=headers)
    if request.args.get("lang") in READERS:
        response.set_cookie(COOKIE, language, max_age=COOKIE_SECONDS, samesite="lax")
    return response


def frame_of(
    datasette: Any, request: Any, language: str, *, switch: str = SWITCHES[0]
) -> dict[str, Any]:
    """Return what the frame around a page shows.

    Args:
        language: Of the page.
        switch: What the links to the other languages say it by.
    """
    return {
        "words": words_of(language),
        "reader": language,
        "switch": [(code, NAMES[code], _in_language(request, switch, code)) for code in READERS],
        "mark": mark,
        "root": datasette.urls.path("/"),
        "pages_root": datasette.urls.path("/-/crossfoot/"),
        "own": datasette.get_database().name,
    }


def _in_language(request: Any, switch: str, code: str) -> str:
    """Return the same page in another language, relative: whatever stands before it stays."""
    pairs = [
        (key, one) for key in request.args if key != switch for one in request.args.getlist(key)
    ]
    return f"?{urlencode([*pairs, (switch, code)])}"


def language_headers(
    scope: Mapping[str, Any], headers: Sequence[tuple[bytes, bytes]]
) -> list[tuple[bytes, bytes]]:
    """Return what Datasette's own pages of HTML lack: what they vary by, and the choice kept."""
    names = {name.lower(): value for name, value in headers}
    is_ours = b"content-language" in names
    if is_ours or not names.get(b"content-type", b"").startswith(b"text/html"):
        return []
    found = [(b"vary", b"Accept-Language, Cookie")]
    asked = parse_qs(scope.get("query_string", b"").decode("latin-1")).get(SWITCHES[1], [""])[0]
    if asked in READERS:
        cookie = f"{COOKIE}={asked}; Path=/; Max-Age={COOKIE_SECONDS}; SameSite=lax"
        found.append((b"set-cookie", cookie.encode()))
    return found


async def not_found(
    datasette: Any,
    request: Any,
    *,
    report_id: int | None = None,
    key: str = "",
    page: int | None = None,
) -> Any:
    """Answer that there is no such thing; of what was withdrawn, with 410, why.

    Args:
        report_id: The report that was asked for.
        key: Or the beginning of its file's SHA-256.
        page: Of that file, on which the newest reading has nothing at the place asked for.
    """
    gone = await withdrawn(datasette, request, key, report_id=report_id)
    if gone is not None:
        return gone
    held = None
    if key and page is not None:
        held = (await datasette.get_database().execute(HELD, {"key": key})).first()
    context = {"gone": None, "held": held, "report_key": key, "page": page}
    return await render(datasette, request, "crossfoot_missing.html", context, status=404)


async def withdrawn(
    datasette: Any, request: Any, key: str, *, report_id: int | None = None
) -> Any | None:
    """Return the answer of 410, with reason and day, for what was withdrawn, else ``None``."""
    values = {"id": report_id, "file": f'%"{key}%' if key else None}
    found = (await datasette.get_database().execute(WITHDRAWN, values)).first()
    if found is None:
        return None
    context = {"gone": found}
    return await render(datasette, request, "crossfoot_missing.html", context, status=410)


async def replaced_by(database: Any, report_id: int, extraction_id: int) -> Any | None:
    """Return the file that a report has now, where a reading is not of the newest version."""
    values = {"report": report_id, "extraction": extraction_id}
    return (await database.execute(REPLACED, values)).first()


def redirect(datasette: Any, request: Any, path: str) -> Any:
    """Lead on to another of the plugin's pages; not for good, for row numbers change hands."""
    from datasette import Response

    query = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(datasette.urls.path(f"/-/crossfoot/{path}") + query)


def number_of(request: Any, name: str, *, least: int = 0, most: int = 10**9) -> int | None:
    """Return a whole number of the query, ``None`` for anything else."""
    text = request.args.get(name) or ""
    if not (text.isascii() and text.isdecimal() and len(text) <= 12):
        return None
    number = int(text)
    return number if least <= number <= most else None


async def report_key(database: Any, request: Any, name: str = "report") -> str | None:
    """Return the key of the report that a query asks for; row numbers of earlier releases too."""
    text = request.args.get(name) or ""
    if len(text) == KEY_DIGITS and set(text) <= set("0123456789abcdef"):
        return text
    number = number_of(request, name)
    return None if number is None else await find_key(database, number)


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
