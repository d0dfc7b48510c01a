"""When a run finds totals that do not hold: telling somebody, waiting until somebody has looked.

Both are for runs that nobody sits in front of. Somebody is told through a notification block of
Prefect (Slack, mail, a webhook…), and the run waits as Prefect's runs do: "Paused", until it is
resumed or cancelled in the interface, or with ``prefect flow-run resume ID``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, cast

from crossfoot.errors import UsageError
from crossfoot.names import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from crossfoot.flows.told.summary import Mismatch

SHOWN = 10  # mismatches named in a message
REVIEW_SECONDS = 7 * 24 * 3600
"""How long a run waits for a person; then it fails, and loads nothing."""

POLL_SECONDS = 5


class Notifies(Protocol):
    """A notification block, as far as we ask it."""

    def notify(self, body: str, subject: str | None = None) -> object:
        """Send a message."""


def find_block(name: str) -> Notifies:
    """Return a notification block by what Prefect calls it, "slack-webhook/data-team" say.

    Raises:
        UsageError: There is none, or it sends no messages.
    """
    from prefect.blocks.core import Block

    try:
        block = Block.load(name)
    except (ValueError, RuntimeError) as error:
        raise UsageError(
            f"no notification block {name}: `prefect block ls` lists them, TYPE/NAME, and the "
            f"interface of Prefect makes one ({type(error).__name__})"
        ) from error
    if not hasattr(block, "notify"):
        raise UsageError(f"the block {name} sends no messages: name a notification block")
    return cast("Notifies", block)


def notify(name: str, mismatches: Sequence[Mismatch], *, is_waiting: bool) -> str:
    """Tell somebody of mismatches; return why that failed, "" when it did not.

    A message that cannot be sent stops no run.

    Args:
        name: Of the notification block.
        mismatches: All of the run.
        is_waiting: Whether the run goes on only when somebody has looked.
    """
    from prefect.runtime import flow_run

    count = len(mismatches)
    what = "1 total that does not hold" if count == 1 else f"{count} totals that do not hold"
    more = count - SHOWN
    lines = [
        *(f"{one.file} p. {one.page}: {one.explanation}" for one in mismatches[:SHOWN]),
        *([f"… and {more} more"] if more > 0 else []),
        f"Run: {flow_run.get_flow_run_ui_url() or flow_run.get_name()}",
        *(["Nothing is loaded until the run is resumed there."] if is_waiting else []),
    ]
    try:
        find_block(name).notify("\n".join(map(printable, lines)), f"crossfoot: {what}")
    except Exception as error:  # whatever a block raises: a web hook that is gone, bad credentials
        return " ".join(f"{type(error).__name__}: {error}".split())[:200]
    return ""


def wait_for_person(seconds: int = REVIEW_SECONDS) -> None:
    """Pause the flow run until somebody resumes it; must be called inside a flow.

    Raises:
        FlowPauseTimeout: Nobody did in time.
    """
    from prefect.flow_runs import pause_flow_run

    pause_flow_run(timeout=seconds, poll_interval=POLL_SECONDS, key="review")
