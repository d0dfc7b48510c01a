"""Footnote markers at the end of a cell's text: "12*", "1 234 (1)", "Abonnés domestiques ²"."""

from __future__ import annotations

import re

_MARK = r"(?:\*+|[†‡§]+|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|\(\d{1,2}\)|\(\*+\)|\[\d{1,2}\])"
_AT_END = re.compile(rf"(?<=[\w%€$).])(?P<marks>(?:\s*{_MARK})+)$")
_EACH = re.compile(_MARK)
_POWER = re.compile(r"(?:^|[\d\s/(])[kchdm]?m[²³]$")  # "km²", "m³" are units


def read_markers(text: str) -> tuple[str, ...]:
    """Return the footnote markers that end a text, in order; none where the text is a marker.

    >>> read_markers("1 234 (1)*"), read_markers("12 km²"), read_markers("(1)")
    (('(1)', '*'), (), ())
    """
    plain = text.strip()
    found = _AT_END.search(plain)
    if found is None or _POWER.search(plain):
        return ()
    return tuple(_EACH.findall(found["marks"]))
