"""The gate's findings as JUnit XML: a suite for each document, a case for each total checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from crossfoot.flows.gate.state import Document, JudgedCheck
from crossfoot.flows.gate.verdicts import Finding, Gate
from crossfoot.flows.gate.words import (
    conclusion,
    coverage,
    equation,
    more,
    place,
    reason,
    shortfalls,
)
from crossfoot.names import LAYOUT, printable

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Chars that XML 1.0 cannot hold, not even escaped; PDFs have them."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A finding, what its case says, and whether it is a failure."""

    finding: Finding
    message: str
    is_failure: bool


def to_junit(gate: Gate) -> str:
    """Return JUnit XML: failing checks are failures, accepted ones skipped with their reason.

    Of checks that fail for one cause the worst is a failure, the others are skipped and name it.
    Stale entries of the catalog are failures of a suite "catalog"; documents that could not be
    read are errors of a suite "documents".
    """
    root = ET.Element("testsuites", name="crossfoot check")
    told = {id(one.finding.check or one.finding): one for one in _told(gate)}
    for document in gate.state.documents:
        _add_document(root, document, told)
    _add_stale(root, [one for one in told.values() if one.finding.check is None])
    _add_unread(root, gate)
    _add_result(root, gate)
    for key in ("tests", "failures", "errors"):  # the common schema knows no "skipped" here
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _told(gate: Gate) -> Iterator[_Told]:
    """Yield what is said of each finding; of a cause that fails the gate the first is a failure."""
    blocking = {id(one): cause for cause in gate.blocking for one in cause.findings}
    for finding in gate.findings:
        cause = blocking.get(id(finding))
        said = f"{equation(finding)}: {reason(finding)}"
        if cause is None:
            yield _Told(finding, said, is_failure=False)
        elif finding is cause.first:
            yield _Told(finding, "; ".join(filter(None, (said, more(cause)))), is_failure=True)
        else:
            said = f"{equation(finding)}: one cause with {place(cause.first)}"
            yield _Told(finding, said, is_failure=False)


def _add_document(root: ET.Element, document: Document, told: dict[int, _Told]) -> None:
    suite = ET.SubElement(root, "testsuite", name=_clean(document.report))
    for check in document.checks:
        if not check.is_decided:
            continue
        case = _case(suite, document.report, _name(check))
        if id(check) in told:
            _tell(case, told[id(check)])
    _count(suite)


def _add_stale(root: ET.Element, stale: list[_Told]) -> None:
    if stale:
        suite = ET.SubElement(root, "testsuite", name="catalog")
        for one in stale:
            _tell(_case(suite, "catalog", place(one.finding)), one)
        _count(suite)


def _add_unread(root: ET.Element, gate: Gate) -> None:
    if gate.state.unread:
        suite = ET.SubElement(root, "testsuite", name="documents")
        for document in gate.state.unread:
            case = _case(suite, "documents", document.file)
            ET.SubElement(case, "error", message=_clean(document.reason), type="unread")
        _count(suite)


def _add_result(root: ET.Element, gate: Gate) -> None:
    """Add the coverage, which is a case of its own: it can fail."""
    suite = ET.SubElement(root, "testsuite", name="coverage")
    case = _case(suite, "coverage", "printed numbers under a total that holds")
    ET.SubElement(case, "system-out").text = _clean(f"{coverage(gate)}\n{conclusion(gate)}")
    if not gate.decided:
        ET.SubElement(case, "error", message="there was nothing to check", type="nothing")
    for text in shortfalls(gate) if gate.fail_on != "never" else ():
        ET.SubElement(case, "failure", message=text, type="coverage")
    _count(suite)


def _tell(case: ET.Element, told: _Told) -> None:
    finding = told.finding
    if not told.is_failure:
        ET.SubElement(case, "skipped", message=_clean(told.message))
        return
    message = _clean(told.message)
    failure = ET.SubElement(case, "failure", message=message, type=finding.outcome)
    if finding.check is not None:
        failure.text = _clean(f"{finding.check.explanation}\n{finding.check.suspects}".strip())


def _case(suite: ET.Element, group: str, name: str) -> ET.Element:
    return ET.SubElement(suite, "testcase", classname=_clean(group), name=_clean(name))


def _name(check: JudgedCheck) -> str:
    table = f"{check.table}: " if check.table else ""
    return f"{table}{check.label} ({check.kind}, p. {check.page}, {check.code})"


def _count(suite: ET.Element) -> None:
    suite.set("tests", str(len(suite)))
    for key, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(sum(case.find(tag) is not None for case in suite)))


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", printable(text, keep=LAYOUT))
