"""Which numbers did the dataset hold when, and what changed?

May import: crossfoot.
"""

from __future__ import annotations

from crossfoot.db.connection import connect
from crossfoot.db.migrations import migrate

__all__ = ["connect", "migrate"]
