"""Finding new PDFs in a folder."""

from __future__ import annotations

from pathlib import Path

from flows.watch import Stamp, find_ready, look, watch_folder

A, B = Path("a.pdf"), Path("b.pdf")


def test_a_growing_file_is_left_alone() -> None:
    """A file that changed since the look before is still being copied."""
    assert find_ready({A: Stamp(20, 2)}, {A: Stamp(10, 1)}, {}) == ()
    assert find_ready({A: Stamp(20, 2)}, {}, {}) == ()


def test_a_file_that_stands_still_is_ready_once() -> None:
    """A file is offered when it stands still, and again only when it has changed."""
    stamp = {A: Stamp(10, 1), B: Stamp(5, 1)}
    assert find_ready(stamp, stamp, {}) == (A, B)
    assert find_ready(stamp, stamp, {A: Stamp(10, 1)}) == (B,)
    assert find_ready(stamp, stamp, {A: Stamp(9, 1), B: Stamp(5, 1)}) == (A,)


def test_an_empty_file_is_not_ready() -> None:
    """Programs that create a file first and fill it later are waited for."""
    stamp = {A: Stamp(0, 1)}
    assert find_ready(stamp, stamp, {}) == ()


def test_only_visible_pdfs_are_seen(tmp_path: Path) -> None:
    """Hidden, unfinished and other files are no PDFs that landed; case does not matter."""
    for name in ("a.pdf", "b.PDF", ".c.pdf", "d.pdf.part", "e.txt"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "f.pdf").mkdir()

    assert [path.name for path in look(tmp_path)] == ["a.pdf", "b.PDF"]


def test_a_watch_offers_what_arrives_while_it_works(tmp_path: Path) -> None:
    """Files that are ready together come together; one that lands meanwhile comes next."""
    for name in ("a.pdf", "b.pdf"):
        (tmp_path / name).write_bytes(b"%PDF")
    batches: list[tuple[str, ...]] = []

    def ingest(paths: tuple[Path, ...]) -> None:
        batches.append(tuple(path.name for path in paths))
        if len(batches) == 1:
            (tmp_path / "c.pdf").write_bytes(b"%PDF")

    watch_folder(tmp_path, ingest, interval=0.001, once=True)

    assert batches[0] == ("a.pdf", "b.pdf")
    assert batches in ([("a.pdf", "b.pdf")], [("a.pdf", "b.pdf"), ("c.pdf",)])
