"""The content-addressed store of what stages returned."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.flows.runs.cache import Cache, default_folder, entry_key


@given(st.lists(st.text(), max_size=4), st.lists(st.text(), max_size=4))
def test_keys_are_equal_only_for_equal_parts(one: list[str], other: list[str]) -> None:
    """Parts that only read the same when joined have different keys."""
    assert (entry_key("extract", *one) == entry_key("extract", *other)) == (one == other)


def test_an_entry_comes_back_as_it_was_put(tmp_path: Path) -> None:
    """What was put under a key is what the key gives, and equal content gives an equal file."""
    cache, again = Cache(tmp_path / "a"), Cache(tmp_path / "b")
    for one in (cache, again):
        one.put("extract-1", '{"é": 1}'.encode())

    assert cache.get("extract-1") == '{"é": 1}'.encode()
    assert cache.path("extract-1").read_bytes() == again.path("extract-1").read_bytes()


def test_a_damaged_entry_is_no_entry(tmp_path: Path) -> None:
    """A file cut short by a full disk is read again, not trusted."""
    cache = Cache(tmp_path)
    cache.put("extract-1", b"content" * 100)
    path = cache.path("extract-1")
    path.write_bytes(path.read_bytes()[:-9])

    assert cache.get("extract-1") is None


def test_a_failed_write_leaves_nothing_behind(tmp_path: Path) -> None:
    """A write that cannot finish leaves neither an entry nor a temporary file."""
    cache = Cache(tmp_path)
    cache.path("extract-1").mkdir()  # no file can take this place

    with pytest.raises(OSError):
        cache.put("extract-1", b"content")

    assert [path.name for path in tmp_path.iterdir()] == ["extract-1.json.gz"]


def test_a_forgotten_entry_is_gone(tmp_path: Path) -> None:
    """Forgetting works for entries that are there and those that never were."""
    cache = Cache(tmp_path)
    cache.put("extract-1", b"content")
    cache.discard("extract-1")
    cache.discard("extract-2")

    assert "extract-1" not in cache


def test_the_folder_follows_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """CROSSFOOT_CACHE decides, else the user's cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.delenv("CROSSFOOT_CACHE", raising=False)
    assert default_folder() == tmp_path / "crossfoot"
    monkeypatch.setenv("CROSSFOOT_CACHE", str(tmp_path / "mine"))
    assert default_folder() == tmp_path / "mine"
