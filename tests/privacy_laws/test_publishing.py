"""`report --publish` on a whole district: what is out holds counts only, and stays as it is."""

import csv
import io
import json
import re
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pdcycle.cli.main import main
from pdcycle.errors import PdcycleError
from pdcycle.flows.district import read
from pdcycle.flows.facts import facts
from pdcycle.flows.publish import released
from pdcycle.flows.report import reports
from pdcycle.flows.schedule import as_published
from pdcycle.model.audience import Audience
from pdcycle.model.settings import Privacy
from pdcycle.output.reports import report_text
from pdcycle.progress.suppression import Hidden, Tally, at

RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = tmp_path_factory.mktemp("published") / "riverbend"
    shutil.copytree(RIVERBEND, folder, ignore=shutil.ignore_patterns("build", "published"))
    return folder


@pytest.fixture
def run(capsys, copy):
    def run(*argv):
        capsys.readouterr()
        code = main(["-C", str(copy), "-q", *argv])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def publish(run, day, *more):
    return run("report", "rti", "--publish", "--as-of", day, *more)


def test_a_release_is_kept_held_against_and_never_changed(run, copy):
    assert publish(run, "2026-12-01", "--check")[0] == 1
    assert not (copy / "published").exists()
    assert publish(run, "2026-12-01")[0] == 0
    first = (copy / "published/rti/2026-12-01.yaml").read_text()
    assert publish(run, "2027-01-20")[0] == 0
    assert publish(run, "2026-12-01")[0] == 0
    assert (copy / "published/rti/2026-12-01.yaml").read_text() == first
    assert [(one.day.isoformat(), len(one.against)) for one in released(copy, "rti")] == [
        ("2026-12-01", 0),
        ("2027-01-20", 1),
    ]
    assert publish(run, "2027-01-20", "--check")[0] == 0
    people = (copy / "people.csv").read_text("utf-8")
    for row in csv.DictReader(io.StringIO(people)):
        assert row["name"] not in first
        assert row["email"] not in first
    export = copy / "exports" / "moodle-rti.csv"
    export.rename(copy / "away.csv")
    code, _, err = publish(run, "2027-01-20")
    (copy / "away.csv").rename(export)
    assert code == 2
    assert "what is out cannot be taken back" in err


def test_what_is_out_reads_back_as_it_was_protected(copy, run):
    publish(run, "2026-12-01")
    table = next(released(copy, "rti")).tables["due"]
    assert table.floor == 10
    assert table.measures == ("completion", "on-time")
    assert isinstance(table.cells[()], Tally)
    for place, value in table.cells.items():
        if isinstance(value, Tally):
            assert value.people >= 10, place
    assert any(isinstance(value, Hidden) for value in table.cells.values())
    assert at(step="learn") in table.cells


def test_a_file_that_was_touched_is_said_by_name(copy, run):
    publish(run, "2026-12-01")
    path = copy / "published/rti/2026-12-01.yaml"
    text = path.read_text()
    path.write_text(text.replace("people: ", "persons: "))
    with pytest.raises(PdcycleError, match=r"published/rti/2026-12-01\.yaml is not as"):
        list(released(copy, "rti"))
    path.write_text(text)


def test_a_release_is_for_everybody(run):
    code, _, err = publish(run, "2026-12-01", "--audience", "coach")
    assert code == 2
    assert "say --audience public" in err


@pytest.fixture(scope="module")
def account(copy):
    district = read(copy)
    return facts(district, as_published(district), date(2027, 1, 20))


@pytest.mark.parametrize("audience", [Audience.SCHOOL, Audience.DISTRICT, Audience.PUBLIC])
def test_every_hidden_place_says_so_in_words_and_has_no_numbers(copy, account, audience):
    rows = list(csv.DictReader(io.StringIO((copy / "people.csv").read_text("utf-8"))))
    privacy = Privacy(floor=25, public=40)  # so that there is much to hide
    facts = replace(account.facts, privacy=privacy)
    hiding = 0
    for report in reports(replace(account, facts=facts), audience).reports:
        texts = {form: report_text(report, form) for form in ("text", "markdown", "csv", "json")}
        for text in texts.values():
            assert not [row["name"] for row in rows if row["name"] in text]
        found = json.loads(texts["json"])
        assert found["basis"]["floor"] == audience.floor(privacy)
        assert list(hidden_with_numbers(found)) == []
        if '"hidden": "' in texts["json"]:
            hiding += 1
            for form in ("text", "markdown"):
                assert re.search(r"fewer\s+than\s+(25|40)|not\s+shown", texts[form]), form
        for line in [*found["steps"], *found.get("schools", [])]:
            if line.get("figure", line.get("completion"))["hidden"]:
                assert re.search("fewer than (25|40)|not shown", texts["csv"])
    assert hiding


def hidden_with_numbers(value):
    """Every figure that is marked hidden and still has a number."""
    if isinstance(value, dict):
        if value.get("hidden") and (value.get("numerator"), value.get("denominator")) != (None, None):
            yield value
        for part in value.values():
            yield from hidden_with_numbers(part)
    elif isinstance(value, list):
        for part in value:
            yield from hidden_with_numbers(part)
