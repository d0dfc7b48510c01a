"""What a run would do (`crossfoot ingest --dry-run`): files hashed and looked up, nothing read."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal

from crossfoot.db.file.reading import reading
from crossfoot.db.versions import extractions_of, newest_version
from crossfoot.flows.runs import stages
from crossfoot.flows.runs.fingerprint import fingerprint_pipeline, read_by
from crossfoot.flows.words.said import say, say_count, say_error
from crossfoot.names import printable

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from crossfoot.flows.runs.cache import Cache
    from crossfoot.flows.runs.inputs import Edition
    from crossfoot.flows.told.summary import Failure
    from crossfoot.settings import Settings

Step = Literal["read", "cached", "there", "copy", "unreadable"]


@dataclass(frozen=True, slots=True)
class Planned:
    """What would become of a file.

    Attributes:
        step: "read": it would be read; "cached": it was read before, and would be loaded; "there":
            the newest version holds this very reading; "copy": another file has its content;
            "unreadable": it cannot be opened.
        told: What it takes the place of, why it cannot be read, or of what it is a copy.
    """

    file: str
    step: Step
    told: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    report: str
    file: str
    sha256: str
    pipeline: str


def plan_run(
    editions: Sequence[Edition],
    failures: Sequence[Failure],
    database: Path,
    settings: Settings,
    cache: Cache,
) -> tuple[Planned, ...]:
    """Return what a run would do with each file, those that would be read first."""
    held = _read_held(database)
    pipeline = fingerprint_pipeline(settings)
    planned = [_plan(edition, held, pipeline, settings, cache) for edition in editions]
    planned += [
        Planned(printable(str(copy)), "copy", f"the same file as {printable(str(edition.path))}")
        for edition in editions
        for copy in edition.copies
    ]
    planned += [Planned(one.file, "unreadable", one.message) for one in failures]
    return tuple(sorted(planned, key=lambda one: _STEPS.index(one.step)))


def plan_to_json(planned: Sequence[Planned]) -> dict[str, Any]:
    """Return the JSON form of a plan."""
    return {"dry_run": True, "counts": _counts(planned), "files": [asdict(one) for one in planned]}


def plan_to_text(planned: Sequence[Planned]) -> str:
    """Return the lines that `--dry-run` prints."""
    lines = [
        f"{say(f'step_{one.step}'):<10}  {one.file}"
        + (f": {say_error(one.told)}" if one.told else "")
        for one in planned
    ]
    counts = [say_count(f"plan_{step}", count) for step, count in _counts(planned).items() if count]
    lines.append(say("plan_all", counts=", ".join(counts) or say("plan_nothing")))
    lines.append(say("plan_editions"))
    return "\n".join(lines)


_STEPS: tuple[Step, ...] = ("read", "cached", "there", "copy", "unreadable")


def _counts(planned: Sequence[Planned]) -> dict[Step, int]:
    return {step: sum(one.step == step for one in planned) for step in _STEPS}


def _plan(
    edition: Edition, held: Sequence[_Held], pipeline: str, settings: Settings, cache: Cache
) -> Planned:
    file = printable(str(edition.path))
    if not edition.sha256:
        return Planned(file, "read", "fetched first, where it is read; what it is shows then")
    same = [one for one in held if one.sha256 == edition.sha256]
    if any(read_by(one.pipeline) == pipeline for one in same):
        return Planned(file, "there", f"held already as {same[0].report}")
    key = stages.reconcile_key(edition.sha256, edition.path.name, settings)
    step: Step = "cached" if key in cache else "read"
    if same:
        return Planned(file, step, f"takes the place of an earlier reading of {same[0].report}")
    alike = [one for one in held if one.file == printable(edition.path.name)]
    if alike:
        return Planned(file, step, f"perhaps a new edition of {alike[0].report}: the same name")
    return Planned(file, step)


def _read_held(database: Path) -> tuple[_Held, ...]:
    """Return the readings of the newest version; none where there is no dataset yet."""
    if not database.exists():
        return ()
    with reading(database) as db:
        newest = newest_version(db)
        held = extractions_of(db, newest) if newest is not None else set()
        rows = db.query(
            "SELECT e.id, r.label, d.file, d.sha256, e.pipeline FROM extractions e "
            "JOIN reports r ON r.id = e.report_id JOIN editions d ON d.id = e.edition_id"
        )
        return tuple(
            _Held(printable(row["label"]), printable(row["file"]), row["sha256"], row["pipeline"])
            for row in rows
            if row["id"] in held
        )
