"""A crawler for Datasette's in-process client: what a page links to, and what is wrong with it."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

HOST = "http://localhost"
VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
SOURCES = {"img": "src", "script": "src", "link": "href", "form": "action"}
"""What a page loads or sends to, besides its links."""


@dataclass(slots=True)
class Link:
    """A link and what a reader, or a screen reader, is told it is."""

    href: str
    text: str = ""


@dataclass(slots=True)
class Page:
    """What a page holds that can be broken."""

    links: list[Link] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    crumbs: list[Link] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.page = Page()
        self._open: list[tuple[str, dict[str, str]]] = []
        self._link: Link | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        about = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, about))
        if "id" in about:
            self.page.ids.add(about["id"])
        if tag == "a" and "href" in about:
            self._link = Link(about["href"])
            self.page.links.append(self._link)
            if any("crumbs" in outer.get("class", "") for _, outer in self._open):
                self.page.crumbs.append(self._link)
        elif tag in SOURCES and SOURCES[tag] in about:
            self.page.sources.append(about[SOURCES[tag]])
        if tag == "td":
            self.page.cells.append("")
        if self._link is not None:
            self._link.text += about.get("alt", "") + about.get("aria-label", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._link = None
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._link is not None:
            self._link.text += data
        if any(tag == "td" for tag, _ in self._open):
            self.page.cells[-1] += data


def read_page(html: str) -> Page:
    """Return what an HTML page holds."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.page


@dataclass(slots=True)
class Crawl:
    """What a crawl saw.

    Attributes:
        pages: HTML pages by address.
        shapes: How many pages were asked for by shape of address.
        faults: Where, and what is wrong there.
    """

    pages: dict[str, Page] = field(default_factory=dict)
    shapes: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


async def crawl(app: Any, *, depth: int, each: int, at_most: int) -> Crawl:
    """Follow all links of the same host from the home page.

    Args:
        app: A Datasette.
        depth: How many steps from the home page.
        each: How many pages of one shape (:func:`shape_of`) are asked for; one of those with a
            query, which are most of all links: sorted, filtered, page by page.
        at_most: How many pages are asked for.
    """
    seen = Crawl()
    waiting = deque([("/", "nowhere", 0)])
    known = {"/"}
    while waiting and seen.shapes.total() < at_most:
        address, found_on, steps = waiting.popleft()
        shape = shape_of(address)
        if seen.shapes[shape] >= (each if shape.endswith("?") else 1):
            continue
        seen.shapes[shape] += 1
        page = await _visit(app, address, found_on, seen)
        for target in _targets(page, address) if page and steps < depth else ():
            if target not in known:
                known.add(target)
                waiting.append((target, address, steps + 1))
    return seen


def shape_of(address: str) -> str:
    """Return an address without ids, rows and values: pages made alike have one shape."""
    parts = urlsplit(address)
    path = re.sub(r"/(?:[0-9a-f]{8,}|\d+(?:-\d+)?)(?=[./]|$)", "/N", parts.path)
    path = re.sub(r"^(/[^/-][^/]*/[^/]+/)[^/.]+", r"\1N", path)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    names = sorted({name if name.startswith("_") else "*" for name, _ in pairs})
    return f"{path}?{'&'.join(names)}"


async def _visit(app: Any, address: str, found_on: str, seen: Crawl) -> Page | None:
    answer = await app.client.get(address, follow_redirects=True)
    if answer.status_code != 200:
        seen.faults.append(f"{found_on}: {address} answers {answer.status_code}")
        return None
    if "text/html" not in answer.headers.get("content-type", ""):
        return None
    page = seen.pages[address] = read_page(answer.text)
    seen.faults += [f"{address}: {fault}" for fault in _faults(page)]
    return page


def _faults(page: Page) -> Iterator[str]:
    for link in page.links:
        if not link.href.strip():
            yield f"a link without address: {link.text!r}"
        elif link.href.startswith("#") and link.href[1:] not in page.ids:
            yield f"a link to a part that is not there: {link.href}"
        if not link.text.strip():
            yield f"a link without text: {link.href}"
    for cell in (cell for cell in page.cells if "{'value'" in cell):
        yield f"a cell shows {cell.strip()}"
        break
    if [crumb.href for crumb in page.crumbs].count("/") > 1:
        yield "the way home is shown twice"


def _targets(page: Page, address: str) -> Iterator[str]:
    """Return the addresses on the same host, without fragments."""
    for href in [*(link.href for link in page.links), *page.sources]:
        parts = urlsplit(urljoin(HOST + address, href))
        if f"{parts.scheme}://{parts.netloc}" == HOST:
            yield parts.path + (f"?{parts.query}" if parts.query else "")
