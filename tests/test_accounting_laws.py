"""For random exports of several systems in one workspace: every row is accounted for, reading again changes nothing.

The laws are held on the ledger of a whole workspace (its sources, files and people), and, for a few random workspaces, on
what the command line says.
"""

import csv
import io
import json
import random
import shutil
from contextlib import redirect_stderr, redirect_stdout
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pdcycle import shipped
from pdcycle.cli.main import main
from pdcycle.diagnostics import Route
from pdcycle.evidence import ExportFile, read_ledger
from pdcycle.language.document import read
from pdcycle.model.binding import bind, bind_value
from pdcycle.model.people import Person
from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source

ZONE, YEAR = ZoneInfo("America/New_York"), (date(2026, 7, 1), date(2027, 6, 30))
PEOPLE = {
    one.id: one
    for one in (
        Person("diaz", "Marisol Díaz", 2, "mdiaz@river.example", "00417"),
        Person("chen", "Mei Chen", 3, "mchen@river.example", "00418"),
        Person("lee-1", "Sam Lee", 4, "lee@river.example", "00422"),
        Person("lee-2", "Sam Lee", 5, "lee2@river.example", "00423"),
    )
}
WHO = st.sampled_from(
    [
        ("Marisol Díaz", "mdiaz@river.example"), ("Diaz, Marisol", ""), ("", "MCHEN@river.example"), ("Sam Lee", ""),
        ("Somebody", "who@x.example"), ("", ""), ("anonymous", ""), ("Mei Chen", "mchen@river.example "),
    ]
)  # fmt: skip
DAY = st.sampled_from(
    ["2026-10-14", "10/15/2026", "2025-10-14", "2028-01-01", "soon", "", "46300.5", "2026-11-02"]
)
STATE = st.sampled_from(["Completed", "Completed (achieved pass grade)", "Not completed", "Odd", ""])
LEVEL = st.sampled_from(["basic", "PROFICIENT ", "n/a", "odd", ""])
MINUTES = st.sampled_from(["30", "0:25", "", "cancelled", "x"])

# Each system: its profile, what its source says, its header and how a row of it is made up.
SYSTEMS = {
    "moodle": (
        {"profile": "moodle-activity-completion", "proves": {"Talk": "talk", "Quiz": {"item": "talk", "as": "check"}}},
        ["", "Email address", "Talk", "", "Quiz", ""],
        st.tuples(WHO, STATE, DAY, STATE, DAY).map(lambda one: [*one[0], *one[1:]]),
    ),
    "log": (
        {"profile": "coaching-log", "date_order": "mdy"},
        ["Date", "Coach", "Teacher", "Email", "Minutes"],
        st.tuples(DAY, WHO, MINUTES).map(lambda one: [one[0], "Mei Chen", *one[1], one[2]]),
    ),
    "observed": (
        {"profile": "observations", "date_order": "mdy"},
        ["Date", "Teacher", "Teacher email", "Component", "Level"],
        st.tuples(DAY, WHO, st.sampled_from(["3a", "2b", ""]), LEVEL).map(lambda one: [one[0], *one[1], *one[2:]]),
    ),
    "form": (
        {"profile": "google-forms-submissions", "proves": {"*": "card"}, "date_order": "mdy"},
        ["Timestamp", "Name", "Email address", "Link"],
        st.tuples(DAY, WHO, st.sampled_from(["", "a", "b"])).map(lambda one: [one[0], *one[1], one[2]]),
    ),
    "zoom": (
        {"profile": "zoom-attendance", "group": "plc", "at_least": "20 min"},
        ["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)"],
        st.tuples(WHO, st.integers(0, 3), st.integers(0, 50), st.integers(0, 50)).map(
            lambda one: [*one[0], *(f"10/{14 + one[1]}/2026 {13 + at // 60:02}:{at % 60:02}:00" for at in sorted(one[2:])), ""]
        ),
    ),
}  # fmt: skip
STRAY = st.sampled_from([[], [""], ["", "", ""], ["Total"], ["a", "b", "c", "d", "e", "f", "g", "h", "i"]])


@st.composite
def exports(draw):
    """Files by system: {name: [rows of each file]}, the header again, blank and ragged rows among them."""
    names = draw(st.lists(st.sampled_from(sorted(SYSTEMS)), min_size=1, max_size=3, unique=True))
    found = {}
    for name in names:
        rows = SYSTEMS[name][2] | STRAY | st.just(SYSTEMS[name][1])
        found[name] = draw(st.lists(st.lists(rows, max_size=8), min_size=1, max_size=3))
    return found


def text(name, rows):
    stream = io.StringIO()
    csv.writer(stream).writerows([SYSTEMS[name][1], *rows])
    return stream.getvalue()


@pytest.fixture(scope="module")
def ledger():
    """`ledger(exports)`: the workspace's ledger of these files."""
    profiles = {}
    for path in sorted(shipped.data("profiles").glob("*.yaml")):
        profiles[path.stem] = bind(read(path.read_bytes(), path.name), Profile)[0]

    def source(name):
        value = {"source": name, "file": f"exports/{name}-*.csv", **SYSTEMS[name][0]}
        found, problems = bind_value(value, Source, Route(f"sources/{name}.yaml"))
        assert found is not None, problems
        return found

    sources = {name: source(name) for name in SYSTEMS}

    def made(found):
        files = {
            name: [
                ExportFile.of(f"exports/{name}-{at}.csv", text(name, rows).encode())
                for at, rows in enumerate(tables)
            ]
            for name, tables in found.items()
        }
        chosen = {name: sources[name] for name in found}
        return read_ledger(chosen, profiles, PEOPLE, files, ZONE, YEAR)[0]

    return made


LAWS = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def proofs(found):
    """What the ledger proves, whichever file or row said it."""
    return {item.id for item in found.evidence}


@LAWS
@given(exports())
@example({"zoom": [[]], "moodle": [[[]]]})
def test_every_row_of_every_file_is_used_folded_or_set_aside(ledger, found):
    made = ledger(found)
    accounts = {one.file: one for one in made.accounting}
    for name, tables in found.items():
        for at, rows in enumerate(tables):
            one = accounts.pop(f"exports/{name}-{at}.csv")
            assert one.balances()
            assert min(one.used, one.folded, *(count for _, count in one.aside), 0) == 0
            assert one.read == sum(1 for row in rows if row)
            assert sum(count for _, count in one.aside) == sum(
                aside.file == one.file for aside in made.set_aside
            )
            assert one.used == len({item.row for item in made.evidence if item.file == one.file})
    assert not accounts


@LAWS
@given(exports())
def test_importing_everything_twice_changes_nothing(ledger, found):
    once = ledger(found)
    twice = ledger({name: [*tables, *tables] for name, tables in found.items()})
    assert twice.evidence == once.evidence
    assert sum(one.used for one in twice.accounting) == sum(one.used for one in once.accounting)
    assert all(one.balances() for one in twice.accounting)


@LAWS
@given(exports(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_of_files_proves_nothing(ledger, found, chance):
    mixed = {}
    for name, tables in found.items():
        shuffled = [chance.sample(rows, len(rows)) for rows in tables]
        mixed[name] = shuffled
    assert {(one.person, one.kind, one.subject) for one in ledger(mixed).evidence} == {
        (one.person, one.kind, one.subject) for one in ledger(found).evidence
    }
    for kind in ("completion", "log", "observation", "attendance"):
        ours, theirs = (
            sorted((one.person, one.subject, one.when, one.value or "", one.minutes or 0) for one in other.evidence if one.kind == kind)
            for other in (ledger(found), ledger(mixed))
        )  # fmt: skip
        assert ours == theirs


@LAWS
@given(exports(), exports())
def test_a_later_export_never_erases_what_an_earlier_one_proved(ledger, earlier, later):
    both = {name: [*earlier.get(name, ()), *later.get(name, ())] for name in {**earlier, **later}}
    proved, after = ledger(earlier), ledger(both)
    there = {(one.person, one.kind, one.subject) for one in after.evidence}
    assert {(one.person, one.kind, one.subject) for one in proved.evidence} <= there
    for one in proved.evidence:
        if one.kind == "completion":
            held = next(
                new
                for new in after.evidence
                if (new.person, new.kind, new.subject) == (one.person, one.kind, one.subject)
            )
            assert held.when <= one.when or (one.passed is False and held.passed is not False)
    apart = ("log", "observation")
    assert {one.id for one in proved.evidence if one.kind in apart} <= proofs(after)


# The same on what the command line says


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    root = tmp_path_factory.mktemp("laws") / "d"
    said = io.StringIO()
    with redirect_stdout(said), redirect_stderr(said):
        assert (
            main(
                [
                    "init",
                    str(root),
                    "--name",
                    "Maple Grove Schools",
                    "--school-year",
                    "2026-27",
                    "--school",
                    "oak",
                ]
            )
            == 0
        )
        assert main(["-C", str(root), "new", "curriculum", "ours", "--from", "communication"]) == 0
    people = (root / "people.csv").read_text("utf-8")
    for old, new in (
        ("dunn@maple-grove-schools.example", "mdiaz@river.example"),
        ("Dev Dunn", "Marisol Díaz"),
    ):
        people = people.replace(old, new)
    (root / "people.csv").write_text(people, "utf-8")
    for folder in ("sources", "exports"):
        (root / folder).mkdir(exist_ok=True)
    return root


def basis(root, found):
    """The accounting of the report, as its JSON gives it, of a workspace with these files."""
    for folder in ("sources", "exports"):
        shutil.rmtree(root / folder)
        (root / folder).mkdir()
    for name, tables in found.items():
        value = {"source": name, "file": f"exports/{name}-*.csv", **SYSTEMS[name][0]}
        (root / "sources" / f"{name}.yaml").write_text(
            json.dumps(value).replace('"group": "plc"', '"group": "oak-plc"')
        )
        for at, rows in enumerate(tables):
            Path(root / "exports" / f"{name}-{at}.csv").write_text(text(name, rows), "utf-8")
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(["-C", str(root), "report", "ours", "--as-of", "2026-12-01", "--format", "json"])
    assert code in (0, 1), err.getvalue()
    return json.loads(out.getvalue())["reports"][0]["basis"]["accounting"]


@pytest.mark.parametrize("seed", range(4))
def test_the_report_accounts_for_the_rows_of_a_random_workspace(workspace, seed):
    chance = random.Random(seed)
    found = {}
    for name in ("moodle", "log", "zoom", "form"):
        rows = []
        for _ in range(chance.randint(3, 30)):
            person = chance.choice([("Marisol Díaz", "mdiaz@river.example"), ("", "who@x.example"), ("", "")])
            day = chance.choice(["10/14/2026", "11/2/2026", "1/1/2019", "soon", ""])
            rows.append({
                "moodle": [*person, chance.choice(["Completed", "Not completed", ""]), day, "", ""],
                "log": [day, "Castro", *person, chance.choice(["30", "cancelled", ""])],
                "zoom": [*person, "10/14/2026 13:00:00", f"10/14/2026 13:{chance.randint(1, 59):02}:00", ""],
                "form": [day, *person, chance.choice(["a", "b"])],
            }[name])  # fmt: skip
        found[name] = [rows, [*rows[1:], *rows[:3]]]
    once, twice = (
        basis(workspace, {name: tables[:1] for name, tables in found.items()}),
        basis(workspace, found),
    )
    for one in (*once, *twice):
        assert one["read"] == one["used"] + one["folded"] + sum(count for _, count in one["aside"])
    assert sum(one["used"] for one in once) == sum(one["used"] for one in twice) > 0
    assert [one["read"] for one in once] == [len(tables[0]) for name, tables in sorted(found.items())]
