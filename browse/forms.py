"""Datasette's own pages for readers who cannot see them: names for fields that have none."""

from __future__ import annotations

import re

from markupsafe import Markup

_NAMED = (
    (re.compile(r'<select name="_filter_column'), "column"),
    (re.compile(r'<select name="_filter_op'), "comparison"),
    (re.compile(r'<input type="text" name="_filter_value'), "value"),
    (re.compile(r'<select name="_sort"'), "sort by"),
    (re.compile(r'<textarea id="sql-editor"'), "SQL"),
)
_SCROLLED = '<dl class="column-descriptions"'


def name_fields(html: str) -> Markup:
    """Return a part of a page whose fields say what they are, and whose frames take the keyboard.

    >>> name_fields('<select name="_filter_op_1">')
    Markup('<select aria-label="comparison" name="_filter_op_1">')
    """
    for pattern, name in _NAMED:
        html = pattern.sub(lambda found, n=name: _with(found[0], n), html)  # type: ignore[misc]
    return Markup(html.replace(_SCROLLED, f'{_SCROLLED} tabindex="0"'))  # noqa: S704 - Datasette's own


def _with(start: str, name: str) -> str:
    tag, _, rest = start.partition(" ")
    return f'{tag} aria-label="{name}" {rest}'
