"""The versioned SQLite dataset: schema, load, versions, diff, export. Parses no text.

::

    connection   opens the file: checked, foreign keys on, one writer at a time
    migrations   numbered schema steps, full-text search, views
    rows         values -> rows, one function per table
    load         extractions -> one new version, in one transaction
    versions     list, roll back, export, compare
    diff         what changed between two extractions or versions
    describe     what each table and column means, with its unit
"""

from __future__ import annotations

from crossfoot.db.connection import connect
from crossfoot.db.migrations import migrate

__all__ = ["connect", "migrate"]
