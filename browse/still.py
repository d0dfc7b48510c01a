"""A copy of the main pages as files, for places without a server.

In: a dataset. Out: a folder of HTML files that link to each other by relative paths, with the style
sheet and the pictures they show. What needs a server (search, crops, raw tables) is left out, and
links to it are plain text.
"""

from __future__ import annotations

import asyncio
import re
import shutil
from collections import deque
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from crossfoot.browse.serve import HERE, make_app

MOST_PAGES = 20_000
_PAGE = re.compile(
    r"^/$|^/-/crossfoot/(?:(?:reports|cities|measures|mismatches|map)$"
    r"|city/\d+$|(?:report|map)/file/[0-9a-f]{12}$|table/[0-9a-f]{12}/\d+/\d+-\d+$"
    r"|measure/[^/.]+$)"
)
_PICTURE = re.compile(r"^/-/crossfoot/image/[0-9a-f]+\.png$")
_LINK = re.compile(r' href="([^"]*)"')
_IMAGE = re.compile(r'<img\b[^>]*? src="([^"]*)"[^>]*>')
_FORM = re.compile(r"<form\b.*?</form>", re.DOTALL)
_STYLE = "/-/crossfoot/static/crossfoot.css"


def write_still(database: Path, folder: Path) -> int:
    """Write the pages of a dataset and return how many.

    Raises:
        DatasetError: There is no such dataset, or it is damaged.
    """
    return asyncio.run(_write(make_app(database), folder))


async def _write(app: Any, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(HERE / "static" / "crossfoot.css", folder / "crossfoot.css")
    waiting, known = deque(["/"]), {"/"}
    pictures: set[str] = set()
    while waiting:
        address = waiting.popleft()
        html = _FORM.sub("", (await app.client.get(address)).text)
        for found in (*_LINK.findall(html), *_IMAGE.findall(html)):
            target = urlsplit(urljoin(address, found.replace("&amp;", "&")))
            path = target.path
            if _PICTURE.match(path) and path not in pictures:
                pictures.add(path)
                content = (await app.client.get(path)).content
                (folder / _name(path)).write_bytes(content)
            elif _is_kept(target) and path not in known and len(known) < MOST_PAGES:
                known.add(path)
                waiting.append(path)
        (folder / _name(address)).write_text(_still(html, address), encoding="utf-8")
    return len(known)


def _is_kept(target: Any) -> bool:
    return bool(_PAGE.match(target.path)) and not target.query and not target.netloc


def _name(path: str) -> str:
    """Return the file of a page: all stand in one folder, so that links are names."""
    if path == "/":
        return "index.html"
    stem = path.removeprefix("/-/crossfoot/").replace("/", "-").replace("~", "_")
    return stem if stem.endswith(".png") else f"{stem}.html"


def _still(html: str, address: str) -> str:
    """Return a page whose links lead to files; those to what is left out lead nowhere."""

    def link(found: re.Match[str]) -> str:
        href = found[1].replace("&amp;", "&")
        target = urlsplit(urljoin(address, href))
        if href.startswith(("#", "data:")) or target.netloc:
            return found[0]
        if target.path == _STYLE:
            return ' href="crossfoot.css"'
        return f' href="{_name(target.path)}"' if _is_kept(target) else ""

    def image(found: re.Match[str]) -> str:
        path = urlsplit(urljoin(address, found[1])).path
        return found[0].replace(found[1], _name(path)) if _PICTURE.match(path) else ""

    return _LINK.sub(link, _IMAGE.sub(image, html))
