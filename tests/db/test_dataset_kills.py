"""A load that is killed, and loads of several processes at once."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from crossfoot.db.versions import list_versions

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "benchmarks" / "kill_loads.py"


def test_killed_loads_leave_the_dataset_whole() -> None:
    """Loads killed at random moments leave the version before, or a whole new one."""
    done = subprocess.run(
        [sys.executable, str(SCRIPT), "--kills", "3", "--rows", "200", "--seed", "7"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    result = json.loads(done.stdout)
    assert (result["kills"], result["lost_or_torn"]) == (3, 0)
    assert result["left_as_it_was"] + result["loaded_before_the_kill"] == 3


def test_processes_that_load_at_once_all_succeed(dataset: Path) -> None:
    """Three processes that make the same new dataset at once give three versions."""
    loads = [
        subprocess.Popen(
            [sys.executable, str(SCRIPT), "--child", str(dataset), str(year), "--rows", "200"],
            stdout=subprocess.DEVNULL,
        )
        for year in (1, 2, 3)
    ]
    assert [load.wait() for load in loads] == [0, 0, 0]
    assert [version.reports for version in list_versions(dataset)] == [1, 2, 3]
