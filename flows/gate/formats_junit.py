"""The gate's findings as JUnit XML: a suite for each document, a case for each total checked."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from crossfoot.flows.gate.state import Document, JudgedCheck
from crossfoot.flows.gate.verdicts import Finding, Gate
from crossfoot.flows.gate.words import conclusion, coverage, equation, place, reason, shortfalls
from crossfoot.names import LAYOUT, printable

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Chars that XML 1.0 cannot hold, not even escaped; PDFs have them."""


def to_junit(gate: Gate) -> str:
    """Return JUnit XML: failing checks are failures, accepted ones skipped with their reason.

    Stale entries of the catalog are failures of a suite "catalog"; documents that could not be
    read are errors of a suite "documents".
    """
    root = ET.Element("testsuites", name="crossfoot check")
    told = {id(finding.check): finding for finding in gate.findings if finding.check}
    blocking = {id(finding) for finding in gate.blocking}
    for document in gate.state.documents:
        _add_document(root, document, told, blocking)
    _add_stale(root, [one for one in gate.findings if one.check is None], blocking)
    _add_unread(root, gate)
    _add_result(root, gate)
    for key in ("tests", "failures", "errors"):  # the common schema knows no "skipped" here
        root.set(key, str(sum(int(suite.get(key, "0")) for suite in root)))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_document(
    root: ET.Element, document: Document, told: dict[int, Finding], blocking: set[int]
) -> None:
    suite = ET.SubElement(root, "testsuite", name=_clean(document.report))
    for check in document.checks:
        if not check.is_decided:
            continue
        case = _case(suite, document.report, _name(check))
        finding = told.get(id(check))
        if finding is not None:
            _tell(case, finding, is_failure=id(finding) in blocking)
    _count(suite)


def _add_stale(root: ET.Element, stale: list[Finding], blocking: set[int]) -> None:
    if stale:
        suite = ET.SubElement(root, "testsuite", name="catalog")
        for finding in stale:
            case = _case(suite, "catalog", place(finding))
            _tell(case, finding, is_failure=id(finding) in blocking)
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


def _tell(case: ET.Element, finding: Finding, *, is_failure: bool) -> None:
    message = _clean(f"{equation(finding)}: {reason(finding)}")
    if not is_failure:
        ET.SubElement(case, "skipped", message=message)
        return
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
