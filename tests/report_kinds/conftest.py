"""Reports of a kind as people ask for them, on riverbend as committed."""

import csv
import io
import json
import shutil

import pytest


def counted(value):
    """A count that has a number for --explain as the count it is."""
    return value["count"] if value.keys() == {"count", "number"} else value


@pytest.fixture(scope="session")
def told(built):
    """`told("school:lincoln", "school")`: the report as JSON; each is made once."""
    made = {}

    def ask(name, audience=None):
        if (name, audience) not in made:
            said = ("--audience", audience) if audience else ()
            out = built.run("-q", "report", name, "--format", "json", *said).out
            made[name, audience] = json.loads(out, object_hook=counted)["reports"][0]
        return made[name, audience]

    return ask


@pytest.fixture(scope="session")
def rows():
    """`rows(report, "shares-rti")`: a part's rows by their first cell, each as its columns."""

    def of(report, id_):
        part = next((part for part in report["parts"] if part["id"] == id_), None)
        if part is None:
            return {}
        return {row[0]: dict(zip(part["columns"], row, strict=True)) for row in part["rows"]}

    return of


@pytest.fixture(scope="session")
def people(riverbend):
    """people.csv by id."""
    text = (riverbend / "people.csv").read_text("utf-8")
    return {row["id"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture
def district(built, tmp_path, district_of):
    """Riverbend with its locks, to write in."""
    made = district_of(built.root, tmp_path / "riverbend")
    shutil.copytree(built.root / "schedule", made.root / "schedule", dirs_exist_ok=True)
    return made
