"""Names of strangers: what is spelled out, what stays, and files that are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.errors import CrossfootError, NotAPdf
from crossfoot.files import open_file, write_whole
from crossfoot.names import LAYOUT, escape_markdown, output_stem, printable

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@given(st.binary(max_size=255).map(os.fsdecode) | ANY)
def test_any_name_becomes_text_that_is_utf8_and_stays(name: str) -> None:
    """The result is one line of UTF-8 without control chars; a second time changes nothing."""
    shown = printable(name)

    assert shown.encode().decode() == shown
    assert len(shown.splitlines()) <= 1
    assert printable(shown) == shown
    assert len(output_stem(name).encode()) <= 200
    assert printable(str(CrossfootError(name)), keep=LAYOUT) == str(CrossfootError(name))


@given(st.text(st.sampled_from("aé漢🏙👩\u200d\ufe0f -_.'\\%")))
def test_what_can_be_printed_stays_as_it_is(name: str) -> None:
    """Letters of any script, emoji with their joiners, and backslashes are no danger."""
    assert printable(name) == name


def test_markdown_of_a_name_is_text() -> None:
    """Links, headings and HTML of a name mean themselves."""
    assert escape_markdown("# [x](http://y) <b>\x1b") == (
        r"\# \[x\]\(http://y\) &lt;b&gt;" + r"\\x1b".replace("\\\\", "\\\\")
    )


def test_names_that_only_differ_beyond_the_cut_stay_apart() -> None:
    """Two long names give two files."""
    one, other = (output_stem("é" * 150 + end + ".pdf") for end in ("a", "b"))

    assert one != other


@pytest.mark.parametrize("target", ["/dev/zero", "/dev/tty", "/dev/null"])
def test_devices_are_refused_through_links_too(target: str, tmp_path: Path) -> None:
    """A link to a device is one."""
    link = tmp_path / "a.pdf"
    link.symlink_to(target)

    with pytest.raises(NotAPdf, match="a device, no file"):
        open_file(link)


def test_a_file_that_cannot_be_put_in_place_leaves_nothing(tmp_path: Path) -> None:
    """Where a folder stands in the way the error names the file, and no draft stays."""
    (tmp_path / "a.csv").mkdir()

    with pytest.raises(OSError, match=r"a\.csv"):
        write_whole(tmp_path / "a.csv", b"x")

    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
