"""Every count of `pdcycle needs` on riverbend, worked out a second time; on an earlier day only what was rated by then."""

import io
import json
from contextlib import redirect_stderr, redirect_stdout

import pytest
from independent_figures import DAYS
from independent_needs import courses, needs

ABOUT = [
    ("grades-3-5", "evaluations-2026"), ("grades-3-5", "observations"), ("lincoln-staff", "evaluations-2026"),
    ("rti", "evaluations-2026"), ("rti", "observations"),
]  # fmt: skip


@pytest.fixture(scope="module")
def ask(riverbend):
    from pdcycle.cli.main import main

    def run(*argv):
        out = io.StringIO()
        with redirect_stdout(out), redirect_stderr(io.StringIO()):
            code = main(["-C", str(riverbend), "needs", *argv, "--format", "json"])
        found = json.loads(out.getvalue())
        assert code == (0 if found["paste"] else 1)
        return found

    return run


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(("about", "source"), ABOUT)
def test_every_count(ask, on, about, source, day):
    assert ask(about, "--source", source, "--as-of", day) == needs(on(day), about, source)


def test_the_evaluation_a_program_cites_is_the_one_it_goes_by(ask):
    assert ask("grades-3-5") == ask("grades-3-5", "--source", "evaluations-2026")


def test_a_plan_is_told_what_fits_and_no_rating(ask, mine):
    fits = courses(mine, ["3a"], {})
    areas = ["talk-with-english-learners", "communication"]
    found = ask("schooley")
    assert found["paste"] == [f"focus: {areas[0]}", f"with: {{courses: [{', '.join(fits)}]}}"]
    assert not found.get("needs")
