"""The judgement of `crossfoot check`: failing checks against the accepted ones of the catalog.

Pure: values in, values and an exit code out. An accepted mismatch is pinned to the printed and
the computed value; when either changes, it is new again.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from crossfoot.db.causes import Failing, Shared, find_causes
from crossfoot.flows.gate.state import Document, GateState, JudgedCheck
from crossfoot.model import AcceptedMismatch

Outcome = Literal["new", "changed", "expired", "stale", "known", "accepted"]
"""``new``: nobody accepted it. ``changed``: accepted with other values. ``expired``: accepted
until a day that is over. ``stale``: accepted, but nothing fails that way any more. ``known``: it
fails in the dataset that this one is compared with, too, with the same values."""

FailOn = Literal["new", "error", "all", "never"]
Known = frozenset[tuple[str, Decimal | None, Decimal | None]]
"""Failing checks of another dataset: fingerprint, printed, computed."""

EXIT_FINE, EXIT_FINDINGS, EXIT_UNREAD, EXIT_NOTHING = 0, 1, 3, 4
BLOCKING: frozenset[Outcome] = frozenset({"new", "changed", "expired", "stale"})
ORDER: tuple[Outcome, ...] = ("new", "changed", "expired", "stale", "known", "accepted")


@dataclass(frozen=True, slots=True)
class Finding:
    """A verdict that a person should know.

    Attributes:
        document: ``None`` for a stale entry.
        check: ``None`` for a stale entry.
        entry: The catalog's entry, ``None`` for a new mismatch.
    """

    outcome: Outcome
    document: Document | None
    check: JudgedCheck | None
    entry: AcceptedMismatch | None

    @property
    def fingerprint(self) -> str:
        """What the finding is known by."""
        if self.check is not None:
            return self.check.fingerprint
        return self.entry.fingerprint if self.entry else ""

    @property
    def is_warning(self) -> bool:
        """Whether a misreading is as likely as a misprint: the numbers are of a scan, say."""
        return self.check is not None and self.check.severity == "warning"


@dataclass(frozen=True, slots=True)
class Cause:
    """Findings of one outcome in one report that one look settles.

    Attributes:
        findings: The worst first: it is told, the others are counted.
        shared: What the others have in common with it.
    """

    findings: tuple[Finding, ...]
    shared: Shared = "cause"

    @property
    def first(self) -> Finding:
        """The finding that stands for all."""
        return self.findings[0]

    @property
    def more(self) -> int:
        """How many others there are."""
        return len(self.findings) - 1


@dataclass(frozen=True, slots=True)
class Gate:
    """What the gate says of a version.

    Attributes:
        causes: Of all findings; blocking ones first, the worst of each outcome first.
        fail_on: "new": blocking findings fail; "error": those that are more than warnings; "all":
            accepted and known ones too; "never": none.
        min_coverage: Least share of verified numbers, in percent.
        min_placed: Least share of placed numbers, in percent.
    """

    state: GateState
    causes: tuple[Cause, ...]
    fail_on: FailOn = "new"
    min_coverage: Decimal = Decimal(0)
    min_placed: Decimal = Decimal(0)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those of one cause beside each other."""
        return tuple(finding for cause in self.causes for finding in cause.findings)

    @property
    def blocking(self) -> tuple[Cause, ...]:
        """The causes of findings that fail the gate, each with those that do."""
        if self.fail_on == "never":
            return ()
        held = (replace(cause, findings=self._failing(cause)) for cause in self.causes)
        return tuple(cause for cause in held if cause.findings)

    def _failing(self, cause: Cause) -> tuple[Finding, ...]:
        outcomes = BLOCKING | {"accepted", "known"} if self.fail_on == "all" else BLOCKING
        return tuple(
            finding
            for finding in cause.findings
            if finding.outcome in outcomes and not (self.fail_on == "error" and finding.is_warning)
        )

    @property
    def decided(self) -> int:
        """How many totals could be checked."""
        return sum(check.is_decided for check in self._checks())

    @property
    def held(self) -> int:
        """How many of them hold."""
        return sum(check.is_decided and check.status != "mismatch" for check in self._checks())

    @property
    def undecided(self) -> int:
        """How many claims could not be checked: an item is missing or unreadable."""
        return sum(not check.is_decided for check in self._checks())

    @property
    def numbers(self) -> int:
        """All printed numbers."""
        return sum(document.numbers for document in self.state.documents)

    @property
    def verified(self) -> int:
        """Printed numbers under a check that holds."""
        return sum(document.verified for document in self.state.documents)

    @property
    def coverage(self) -> Decimal:
        """Share of verified numbers in percent, to one decimal; 0 without numbers."""
        if not self.numbers:
            return Decimal(0)
        return round(Decimal(100 * self.verified) / self.numbers, 1)

    @property
    def is_covered(self) -> bool:
        """Whether the least coverage is reached; unrounded, so that 49.96 is not 50."""
        return Decimal(100 * self.verified) >= self.min_coverage * self.numbers

    @property
    def placed(self) -> int:
        """Printed numbers in a cell, figure, chart, note or page furniture."""
        return sum(document.placed or 0 for document in self.state.documents)

    @property
    def placed_share(self) -> Decimal:
        """Share of placed numbers in percent, to one decimal; 0 without numbers."""
        if not self.numbers:
            return Decimal(0)
        return round(Decimal(100 * self.placed) / self.numbers, 1)

    @property
    def uncounted(self) -> int:
        """Documents that were read before all printed numbers were counted."""
        return sum(document.placed is None for document in self.state.documents)

    @property
    def is_placed(self) -> bool:
        """Whether the least share of placed numbers is reached, unrounded and by all that count."""
        if not self.min_placed:
            return True
        return not self.uncounted and 100 * self.placed >= self.min_placed * self.numbers

    @property
    def exit_code(self) -> int:
        """0 fine, 1 a finding or a share too small, 3 a document unread, 4 nothing checked."""
        is_short = (bool(self.decided) and not self.is_covered) or not self.is_placed
        if self.blocking or (self.fail_on != "never" and is_short):
            return EXIT_FINDINGS
        if self.state.unread:
            return EXIT_UNREAD
        return EXIT_FINE if self.decided else EXIT_NOTHING

    def _checks(self) -> list[JudgedCheck]:
        return [check for document in self.state.documents for check in document.checks]


def judge(
    state: GateState,
    accepted: Sequence[AcceptedMismatch],
    *,
    today: datetime.date,
    fail_on: FailOn = "new",
    min_coverage: Decimal = Decimal(0),
    min_placed: Decimal = Decimal(0),
    known: Known = frozenset(),
    folded: bool = True,
) -> Gate:
    """Hold the failing checks of a version against what people accepted.

    Args:
        state: The version.
        accepted: All entries of the catalog; an entry that matches nothing is stale, unless it
            names a report that the version does not hold.
        today: An entry holds up to and including its last day.
        fail_on: See :class:`Gate`.
        min_coverage: In percent.
        min_placed: In percent.
        known: What fails in the dataset that this one is compared with.
        folded: Whether findings of one cause are told as one, or each by itself.
    """
    entries: dict[str, list[AcceptedMismatch]] = defaultdict(list)
    for entry in accepted:
        entries[entry.fingerprint].append(entry)
    findings = [
        _judge_check(document, check, entries[check.fingerprint], today, known)
        for document in state.documents
        for check in document.checks
        if check.is_failing
    ]
    used = {id(finding.entry) for finding in findings}
    reports = {document.report for document in state.documents}
    findings += [
        Finding("stale", None, None, entry)
        for entry in accepted
        if id(entry) not in used and (not entry.report or entry.report in reports)
    ]
    causes = _causes(findings)
    if not folded:
        causes = tuple(Cause((one,)) for cause in causes for one in cause.findings)
    return Gate(state, causes, fail_on, min_coverage, min_placed)


def _causes(findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """Return the causes of findings, outcome by outcome, the worst of each first."""
    found = []
    for outcome in ORDER:
        those = [finding for finding in findings if finding.outcome == outcome]
        stale = [Cause((finding,)) for finding in those if finding.check is None]
        told = [(one, _asked(one)) for one in those]
        judged = [(one, asked) for one, asked in told if asked is not None]
        found += stale
        found += [
            Cause(tuple(judged[index][0] for index in cause.members), cause.shared)
            for cause in find_causes([asked for _, asked in judged])
        ]
    return tuple(found)


def _asked(finding: Finding) -> Failing | None:
    """Return what is asked of a finding to tell its cause, ``None`` of a stale entry."""
    check = finding.check
    if check is None:
        return None
    return Failing(
        report=finding.document.report if finding.document else "",
        table=check.table_id,
        row=check.row,
        col=check.col,
        axis=check.axis,
        is_warning=finding.is_warning,
        printed=check.printed,
        delta=check.delta,
        suspect=check.suspect or None,
        significance=check.significance,
    )


def _judge_check(
    document: Document,
    check: JudgedCheck,
    entries: Sequence[AcceptedMismatch],
    today: datetime.date,
    known: Known,
) -> Finding:
    for entry in entries:
        if (entry.printed, entry.computed) == (check.printed, check.computed):
            return Finding(_age(entry, today), document, check, entry)
    if entries:
        return Finding("changed", document, check, entries[0])
    if (check.fingerprint, check.printed, check.computed) in known:
        return Finding("known", document, check, None)
    return Finding("new", document, check, None)


def failing_in(state: GateState) -> Known:
    """Return what fails in a dataset, to be known where another is compared with it."""
    return frozenset(
        (check.fingerprint, check.printed, check.computed)
        for document in state.documents
        for check in document.checks
        if check.is_failing
    )


def _age(entry: AcceptedMismatch, today: datetime.date) -> Outcome:
    if datetime.date.fromisoformat(entry.expires) < today:
        return "expired"
    return "accepted"
