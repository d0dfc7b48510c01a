"""Questions of the review in a spreadsheet, and the answers that come back in it.

For people who do not use a shell: one row a question; a person fills in ``answer`` (accept, reject,
or the id of a place or measure), ``reason`` and ``author``. Rows without an answer are left alone;
rows may be sorted, columns moved and added.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from crossfoot.files import write_whole
from crossfoot.flows.cli.text_tables import read_text_tables
from crossfoot.sheets import rows_to_csv, rows_to_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from crossfoot.flows.gate.review import ReviewItem

ASKED = ("question", "kind", "report", "page", "printed", "rows", "about", "accept means")
TO_FILL = ("answer", "reason", "author")


@dataclass(frozen=True, slots=True)
class Said:
    """A row of a sheet that has an answer; ``row`` as the spreadsheet counts it."""

    row: int
    question: str
    answer: str
    reason: str
    author: str


def write_questions(path: Path, items: Sequence[ReviewItem]) -> None:
    """Write questions into a .xlsx or .csv file.

    Raises:
        UsageError: The file has another ending, or is there already: it may hold answers.
    """
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv"):
        raise UsageError(f"{path}: name a .xlsx or a .csv file")
    if path.exists():
        raise UsageError(f"{path} is there already and may hold answers: name another file")
    rows = [(*ASKED, *TO_FILL), *(_row(item) for item in items)]
    content = rows_to_xlsx(rows, "review") if ending == ".xlsx" else rows_to_csv(rows)
    write_whole(path, content)


def read_answers(path: Path) -> Iterator[Said]:
    """Yield the answers of a sheet, in its order.

    Raises:
        UsageError: It has no columns question and answer, or an answer without reason or author.
        UnreadableInput: The file is not what its ending says.
    """
    (table, *_) = read_text_tables(path) or (None,)
    rows = table.rows if table else ()
    heads = [text.strip().lower() for text in rows[0]] if rows else []
    if "question" not in heads or "answer" not in heads:
        raise UsageError(f"{path}: its first row names no columns question and answer")
    for at, row in enumerate(rows[1:], start=2):
        said = {name: text.strip() for name, text in zip(heads, row, strict=False)}
        if not said.get("answer"):
            continue
        if not said.get("reason") or not said.get("author"):
            raise UsageError(f"{path}, row {at}: an answer needs reason and author")
        yield Said(at, said["question"], said["answer"], said["reason"], said["author"])


def _row(item: ReviewItem) -> tuple[str, ...]:
    page = str(item.page) if item.page else ""
    told = (item.id, item.kind, item.report, page, item.printed, str(item.rows), item.question)
    return (*told, item.line.strip().removeprefix("- "), "", "", "")
