"""Mismatches on pages that character recognition read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crossfoot.reconcilers.scans import NOTES, TWICE, soften_scanned
from crossfoot.reconcilers.tables.reconcile import reconcile_table
from tests.reconcilers.table_builder import make_table

WRONG = [
    ["Commune", "2022", "2023"],
    ["Bron", "18 204", "18 377"],
    ["Villeurbanne", "20 110", "20 395"],
    ["Total", "38 314", "38 872"],
]


def test_a_mismatch_read_from_a_picture_is_a_warning_that_says_so() -> None:
    """The numbers stay; the severity falls; every sentence asks to compare with the page."""
    table = make_table(WRONG, language="fr")
    checks = reconcile_table(table, language="fr")
    before = next(check for check in checks if check.status == "mismatch")

    (after,) = (c for c in soften_scanned(checks, {3}, [table], []) if c.status == "mismatch")

    assert (before.severity, after.severity, after.reason) == ("error", "warning", "scanned")
    assert (after.printed, after.computed) == (before.printed, before.computed)
    for language in ("fr", "en", "es"):
        assert after.explain(language).endswith(NOTES[language])


@pytest.mark.parametrize("pages", [(), (1, 2, 4)])
def test_pages_with_a_text_layer_keep_their_errors(pages: tuple[int, ...]) -> None:
    """A scan elsewhere in the report changes nothing."""
    table = make_table(WRONG)
    checks = reconcile_table(table, language="en")

    assert tuple(soften_scanned(checks, pages, [table], [])) == checks


def test_one_item_on_a_scanned_page_is_enough() -> None:
    """A table runs from a scanned page to one with text, where its total stands."""
    table = make_table(WRONG)
    cells = tuple(replace(c, page=2) if c.row == 1 else c for c in table.cells)
    checks = reconcile_table(replace(table, cells=cells), language="en")

    softened = soften_scanned(checks, {2}, [replace(table, cells=cells)], [])

    assert [c.severity for c in softened if c.status == "mismatch"] == ["warning"]


def test_what_holds_is_left_as_it_is() -> None:
    """A total that foots was read well."""
    table = make_table([*WRONG[:-1], ["Total", "38 314", "38 772"]])
    checks = reconcile_table(table, language="en")

    assert checks
    assert tuple(soften_scanned(checks, {3}, [table], [])) == checks


@pytest.mark.parametrize(("left_out", "severity"), [(0, "error"), (1, "warning")])
def test_numbers_read_alike_twice_stand_so_on_the_page(left_out: int, severity: str) -> None:
    """Each of the equation's must be: one that may be misread spoils the sum."""
    table = make_table(WRONG)
    checks = reconcile_table(table, language="en")
    (wrong,) = (check for check in checks if check.status == "mismatch")
    refs = [(ref.table, ref.row, ref.col) for ref in wrong.refs][left_out:]
    second = dict.fromkeys(refs, ("", True))

    softened = soften_scanned(checks, {3}, [table], [], second=second)

    (after,) = (check for check in softened if check.status == "mismatch")
    assert after.severity == severity
    assert after.explain("en").endswith((NOTES if left_out else TWICE)["en"])


@pytest.mark.parametrize(
    ("item", "severity"),
    [
        ("2 110", "warning"),  # 1 lost before 2 110, drawn ledgers
        ("1 211", "warning"),  # 0 lost behind it, drawn accounts
        ("12 170", "error"),  # another digit
    ],
)
def test_digits_lost_at_the_end_of_a_number_are_lost_by_the_reader(
    item: str, severity: str
) -> None:
    """Both readings are cut out of one picture: what the first one left out the second one may."""
    table = make_table(
        [["Commune", "2022"], ["Bron", "18 204"], ["Lyon", item], ["Total", "30 314"]]
    )
    checks = reconcile_table(table, language="en")
    second = {("t1", r, c): ("", True) for r in range(4) for c in range(2)}

    softened = soften_scanned(checks, {3}, [table], [], second=second)

    (found,) = (check for check in softened if check.status == "mismatch")
    assert found.severity == severity


def test_a_suspect_says_what_it_was_read_as_the_second_time() -> None:
    """Whoever looks at the page has both readings; where they agree there is one."""
    table = make_table(WRONG)
    checks = reconcile_table(table, language="en")
    (wrong,) = (check for check in checks if check.status == "mismatch")
    suspect = wrong.suspects[0]
    place = (suspect.ref.table, suspect.ref.row, suspect.ref.col)

    def why(text: str, agrees: bool) -> str:
        softened = soften_scanned(checks, {3}, [table], [], second={place: (text, agrees)})
        return next(c for c in softened if c.status == "mismatch").suspects[0].why

    assert why("38 772", False) == f"{suspect.why}; read again as 38 772"
    assert why("38 872", True) == why("", False) == suspect.why
