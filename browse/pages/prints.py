"""Where something was printed: the page of a number, a check or a city, and its pictures."""

from __future__ import annotations

import asyncio
from typing import Any

from crossfoot.browse.addresses import (
    find_path,
    find_place,
    path_of,
    table_path,
)
from crossfoot.browse.crops import CropPress
from crossfoot.browse.downloads import download, formats
from crossfoot.browse.pages.mismatches import explained, neighbours
from crossfoot.browse.pages.page import (
    all_rows,
    named,
    not_found,
    reader_language,
    redirect,
    render,
    replaced_by,
    withdrawn,
)
from crossfoot.browse.printed import (
    CHECKS_OF_CELL,
    CHECKS_OF_FIGURE,
    FIGURE_HISTORY,
    HISTORY,
    ITEMS,
    KEY_DIGITS,
    OBSERVATION,
    Printed,
    find_printed,
    place_sql,
)
from crossfoot.db.stored.read import box_of

PNG_HEADERS = {"Cache-Control": "public, max-age=31536000, immutable"}
CROP_HEADERS = {"Cache-Control": "public, max-age=600"}
"""Of a place: a new reading may find another box there."""
PRESS = CropPress()
CHECK = f"""
SELECT k.*, 1 AS is_total, {place_sql("k")} AS place FROM checks k
JOIN extractions e ON e.id = k.extraction_id JOIN editions d ON d.id = e.edition_id WHERE k.id = :id
"""  # noqa: S608 - ours
EDITION = "SELECT sha256, pages_count FROM editions WHERE sha256 BETWEEN :key AND :key || 'g'"


async def show_place(datasette: Any, request: Any) -> Any:
    """The crop of what stands at an address, with its value, its checks, what it was before."""
    place = request.url_vars
    database = datasette.get_database()
    if (gone := await withdrawn(datasette, request, place["key"])) is not None:
        return gone
    found = await find_place(database, place["kind"], place)
    printed = await find_printed(database, found.kind, found.id) if found else None
    if printed is None:
        return await not_found(datasette, request, key=place["key"], page=int(place["page"]))
    if place["ending"] == "png":
        return await _crop(datasette, request, printed)
    if place["ending"]:
        return download(await _account(database, printed), place["ending"], printed.title)
    return await _show(datasette, request, printed)


async def lead_on(datasette: Any, request: Any) -> Any:
    """Lead from a row's number, the address of earlier releases, to the one that lasts."""
    kind = request.url_vars["kind"].removesuffix("s")  # rows of `observations` were a table's once
    path = await find_path(datasette.get_database(), kind, int(request.url_vars["id"]))
    if path is None:
        return await not_found(datasette, request)
    is_crop = request.scope["path"].endswith(".png")
    return redirect(datasette, request, path + (".png" if is_crop else ""))


async def _show(datasette: Any, request: Any, printed: Printed) -> Any:
    from datasette.utils import tilde_encode

    database = datasette.get_database()
    language = reader_language(request, printed.language)
    number = await _observation(database, printed)
    is_check = printed.kind == "check"
    path = path_of(printed)
    context = {
        "printed": printed,
        "checks": [explained(one, language) for one in await _checks(database, printed)],
        "items": await _items(database, printed),
        "has_file": await _has_file(database, printed.sha256),
        "number": number,
        "measure_key": tilde_encode(number["measure"]) if number else "",
        "measure_name": named(number, language) if number else "",
        "history": await _history(database, printed, number),
        "neighbours": await _neighbours(database, printed.id) if is_check else {},
        "report_key": printed.sha256[:KEY_DIGITS],
        "table_path": await _table_path(database, printed),
        "replaced_by": await replaced_by(database, printed.report_id, printed.extraction_id),
        "picture": path,
        "lasting": path,
        "formats": formats(),
    }
    return await render(
        datasette, request, "crossfoot_printed.html", context, fallback=printed.language
    )


async def _account(database: Any, printed: Printed) -> list[dict[str, Any]]:
    """Return what stands at a place, then what was added up, then what stood there before."""
    number = await _observation(database, printed)
    x0, top, x1, bottom = printed.box
    here: dict[str, Any] = {
        "what": "printed",
        "text": printed.value,
        "row": printed.title,
        "column": "",
    }
    if number:
        here |= {"row": number["entity"], "column": number["header"]}
    about = {name: number[name] if number else None for name in ("value", "unit", "period")}
    here |= {**about, "sign": None, "page": printed.page}
    here |= {"x0": x0, "top": top, "x1": x1, "bottom": bottom, "from_version": None}
    here |= {"to_version": None, "report": printed.report, "file": printed.file}
    here["sha256"] = printed.sha256
    blank: dict[str, Any] = dict.fromkeys(here)
    items = [
        blank
        | {name: one[name] for name in ("text", "sign", "page", "x0", "top", "x1", "bottom")}
        | {"what": "item", "row": one["row_name"] or one["label"], "column": one["column_name"]}
        for one in await _items(database, printed)
    ]
    history = [
        blank
        | {name: one[name] for name in ("text", "page", "file", "from_version", "to_version")}
        | {"what": "version"}
        for one in await _history(database, printed, number)
    ]
    return [here, *items, *history]


async def _table_path(database: Any, printed: Printed) -> str:
    if printed.table_id is None:
        return ""
    table = await find_printed(database, "table", printed.table_id)
    return table_path(table) if table else ""


async def _neighbours(database: Any, check_id: int) -> dict[str, str | None]:
    found = await neighbours(database, check_id)
    return {
        name: await find_path(database, "check", number) if number else None
        for name, number in found.items()
    }


async def _crop(datasette: Any, request: Any, printed: Printed) -> Any:
    """The crop alone, as PNG."""
    from datasette import Response

    database = datasette.get_database()
    if not await _put_at_hand(database, printed.sha256):
        return await not_found(datasette, request)
    items = [box_of(i) for i in await _items(database, printed) if i["page"] == printed.page]
    whole = request.args.get("whole") == "1"
    png = await asyncio.get_running_loop().run_in_executor(
        None,
        lambda: PRESS.crop(printed.sha256, printed.page, printed.box, items, whole=whole),
    )
    return Response(png, content_type="image/png", headers=dict(CROP_HEADERS))


async def show_sheet(datasette: Any, request: Any) -> Any:
    """A whole page of a file, as it is or small."""
    from datasette import Response

    database = datasette.get_database()
    key, page = request.url_vars["key"], int(request.url_vars["page"])
    edition = (await database.execute(EDITION, {"key": key})).first()
    is_there = edition is not None and 1 <= page <= edition["pages_count"]
    if not is_there or not await _put_at_hand(database, edition["sha256"]):
        return await not_found(datasette, request, key=key)
    small = request.args.get("small") == "1"
    png = await asyncio.get_running_loop().run_in_executor(
        None, lambda: PRESS.sheet(edition["sha256"], page, small=small)
    )
    return Response(png, content_type="image/png", headers=dict(PNG_HEADERS))


async def show_image(datasette: Any, request: Any) -> Any:
    """An image or chart of a report, as it was cropped when the report was read."""
    from datasette import Response

    database = datasette.get_database()
    row = (
        await database.execute(
            "SELECT data, media_type FROM images WHERE name = :name",
            {"name": request.url_vars["name"]},
        )
    ).first()
    if row is None:
        return await not_found(datasette, request)
    return Response(row["data"], content_type=row["media_type"], headers=dict(PNG_HEADERS))


async def _observation(database: Any, printed: Printed) -> Any:
    """Return the number in tidy form that a row is, or stands in the cell of."""
    key = {"id": printed.id if printed.kind == "observation" else None, "cell": printed.cell_id}
    return (await database.execute(OBSERVATION, key)).first()


async def _history(database: Any, printed: Printed, number: Any) -> list[Any]:
    if printed.kind == "figure":
        return await all_rows(database, FIGURE_HISTORY, {"id": printed.id})
    return await all_rows(database, HISTORY, {"id": number["id"]}) if number else []


async def _items(database: Any, printed: Printed) -> list[Any]:
    return await all_rows(database, ITEMS, {"id": printed.id}) if printed.kind == "check" else []


async def _checks(database: Any, printed: Printed) -> list[Any]:
    if printed.kind == "check":
        query, key = CHECK, printed.id
    elif printed.kind == "figure":
        query, key = CHECKS_OF_FIGURE, printed.id
    elif printed.cell_id is not None:
        query, key = CHECKS_OF_CELL, printed.cell_id
    else:
        return []
    return await all_rows(database, query, {"id": key})


async def _has_file(database: Any, sha256: str) -> bool:
    if PRESS.has_edition(sha256):
        return True
    query = "SELECT 1 FROM edition_files WHERE sha256 = :sha256"
    return (await database.execute(query, {"sha256": sha256})).first() is not None


async def _put_at_hand(database: Any, sha256: str) -> bool:
    """Unpack an edition's PDF once; one that was purged since is shown no more."""
    query = "SELECT data FROM edition_files WHERE sha256 = :sha256"
    if PRESS.has_edition(sha256):
        query = "SELECT NULL AS data FROM edition_files WHERE sha256 = :sha256"
    row = (await database.execute(query, {"sha256": sha256})).first()
    if row is None:
        return False
    if row["data"] is not None:
        await asyncio.get_running_loop().run_in_executor(
            None, lambda: PRESS.keep_edition(sha256, row["data"])
        )
    return True
