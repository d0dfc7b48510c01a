"""What tells a file as one of ours."""

from __future__ import annotations

APPLICATION_ID = 0x43464F54  # "CFOT", so that `file` and we know our own
