"""Does a mutant die?"""

from __future__ import annotations

import queue
import re
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.mutate.copies import NO_TESTS, Copy, CopyError
from tools.mutate.sites import Mutant, apply

START = 60.0  # seconds that pytest may take to begin, on a busy machine
PATIENCE = 8.0  # how many times its usual time a test may take


@dataclass(frozen=True)
class Outcome:
    """What became of a mutant: the test that killed it, ``time limit``, or nothing."""

    mutant: Mutant
    killed_by: str | None
    tests: int


def try_mutant(
    copy: Copy, mutant: Mutant, tests: Sequence[str], seconds: float, *, start: float = START
) -> Outcome:
    """Run the tests on a mutant and put the module right again; ``seconds`` is their usual time."""
    if not tests:
        return Outcome(mutant, None, 0)
    path = mutant.site.path
    source = (copy.root / path).read_bytes()
    only = copy.root / "only.txt"
    only.write_text("\n".join(tests), encoding="utf-8")
    files = sorted({test.partition("::")[0] for test in tests})
    copy.write(path, apply(source, mutant))
    try:
        run = copy.run(["-x", "--only", str(only), *files], limit=start + PATIENCE * seconds)
    finally:
        copy.write(path, source)
    if run.code in {0, NO_TESTS}:
        return Outcome(mutant, None, len(tests))
    if run.code is None:
        return Outcome(mutant, "time limit", len(tests))
    named = re.search(r"^(?:FAILED|ERROR) (\S+)", run.output, re.M)
    return Outcome(mutant, named[1] if named else "import", len(tests))


def verify(copy: Copy, path: str, tests: Sequence[str]) -> None:
    """See that the copy is what is tested: a module that cannot be imported must fail its tests.

    Raises:
        CopyError: if the tests pass.
    """
    source = (copy.root / path).read_bytes()
    copy.write(path, b"raise RuntimeError\n")
    try:
        run = copy.run(["-x", *sorted({t.partition("::")[0] for t in tests[:1]})], limit=120.0)
    finally:
        copy.write(path, source)
    if run.code in {0, NO_TESTS}:
        raise CopyError(f"tests of a broken {path} pass: the copy is not what they import")


def try_all(
    copies: Sequence[Copy],
    asked: Sequence[tuple[Mutant, Sequence[str], float]],
    told: Callable[[Outcome], None],
) -> list[Outcome]:
    """Try mutants, one at a time in each copy; outcomes come in the order asked."""
    waiting: queue.SimpleQueue[int] = queue.SimpleQueue()
    for i in range(len(asked)):
        waiting.put(i)
    outcomes: dict[int, Outcome] = {}
    errors: list[BaseException] = []

    def work(copy: Copy) -> None:
        try:
            while not errors:
                i = waiting.get_nowait()
                outcomes[i] = try_mutant(copy, *asked[i])
                told(outcomes[i])
        except queue.Empty:
            return
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(copy,)) for copy in copies]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return [outcomes[i] for i in sorted(outcomes)]


def temporary_copies(
    origin: Path, count: int
) -> tuple[tempfile.TemporaryDirectory[str], list[Copy]]:
    """Return copies of the tree, and the folder to clean up."""
    folder = tempfile.TemporaryDirectory(prefix="mutants-")
    root = Path(folder.name).resolve()
    return folder, [Copy.make(origin, root / str(i)) for i in range(count)]
