"""A small invented district and a way to read exports in it."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest

from pdcycle import shipped
from pdcycle.diagnostics import Route
from pdcycle.evidence import ExportFile, read_ledger
from pdcycle.language.document import read
from pdcycle.model.binding import bind, bind_value
from pdcycle.model.people import Person
from pdcycle.model.profile import Profile
from pdcycle.model.sources import Source

ZONE = ZoneInfo("America/New_York")
YEAR = (date(2026, 7, 1), date(2027, 6, 30))
PEOPLE = {
    person.id: person
    for person in (
        Person(
            "diaz",
            "Marisol Díaz",
            2,
            "mdiaz@river.example",
            "00417",
            aliases=("Mari D.", "mari@home.example"),
        ),
        Person("chen-m", "Mei Chen", 3, "mchen@river.example", "00418"),
        Person("chen-l", "Li Chen", 4, "lchen@river.example", "00419"),
        Person("okafor", "Ada Okafor-Reyes", 5, "aokafor@river.example", "00420", role="coach"),
        Person("brandt", "Robert Brandt Jr.", 6, "rbrandt@river.example", "00421"),
        Person("lee-1", "Sam Lee", 7, "slee@river.example", "00422"),
        Person("lee-2", "Sam Lee", 8, "slee2@river.example", "00423"),
    )
}


def shipped_profiles():
    found = {}
    for path in sorted(shipped.data("profiles").glob("*.yaml")):
        document = read(path.read_bytes(), path.name)
        profile, problems = bind(document, Profile)
        assert profile is not None, problems
        assert not problems
        assert not document.diagnostics
        found[path.stem] = profile
    return found


PROFILES = shipped_profiles()


def a_source(**fields):
    value = {
        "source": "An export",
        "file": "exports/*.csv",
        **{key.rstrip("_"): entry for key, entry in fields.items()},
    }
    source, problems = bind_value(value, Source, Route("sources/x.yaml"))
    assert source is not None, problems
    return source


class Reading:
    """The ledger of one source `x` over some files, and what was complained about."""

    def __init__(self, files, *, people=None, profiles=None, **fields):
        source = a_source(**fields)
        data = {
            "x": [
                ExportFile.of(name, text if isinstance(text, bytes) else text.encode())
                for name, text in files.items()
            ]
        }
        self.ledger, self.diagnostics = read_ledger(
            {"x": source}, profiles or PROFILES, people or PEOPLE, data, ZONE, YEAR
        )
        assert all(account.balances() for account in self.ledger.accounting)

    @property
    def evidence(self):
        return self.ledger.evidence

    @property
    def codes(self):
        return sorted({item.code for item in self.diagnostics})

    def account(self, file):
        found = next(item for item in self.ledger.accounting if item.file == file)
        return found.read, found.used, found.folded, dict(found.aside)


@pytest.fixture
def reading():
    return Reading


@pytest.fixture(scope="session")
def district():
    return SimpleNamespace(people=PEOPLE, profiles=PROFILES, zone=ZONE, year=YEAR, source=a_source)


@pytest.fixture
def profiles():
    return PROFILES


@pytest.fixture
def people():
    return PEOPLE
