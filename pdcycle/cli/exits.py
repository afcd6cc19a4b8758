"""What a command's end means: the one place that turns it into an exit code and a word on stderr."""

from __future__ import annotations

import traceback
from collections.abc import Callable

from pdcycle.cli.terminal import Terminal
from pdcycle.errors import PdcycleError

DONE = 0
PROBLEMS = 1
"""The input has problems, `--check` found differences, something has no place, a required level was missed."""
ENVIRONMENT = 2
"""Usage, or a file, folder or permission in the way."""
NOT_SHOWN = 2
"""A level was asked of a figure this audience does not see: no answer, whatever the level."""
BUG = 3
INTERRUPTED = 130


def guarded(terminal: Terminal, command: Callable[[], int]) -> int:
    """The command's exit code, whatever stops it; a traceback is shown with `--debug` only."""
    try:
        code = command()
        terminal.flush()
    except BrokenPipeError:
        terminal.hang_up()
        return DONE
    except KeyboardInterrupt:
        terminal.complain("interrupted; nothing more was written")
        return INTERRUPTED
    except PdcycleError as problem:
        terminal.error(problem.message, problem.help)
        return ENVIRONMENT
    except OSError as problem:  # what no stage said better: a full disk behind stdout, a file nobody may read
        reason = (problem.strerror or str(problem)).lower()
        what = f"cannot use {problem.filename}" if problem.filename else "cannot write the result"
        if problem.filename is None:
            terminal.hang_up()
        if terminal.debug:
            terminal.complain(traceback.format_exc().rstrip())
        terminal.error(f"{what}: {reason}")
        return ENVIRONMENT
    except Exception as problem:  # noqa: BLE001 - the last line of defence, for a message instead of a traceback
        if terminal.debug:
            terminal.complain(traceback.format_exc().rstrip())
        terminal.error(
            f"this is a bug in pdcycle, sorry ({type(problem).__name__})",
            "your files are as they were; run it again with --debug and report what it prints"
            if not terminal.debug
            else None,
        )
        return BUG
    return code
