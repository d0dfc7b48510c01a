"""A look at a file before PDFium sees it: is it one, does it say it is a PDF, and its hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

from crossfoot.errors import NotAPdf
from crossfoot.files import explain, open_file
from crossfoot.names import shown_name

HEADER_WINDOW = 1024  # readers accept the %PDF mark anywhere in the first kilobyte


def inspect_file(path: Path) -> tuple[int, str]:
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
