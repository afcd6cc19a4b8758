"""The calculation's modules stand beside this file and are imported by their own names, never through pdcycle."""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from functools import cache
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def on(riverbend):
    """`on(day)`: the calculation of a day, made once."""
    from independent_figures import Riverbend

    return cache(lambda day: Riverbend(riverbend, ROOT, day))


@pytest.fixture(scope="session")
def mine(on):
    """The calculation of the day that riverbend is told of."""
    from independent_figures import DAYS

    return on(DAYS[0])


@pytest.fixture(scope="session")
def say(riverbend):
    """`say(day, ...)`: what a `report` on riverbend as it is committed says.

    The workspace is read once, its exports are read and all measures run once a day, however many reports are asked for.
    """
    from pdcycle.cli.main import main

    def run(day, *argv):
        out = io.StringIO()
        with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(io.StringIO()):
            for place, held in reading.items():
                patch.setattr(place, held)
            assert main(["-C", str(riverbend), "report", *argv, "--as-of", day]) == 0
        return out.getvalue()

    assert not (riverbend / "measures").exists(), "a measure of its own would not be among those that are run"
    reading = _reading_once()
    return run


@pytest.fixture(scope="session")
def asked(say):
    """`asked(day, ...)`: the same as JSON."""
    return cache(lambda day, *argv: json.loads(say(day, *argv, "--format", "json")))


def _reading_once():
    """The command's own steps before it writes a report, each held by what it was asked for."""
    import pdcycle.cli.report as command
    from pdcycle.progress.measures import measure

    read, as_published, facts = command.read, command.as_published, command.facts
    held = {}

    def once(key, make):
        if key not in held:
            held[key] = make()
        return held[key]

    def measured(of, *_):
        return once(("measures", of.as_of), lambda: measure(of))

    askers = [name for name, one in sys.modules.items() if name.startswith("pdcycle.flows.") and vars(one).get("measure") is measure]  # fmt: skip
    return {
        "pdcycle.cli.report.read": lambda root: once(root, lambda: read(root)),
        "pdcycle.cli.report.as_published": lambda district: once("locks", lambda: as_published(district)),
        "pdcycle.cli.report.facts": lambda district, done, today: once(
            today, lambda: facts(district, done, today)
        ),
        **{f"{name}.measure": measured for name in askers},
    }
