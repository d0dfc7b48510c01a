"""`crossfoot review accept|reject|name`: answers of people, written into the catalog."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from crossfoot.flows.catalog import answers
from crossfoot.flows.catalog.answers import Who
from crossfoot.flows.catalog.own import own_catalog, put
from crossfoot.flows.cli.console import show
from crossfoot.flows.gate.answered import unanswered
from crossfoot.flows.gate.check import today
from crossfoot.flows.gate.review import list_review
from crossfoot.flows.words.said import say
from crossfoot.normalizers.catalog import find_catalog, load_catalog

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from crossfoot.flows.catalog.edit import Addition
    from crossfoot.flows.gate.review import ReviewItem
    from crossfoot.normalizers.catalog import Catalog

SHORTEST = 4
"""Signs of a question's name that will do where no other question begins so."""


def run_answer(args: argparse.Namespace) -> int:
    """Write the answer to each question that is named."""
    who = who_of(args)
    items = list_review(args.db, kind=None, today=who.today)
    asked = [find_question(items, one) for one in args.questions]
    answer = answers.accept if args.verb == "accept" else answers.reject
    write([answer(item, who) for item in asked], args.catalog)
    return 0


def run_name(args: argparse.Namespace) -> int:
    """Write which place or measure it is that a question is about."""
    who = who_of(args)
    item = find_question(list_review(args.db, kind=None, today=who.today), args.question)
    catalog = load_catalog(find_catalog(args.catalog))
    write([answers.name(item, args.called, who, catalog)], args.catalog)
    return 0


def run_correct(args: argparse.Namespace) -> int:
    """Write what a cell of an edition holds in truth."""
    from crossfoot.flows.catalog.misread import find_misread, propose_correction

    who = who_of(args)
    found = find_misread(args.db, args.report, args.page, args.printed, args.row)
    write([propose_correction(found, args.value, who)], args.catalog)
    return 0


def run_export(args: argparse.Namespace) -> int:
    """Write the questions into a sheet, with columns for answers."""
    from crossfoot.flows.catalog.sheet import write_questions

    now = today()
    catalog = load_catalog(find_catalog(args.catalog))
    items = unanswered(list_review(args.db, kind=None, today=now), catalog, now)
    write_questions(args.file, items)
    show(say("questions_written", file=args.file, count=len(items)))
    show(f"  crossfoot review import {args.file} --db {args.db}")
    return 0


def run_import(args: argparse.Namespace) -> int:
    """Write the answers of a sheet into the catalog: all of them, or none."""
    from crossfoot.flows.catalog.sheet import read_answers

    now = today()
    items = list_review(args.db, kind=None, today=now)
    catalog = load_catalog(find_catalog(args.catalog))
    lines = []
    for said in read_answers(args.file):
        try:
            who = Who(said.author, said.reason, now)
            lines.append(_line(find_question(items, said.question), said.answer, who, catalog))
        except UsageError as error:
            raise UsageError(
                f"{args.file}, row {said.row}: {error}; nothing was written"
            ) from error
    if not lines:
        raise UsageError(f"{args.file} has no answer: fill in the column answer")
    write(lines, args.catalog)
    return 0


def _line(item: ReviewItem, answer: str, who: Who, catalog: Catalog) -> Addition:
    """Return the line of an answer: accept, reject, or what it is."""
    plain = answer.strip().lower()
    if plain == "accept":
        return answers.accept(item, who)
    if plain == "reject":
        return answers.reject(item, who)
    return answers.name(item, answer.strip(), who, catalog)


def who_of(args: argparse.Namespace) -> Who:
    """Return who answers and why.

    Raises:
        UsageError: Author or reason is empty, or the last day is none to come.
    """
    if not args.author.strip() or not args.reason.strip():
        raise UsageError("--author and --reason say who decides and why: neither may be empty")
    expires = getattr(args, "expires", None)
    now = today()
    if expires is None:
        return Who(args.author, args.reason, now)
    try:
        last = datetime.date.fromisoformat(expires)
    except ValueError as error:
        raise UsageError(f"--expires {expires}: write a day as YYYY-MM-DD") from error
    if last < now:
        raise UsageError(f"--expires {expires} is over: name a day to come")
    return Who(args.author, args.reason, now, last)


def find_question(items: Sequence[ReviewItem], named: str) -> ReviewItem:
    """Return the question of a name, or of its first signs.

    Raises:
        UsageError: No question, or more than one, is called so.
    """
    found = [item for item in items if item.id == named] or [
        item for item in items if len(named) >= SHORTEST and item.id.startswith(named)
    ]
    if not found:
        raise UsageError(f"nothing is asked under {named}: crossfoot review --all lists all")
    if len({item.id for item in found}) > 1:
        raise UsageError(f"{named} begins {len(found)} questions: write more of it")
    return found[0]


def write(additions: Iterable[Addition], named: Path | None) -> None:
    """Write lines into the catalog of the people who run this, and say where they stand."""
    lines = tuple(additions)
    folder, is_new = own_catalog(named)
    if is_new:
        show(say("catalog_made", folder=folder), to_stderr=True)
    for path in put(folder, lines):
        for one in lines:
            if path.name == one.file:
                show(f"{path}, {one.section}:\n  - {one.entry}")
