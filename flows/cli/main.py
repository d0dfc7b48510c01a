"""The command line: ``crossfoot COMMAND``, from arguments to an exit code.

Nothing heavy is imported before a command needs it: ``--help``, ``versions`` or ``match`` start
without Prefect, pandas or Datasette. Results go to stdout, all else to stderr.

Exit codes: 0 done, 1 the data has a problem, 2 bad use, 3 an input could not be read (4 of
``check``: nothing was checked), 70 an error of ours, 130 interrupted, 141 the reader of stdout
went away.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from importlib import import_module

from crossfoot.errors import CrossfootError
from crossfoot.flows.cli.parser import build_parser
from crossfoot.names import printable

TYPE_CHECKING = False  # as typing's, which every start of the program would pay for
if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    Command = Callable[[argparse.Namespace], int]  # prints; returns the exit code

EXIT_INTERNAL = 70  # EX_SOFTWARE of sysexits.h
EXIT_INTERRUPTED = 130  # 128 + SIGINT, as shells report it
_FULL = "; nothing is left half done: free some space, or write elsewhere, and run again"
_DISK_ADVICE = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: "; nothing can be written there: name another place",
}
EXIT_BROKEN_PIPE = 141  # 128 + SIGPIPE


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: Arguments without the program's name, ``None`` for those of the process.

    Returns:
        The exit code; every failure has printed one line on stderr.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    debug = "--debug" in arguments
    if isinstance(sys.stdout, io.TextIOWrapper):
        # half a char of a broken font must not end the output; in JSON its spelling is JSON
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        parser = build_parser(arguments)
        if not arguments:
            parser.print_help()
            return 0
        args = parser.parse_args(arguments)
        if "target" not in args:
            parser.error("the following arguments are required: COMMAND")
        _set_environment(args)
        code = _load_command(args.target)(args)
        sys.stdout.flush()
    except BrokenPipeError:
        _silence_stdout()
        return EXIT_BROKEN_PIPE
    except KeyboardInterrupt:
        kept = "; what was read is kept, the same command goes on from there"
        is_run = arguments[:1] in (["ingest"], ["watch"], ["serve"])
        _complain(f"stopped; nothing was left half done{kept if is_run else ''}")
        return EXIT_INTERRUPTED
    except Exception as error:
        if debug:
            raise
        code = _report(error)
        _give_up_stdout()
    return code


def _set_environment(args: argparse.Namespace) -> None:
    """Put into the environment what the processes of a run are to know too."""
    if log_format := getattr(args, "log_format", None):
        os.environ["CROSSFOOT_LOG_FORMAT"] = log_format
    if language := getattr(args, "lang", None):
        os.environ["CROSSFOOT_LANG"] = language
    if passwords := getattr(args, "password", None):
        from crossfoot.passwords import add_passwords

        add_passwords(passwords)


def _load_command(target: str) -> Command:
    """Import a command by "module:function", the heavy part of starting it."""
    module, _, function = target.partition(":")
    command: Command = getattr(import_module(module), function)
    return command


def _report(error: Exception) -> int:
    """Print one line for an error and return its exit code."""
    if isinstance(error, CrossfootError):
        _complain(str(error))
        return error.exit_code
    if isinstance(error, OSError) and error.strerror:
        where = (
            f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, str | bytes) else ""
        )
        advice = _DISK_ADVICE.get(error.errno or 0, "")
        _complain(f"{where}{error.strerror}{advice}")
        return 2
    _complain(
        f"an error of crossfoot itself: {type(error).__name__}: {error} "
        "(run again with --debug for the traceback, and report it)"
    )
    return EXIT_INTERNAL


def _complain(message: str) -> None:
    """Print one line on stderr, whatever line breaks the message has."""
    from crossfoot.flows.cli.console import tell
    from crossfoot.flows.words.said import say_error

    tell(f"crossfoot: {printable(say_error(' '.join(message.split())))}", "error")


def _give_up_stdout() -> None:
    """Flush what was printed; what a full disk does not take is let go, and has been said."""
    try:
        sys.stdout.flush()
    except OSError:
        _silence_stdout()


def _silence_stdout() -> None:
    """Keep Python from writing to the closed pipe again when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
