"""`crossfoot publish`: an immutable file of a version, its metadata, what changed, its pages."""

from __future__ import annotations

import json
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from crossfoot.errors import UsageError
from crossfoot.flows.cli.console import show
from crossfoot.flows.words.said import OWN, say, say_count, speaking
from crossfoot.names import printable

if TYPE_CHECKING:
    import argparse

LEDGER = "published.json"
CHANGES = "CHANGES.md"


@dataclass(frozen=True, slots=True)
class Published:
    """One publication, as ``published.json`` lists it."""

    version: int
    folder: str
    made_at: str


def run_publish(args: argparse.Namespace) -> int:
    """Write the newest version into a folder of its own below a folder of publications."""
    from crossfoot.browse.metadata import describe_dataset
    from crossfoot.browse.still import write_still
    from crossfoot.db.export import export_version
    from crossfoot.db.versions import list_versions, utc_now

    versions = list_versions(args.db)
    number = args.as_of or (versions[-1].number if versions else 0)
    earlier = _earlier(args.out)
    target = args.out / f"v{number}"
    if target.exists():
        _write_ledger(args.out, earlier)
        raise UsageError(f"{target} is published already, and what is published stays as it is")
    draft = args.out / f".v{number}.draft"
    shutil.rmtree(draft, ignore_errors=True)
    try:
        export = export_version(args.db, draft, as_of=number)
        # strangers ask what is published: queries of their own are off, ours answer
        about = {**describe_dataset(export.database.stem, export.database), "allow_sql": False}
        text = json.dumps(about, ensure_ascii=False, indent=1)
        (draft / "metadata.json").write_text(text, encoding="utf-8")
        last = earlier[-1].version if earlier else None
        (draft / CHANGES).write_text(_changes(args.db, last, number), encoding="utf-8")
        pages = 0 if args.no_pages else write_still(export.database, draft / "pages")
        for path in draft.rglob("*"):
            if path.is_file():
                path.chmod(0o444)
        draft.replace(target)
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    now = Published(number, target.name, utc_now())
    _write_ledger(args.out, [*earlier, now])
    told = {**asdict(now), "folder": printable(str(target)), "pages": pages}
    if args.json:
        print(json.dumps(told, indent=1))
    else:
        files = f"{export.database.name}, {say_count('published_pages', pages)}, {CHANGES}"
        show(say("published", version=number, folder=target, files=files))
    return 0


def _earlier(folder: Path) -> list[Published]:
    """Return what was published, oldest first; also what a program was killed before it noted."""
    path = folder / LEDGER
    told = json.loads(path.read_text("utf-8"))["published"] if path.exists() else []
    known = [Published(**one) for one in told]
    numbers = {one.version for one in known}
    for found in sorted(folder.glob("v[0-9]*"), key=lambda one: one.stat().st_mtime):
        if found.name[1:].isdecimal() and int(found.name[1:]) not in numbers:
            made_at = datetime.fromtimestamp(found.stat().st_mtime, tz=UTC).isoformat(
                "T", "seconds"
            )
            known.append(Published(int(found.name[1:]), found.name, made_at))
    return known


def _write_ledger(folder: Path, all_: list[Published]) -> None:
    text = json.dumps({"published": [asdict(one) for one in all_]}, indent=1)
    draft = folder / f".{LEDGER}"
    draft.write_text(text + "\n", encoding="utf-8")
    draft.replace(folder / LEDGER)


def _changes(database: Path, last: int | None, number: int) -> str:
    """Return what changed since what was published last, for people."""
    if last is None:
        return f"# Version {number}\n\nThe first that is published.\n"
    from crossfoot.db.diff import diff_versions
    from crossfoot.flows.told.changes import describe_diff

    with speaking(OWN):  # a file for everybody
        lines = "\n".join(describe_diff(diff_versions(database, last, number)))
    head = f"# Version {number}\n\nSince version {last}, which was published before:\n\n"
    return f"{head}```\n{lines}\n```\n"
