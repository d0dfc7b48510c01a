"""Turns a PDF file into pages: the only module that opens a document.

In: a path. Out: :class:`Document`, which gives frozen :class:`crossfoot.model.Page` values one by
one and renders crops. PDFium is not thread-safe: every call into it holds ``PDFIUM_LOCK``.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from crossfoot.errors import LimitExceeded, LockedPdf, NotAPdf, UnreadableInput
from crossfoot.extractors.pdf.annotations import flatten, shows_annotations
from crossfoot.extractors.pdf.cover import PICTURE_SCALE, Pixels, find_unseen, tell_hidden
from crossfoot.extractors.pdf.drawings import Drawings, collect_drawings, to_fills, to_strokes
from crossfoot.extractors.pdf.frame import Frame
from crossfoot.extractors.pdf.glyphs import Glyphs, read_glyphs
from crossfoot.extractors.pdf.text_page import load_text_page
from crossfoot.extractors.pdf.words import join_glyphs
from crossfoot.files import explain, open_file
from crossfoot.geometry import area
from crossfoot.model import Box, Finding, Page, Picture
from crossfoot.names import shown_name
from crossfoot.settings import Limits

if TYPE_CHECKING:
    from PIL import Image

PDFIUM_LOCK = threading.RLock()
HEADER_WINDOW = 1024  # readers accept the %PDF mark anywhere in the first kilobyte
SCAN_SHARE = 0.5  # a picture over half the page makes invisible text an OCR layer
GARBAGE_SHARE = 0.3  # of chars without a letter: the text layer is unusable
RENDER_PIXELS = 40_000_000  # largest bitmap rendered: 160 MB
ERROR_PASSWORD = 4
ERROR_SECURITY = 5


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a PDF says of itself.

    Attributes:
        file: Name without folder.
        sha256: Of its bytes.
        size: Bytes.
        pages: Number of pages.
    """

    file: str
    sha256: str
    size: int
    pages: int
    producer: str = ""
    title: str = ""


def open_document(path: Path | str, *, limits: Limits | None = None) -> Document:
    """Open a PDF.

    Raises:
        NotAPdf: Missing, no file, empty, another kind of file, or damaged beyond repair.
        LockedPdf: It asks for a password.
    """
    path = Path(path)
    size, digest = _inspect(path)
    with PDFIUM_LOCK:
        try:
            pdf = pypdfium2.PdfDocument(path)
            pages = len(pdf)
        except pypdfium2.PdfiumError as error:
            raise _explain(path, error) from None
        if pages == 0:
            pdf.close()
            told = "the PDF has no readable page (damaged or cut off); get a new copy"
            msg = f"{shown_name(path)}: {told}"
            raise NotAPdf(msg)
        meta = pdf.get_metadata_dict(skip_empty=True)
    info = DocumentInfo(
        file=shown_name(path),
        sha256=digest,
        size=size,
        pages=pages,
        producer=_one_line(meta.get("Producer", "")),
        title=_one_line(meta.get("Title", "")),
    )
    return Document(pdf, info, limits or Limits())


def _one_line(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())


def _inspect(path: Path) -> tuple[int, str]:
    """Return size and sha256 of a file that looks like a PDF."""
    name = shown_name(path)
    try:
        with open_file(path) as stream:
            head = stream.read(HEADER_WINDOW)
            if not head:
                msg = f"{name}: the file is empty; get a new copy"
                raise NotAPdf(msg)
            if b"%PDF-" not in head:
                msg = f"{name}: not a PDF but {_kind(head)}; export or download it as PDF"
                raise NotAPdf(msg)
            stream.seek(0)
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
            return stream.tell(), digest
    except OSError as error:
        raise explain(path, error) from None


def _kind(head: bytes) -> str:
    start = head.lstrip()[:64].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<head")):
        return "a web page"
    kinds = {
        b"PK\x03\x04": "a ZIP or Office file",
        b"\x89PNG": "a PNG image",
        b"\xff\xd8": "a JPEG",
    }
    return next((k for mark, k in kinds.items() if head.startswith(mark)), "another kind of file")


def _explain(path: Path, error: pypdfium2.PdfiumError) -> UnreadableInput:
    code = getattr(error, "err_code", None)
    if code in (ERROR_PASSWORD, ERROR_SECURITY) or "password" in str(error).lower():
        return LockedPdf(
            f"{shown_name(path)}: the PDF asks for a password; "
            "save a copy without one and read that"
        )
    return NotAPdf(
        f"{shown_name(path)}: damaged beyond repair, no page can be read; get a new copy"
    )


class Document:
    """An open PDF. Use as a context manager; pages are read when asked for.

    Attributes:
        findings: Defects met so far, as data.
    """

    def __init__(self, pdf: pypdfium2.PdfDocument, info: DocumentInfo, limits: Limits) -> None:
        self._pdf = pdf
        self._limits = limits
        self._flat: set[int] = set()  # pages whose annotations are part of their content
        self.info = info
        self.findings: list[Finding] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        with PDFIUM_LOCK:
            self._pdf.close()

    @contextlib.contextmanager
    def _raw_page(self, number: int) -> Iterator[Any]:
        """Yield a raw ``FPDF_PAGE`` and free it, with all it cached, at once: memory stays flat."""
        if not 1 <= number <= self.info.pages:
            msg = f"{self.info.file}: no page {number}; it has {self.info.pages}"
            raise UnreadableInput(msg)
        with PDFIUM_LOCK:
            page = self._load(number)
            if number not in self._flat:
                self._flat.add(number)
                if shows_annotations(page) and flatten(page):
                    pdfium.FPDF_ClosePage(page)
                    page = self._load(number)
            try:
                yield page
            finally:
                pdfium.FPDF_ClosePage(page)

    def _load(self, number: int) -> Any:
        page = pdfium.FPDF_LoadPage(self._pdf.raw, number - 1)
        if not page:
            msg = f"{self.info.file}: page {number} is damaged"
            raise UnreadableInput(msg)
        return page

    def page_size(self, number: int) -> tuple[float, float]:
        """Return (width, height) of a page as displayed, in points."""
        with self._raw_page(number) as raw:
            return _frame(raw).size

    def page(self, number: int) -> Page:
        """Read one page.

        Raises:
            UnreadableInput: There is no such page, or it is damaged.
            LimitExceeded: It is larger or holds more text than the limits allow.
        """
        with self._raw_page(number) as raw:
            frame = _frame(raw)
            width, height = frame.size
            if max(width, height) > self._limits.page_points:
                msg = (
                    f"{self.info.file}: page {number} measures {width:.0f} x {height:.0f} pt, "
                    f"more than {self._limits.page_points:.0f}; left out"
                )
                raise LimitExceeded(msg)
            drawings = collect_drawings(raw, frame)
            glyphs = self._read_text(raw, number, frame, drawings)
            pictures = _with_alternatives(raw, drawings)
        self._note(number, drawings, glyphs)
        words = join_glyphs(glyphs)
        return Page(
            number=number,
            width=width,
            height=height,
            words=words,
            strokes=to_strokes(drawings.strokes),
            fills=to_fills(drawings.fills),
            shapes=tuple(drawings.shapes),
            pictures=pictures,
            source="text" if len(words) else "none",
            hidden=glyphs.hidden,
            layered=_is_layer(glyphs, drawings, frame.size),
        )

    def _read_text(self, raw: Any, number: int, frame: Frame, drawings: Drawings) -> Glyphs:
        width, height = frame.size
        scanned = _is_scan(drawings, frame.size)
        textpage = load_text_page(raw)
        try:
            chars = pdfium.FPDFText_CountChars(textpage)
            if chars > self._limits.page_chars:
                msg = (
                    f"{self.info.file}: page {number} holds {chars} chars, "
                    f"more than {self._limits.page_chars}; left out"
                )
                raise LimitExceeded(msg)
            return read_glyphs(
                textpage,
                frame.matrix,
                (0.0, 0.0, width, height),
                drawings.clips,
                keep_invisible=scanned,
                unseen=lambda chars: find_unseen(
                    chars,
                    drawings.painted,
                    lambda: _pixels(raw, frame.size),
                    is_scan=scanned,
                ),
            )
        finally:
            pdfium.FPDFText_ClosePage(textpage)

    def _note(self, number: int, drawings: Drawings, glyphs: Glyphs) -> None:
        if drawings.cut_short:
            self.findings.append(
                Finding(number, "drawing_cut_short", "too many drawn paths; some rules left out")
            )
        if glyphs.hidden:
            self.findings.append(
                Finding(number, "hidden_text", tell_hidden(glyphs.hidden, glyphs.lost))
            )
        if glyphs.foreign_digits:
            message = f"{glyphs.foreign_digits} digits of other scripts than 0 to 9 are not read"
            self.findings.append(Finding(number, "unread_digits", message))
        if glyphs.unmapped > GARBAGE_SHARE * max(1, glyphs.chars):
            message = f"{glyphs.unmapped} of {glyphs.chars} chars have no letter in their font"
            self.findings.append(Finding(number, "garbage_text", message))

    def render(self, number: int, box: Box | None = None, dpi: float = 150) -> Image.Image:
        """Render a page, or the part of it in ``box`` (points, display coordinates), as RGB.

        The resolution is lowered where the bitmap would exceed ``RENDER_PIXELS``.
        """
        with self._raw_page(number) as raw:
            width, height = _frame(raw).size
            x0, top, x1, bottom = box or (0.0, 0.0, width, height)
            scale = dpi / 72
            area = max(1.0, (x1 - x0) * (bottom - top))
            scale = min(scale, (RENDER_PIXELS / area) ** 0.5)
            return _render(raw, (x0, top, x1, bottom), scale, (width, height))


def _is_scan(drawings: Drawings, size: tuple[float, float]) -> bool:
    """Whether a picture covers most of a page."""
    return any(area(p.box) > SCAN_SHARE * size[0] * size[1] for p in drawings.pictures)


def _is_layer(glyphs: Glyphs, drawings: Drawings, size: tuple[float, float]) -> bool:
    """Whether the text of a page is that of a scanner: invisible over a picture, or under it."""
    if not _is_scan(drawings, size):
        return False
    seen = [glyphs.inks[i].seen for i in glyphs.ink.tolist()]
    least = SCAN_SHARE * size[0] * size[1]
    return 2 * sum(seen) < len(seen) or drawings.painted.is_under_picture(least)


def _pixels(raw: Any, size: tuple[float, float]) -> Pixels:
    image = _render(raw, (0.0, 0.0, *size), PICTURE_SCALE, size)
    return np.asarray(image, dtype=np.int16)


def _render(raw: Any, box: Box, scale: float, size: tuple[float, float]) -> Image.Image:
    from PIL import Image

    columns = max(1, round((box[2] - box[0]) * scale))
    rows = max(1, round((box[3] - box[1]) * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(columns, rows, pdfium.FPDFBitmap_BGRx, None, 0)
    if not bitmap:
        msg = f"no memory for a picture of {columns} x {rows} pixels"
        raise LimitExceeded(msg)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, columns, rows, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(
            bitmap,
            raw,
            round(-box[0] * scale),
            round(-box[1] * scale),
            round(size[0] * scale),
            round(size[1] * scale),
            0,
            pdfium.FPDF_ANNOT,
        )
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * rows)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Image.frombuffer("RGB", (columns, rows), data, "raw", "BGRX", stride, 1)


def _frame(raw: Any) -> Frame:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(raw, box)
    area = (box.left, box.bottom, box.right, box.top)
    return Frame(box=area, rotation=pdfium.FPDFPage_GetRotation(raw) * 90 % 360)


def _with_alternatives(raw: Any, drawings: Drawings) -> tuple[Picture, ...]:
    """Return the pictures with the alternative texts of the page's structure tree."""
    if not any(mark >= 0 for mark in drawings.image_marks):
        return tuple(drawings.pictures)
    texts = _alternatives(raw)
    return tuple(
        replace(picture, alt=texts.get(mark))
        for picture, mark in zip(drawings.pictures, drawings.image_marks, strict=True)
    )


def _alternatives(raw: Any) -> dict[int, str]:
    """Map marked-content ids to alternative texts."""
    tree = pdfium.FPDF_StructTree_GetForPage(raw)
    if not tree:
        return {}
    texts: dict[int, str] = {}
    try:
        count = pdfium.FPDF_StructTree_CountChildren(tree)
        stack = [pdfium.FPDF_StructTree_GetChildAtIndex(tree, i) for i in range(max(0, count))]
        while stack:
            element = stack.pop()
            if not element:
                continue
            _note_alternative(element, texts)
            children = max(0, pdfium.FPDF_StructElement_CountChildren(element))
            stack.extend(
                pdfium.FPDF_StructElement_GetChildAtIndex(element, i) for i in range(children)
            )
    finally:
        pdfium.FPDF_StructTree_Close(tree)
    return texts


def _note_alternative(element: Any, texts: dict[int, str]) -> None:
    length = pdfium.FPDF_StructElement_GetAltText(element, None, 0)
    if length <= 2:
        return
    buffer = ctypes.create_string_buffer(length)
    pdfium.FPDF_StructElement_GetAltText(element, buffer, length)
    text = _one_line(buffer.raw[: length - 2].decode("utf-16-le", "replace"))
    for i in range(max(0, pdfium.FPDF_StructElement_GetMarkedContentIdCount(element))):
        texts[pdfium.FPDF_StructElement_GetMarkedContentIdAtIndex(element, i)] = text
