"""How the help of commands is set: as wide as the terminal."""

from __future__ import annotations

import argparse


class Formatter(argparse.RawDescriptionHelpFormatter):
    """Help as wide as the terminal; examples, which are indented, stay as they are."""

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        from textwrap import fill

        return "\n".join(
            line if line[:1].isspace() else fill(line, width) for line in text.splitlines()
        )
