"""The versioned SQLite dataset: schema, load, versions, diff, export. Parses no text.

::

    file         opens it: checked, foreign keys on, one writer at a time; schema and views
    stored       values -> rows, and rows -> values
    identity     which report a file is an edition of; language editions of one publication
    registry     files under reports, with the evidence; what a person says
    separate     parts what an older crossfoot merged
    load         extractions -> one new version, in one transaction
    now          what the newest version holds, kept at each load
    shelves      all reports with their files
    repair       merge, split, withdraw, as a person says; purge and compact
    withdrawn    what a person took out stays out
    keep         copies of the whole
    package      an export for other programs: data package, Excel, Parquet
    versions     list, roll back, export, compare
    diff         what changed between two extractions or versions
    describe     what each table and column means, with its unit
"""

from __future__ import annotations

from crossfoot.db.file.connection import connect
from crossfoot.db.file.migrations import migrate

__all__ = ["connect", "migrate"]
