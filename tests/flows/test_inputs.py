"""From paths to editions, and from options to settings."""

from __future__ import annotations

from argparse import ArgumentTypeError
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.errors import UsageError
from crossfoot.flows.cli.values import page_list, positive_int, positive_seconds, runner_name
from crossfoot.flows.runs.inputs import find_editions
from crossfoot.flows.runs.options import make_settings


def test_copies_of_a_file_are_one_edition(tmp_path: Path) -> None:
    """A file given twice, under two names or through its folder, is read once."""
    (tmp_path / "a.pdf").write_bytes(b"one")
    (tmp_path / "b.pdf").write_bytes(b"one")
    (tmp_path / "c.pdf").write_bytes(b"two")

    editions, failures = find_editions([tmp_path / "b.pdf", tmp_path])

    assert [edition.path.name for edition in editions] == ["b.pdf", "c.pdf"]
    assert not failures


def test_a_missing_file_does_not_stop_the_others(tmp_path: Path) -> None:
    """A file that is not there is a failure with its path; the others are editions."""
    (tmp_path / "a.pdf").write_bytes(b"one")

    editions, failures = find_editions([tmp_path / "gone.pdf", tmp_path / "a.pdf"])

    assert len(editions) == 1
    assert "gone.pdf: no such file" in failures[0].message


def test_a_folder_without_pdfs_is_bad_use(tmp_path: Path) -> None:
    """A folder that holds nothing to read is a slip that is said at once."""
    with pytest.raises(UsageError, match="holds no PDF"):
        find_editions([tmp_path])


@given(st.sets(st.integers(1, 40), min_size=1))
def test_pages_written_as_ranges_read_back(pages: set[int]) -> None:
    """Any way of writing pages as numbers and ranges gives them back, ascending."""
    singles = ",".join(str(page) for page in sorted(pages, reverse=True))
    assert page_list(singles) == tuple(sorted(pages))
    assert page_list(f"{min(pages)}-{max(pages)}") == tuple(range(min(pages), max(pages) + 1))


@pytest.mark.parametrize("text", ["", "0", "7-3", "3-", "-3", "a", "1,,2", "1-99999999", "²"])
def test_what_is_no_page_is_refused(text: str) -> None:
    """A page list that makes no sense is a usage error, never an empty selection."""
    with pytest.raises(ArgumentTypeError):
        page_list(text)


def test_other_values_are_checked() -> None:
    """Runners, counts and seconds are checked before anything runs."""
    assert runner_name("dask:10.0.0.1:8786") == "dask:10.0.0.1:8786"
    for bad in ("dask:", "ray"):
        with pytest.raises(ArgumentTypeError):
            runner_name(bad)
    for bad in ("0", "-1", "x"):
        with pytest.raises(ArgumentTypeError):
            positive_int(bad)
    for bad in ("0", "nan", "inf", "x"):
        with pytest.raises(ArgumentTypeError):
            positive_seconds(bad)


def test_settings_refuse_what_a_deployment_misspells(tmp_path: Path) -> None:
    """Parameters of a deployment come as text and are checked like flags."""
    with pytest.raises(UsageError, match="no language 'de'"):
        make_settings(language="de")
    with pytest.raises(UsageError, match="no engine 'tabula'"):
        make_settings(engine="tabula")
    with pytest.raises(UsageError, match="no folder"):
        make_settings(catalog=tmp_path / "nowhere")
    assert make_settings(seconds=5).limits.allow(300) == 5
    assert make_settings().limits.allow(72) == 600 + 8 * 72
