"""pdcycle validate: what is wrong in a workspace, where, and the mend."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call, Said
from pdcycle.cli.terminal import Terminal
from pdcycle.diagnostics import Diagnostic, Severity
from pdcycle.flows.validate import validate
from pdcycle.output import diagnostics as output
from pdcycle.wording import count
from pdcycle.workspace import find_root


def run(call: Call, folder: Path | None, *, said: Said, everything: bool) -> int:
    """Diagnostics are the result, on stdout; the count is a word about the run."""
    checked = validate(find_root(call.inside(folder)))
    terminal = call.terminal
    if said is Said.JSON:
        terminal.result(output.as_json(checked.diagnostics))
    elif said is Said.GITHUB:
        terminal.result(output.github(checked.diagnostics))
    else:
        shown = [
            item for item in checked.diagnostics if not terminal.quiet or item.severity is Severity.ERROR
        ]
        terminal.result(_text(terminal, shown, checked.sources, everything=everything))
    terminal.say(tally(checked.diagnostics, f"{count(len(checked.programs), 'program')} checked"))
    if checked.exports is not None:
        terminal.say(
            f"{count(checked.exports, 'export')}: only headers are looked at; `pdcycle report` reads the rows"
            if checked.exports
            else "no export that sources/ names is here yet; `pdcycle report` reads them"
        )
    return DONE if checked.holds else PROBLEMS


def _text(
    terminal: Terminal, diagnostics: Sequence[Diagnostic], sources: Mapping[str, str], *, everything: bool
) -> str:
    style = output.ANSI if terminal.coloured(terminal.out) else output.PLAIN
    return output.text(
        diagnostics,
        sources,
        style=style,
        width=terminal.width,
        everything=everything,
        wrap=terminal.out.isatty(),
    )


def explain(
    terminal: Terminal,
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, str],
    *,
    everything: bool = False,
) -> None:
    """Say errors and warnings on stderr, where a command's result is something else."""
    least = Severity.ERROR if terminal.quiet else Severity.WARNING
    shown = [item for item in diagnostics if item.severity >= least]
    if shown:
        style = output.ANSI if terminal.coloured(terminal.err) else output.PLAIN
        terminal.complain(
            output.text(
                shown,
                sources,
                style=style,
                width=terminal.width_of(terminal.err),
                everything=everything,
                wrap=terminal.err.isatty(),
            )
        )


def tally(diagnostics: Sequence[Diagnostic], done: str) -> str:
    """How much was found: `2 errors, 1 warning`, or what was done where nothing was."""
    numbers = output.summary(diagnostics)
    words = [
        count(numbers[key], word)
        for key, word in (("errors", "error"), ("warnings", "warning"))
        if numbers[key]
    ]
    return f"{done}: {', '.join(words)}" if words else f"{done}, nothing wrong"
