"""The commands: what they write, what they show, and how they end."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import pytest

from pdcycle.cli.import_ import How, run_calendar, run_oneroster
from pdcycle.cli.options import Call
from pdcycle.cli.terminal import Terminal

RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"
ICS = (
    "BEGIN:VCALENDAR\nVERSION:2.0\n"
    "BEGIN:VEVENT\nSUMMARY:No School - Election Day\nDTSTART;VALUE=DATE:20261103\nEND:VEVENT\n"
    "BEGIN:VEVENT\nSUMMARY:Early Release\nDTSTART;VALUE=DATE:20270304\nEND:VEVENT\n"
    "BEGIN:VEVENT\nSUMMARY:Spring Musical\nDTSTART;VALUE=DATE:20270311\nEND:VEVENT\n"
    "END:VCALENDAR\n"
)
USERS = "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,givenName,familyName,identifier,email,password\nu1,,,true,,teacher,Ada,Quill,900001,ada.quill@riverbend.example,Secret\n"


@pytest.fixture
def call(tmp_path):
    for name in ("pdcycle.yaml", "calendar.yaml", "people.csv", "timetable.csv"):
        shutil.copy(RIVERBEND / name, tmp_path / name)
    (tmp_path / "riverbend.ics").write_text(ICS, encoding="utf-8")
    (tmp_path / "bundle").mkdir()
    (tmp_path / "bundle" / "users.csv").write_text(USERS, encoding="utf-8")
    return Call(Terminal(io.StringIO(), io.StringIO(), io.StringIO()), tmp_path)


def heard(call):
    return call.terminal.out.getvalue(), call.terminal.err.getvalue()


def changed(diff):
    return [line for line in diff.splitlines() if line.startswith(("+ ", "- "))]


def test_a_calendar_is_updated_and_shown_as_a_diff(call):
    source = Path("riverbend.ics")
    before = (call.start / "calendar.yaml").read_text(encoding="utf-8")
    assert run_calendar(call, source, How(check=True)) == 1
    assert (call.start / "calendar.yaml").read_text(encoding="utf-8") == before
    assert run_calendar(call, source, How()) == 0
    out, err = heard(call)
    added = "+  - {when: 2027-03-04 thu, status: early-release, name: Early Release}  # DECIDE: when do students leave?"
    swapped = [
        "-  - {when: 2026-11-03 tue, status: staff, name: Election Day}",
        "+  - {when: 2026-11-03 tue, status: closed, name: Election Day}",
    ]
    assert changed(out) == [*swapped, added] * 2
    assert "set aside: riverbend.ics:11: Spring Musical: not classified\n" in err
    assert "decide: 2027-03-04 Early Release: when do students leave? (riverbend.ics:7)\n" in err
    assert "3 titles read: 2 lines (1 new, 1 changed), 1 set aside\n" in err
    assert run_calendar(call, source, How(check=True)) == 0


def test_a_calendar_on_the_terminal_needs_no_workspace(call):
    assert run_calendar(call, Path("riverbend.ics"), How(out=Path("-"))) == 0
    assert heard(call)[0].startswith("# Read from riverbend.ics.")
    assert "2026-11-03 tue, status: closed, name: No School - Election Day" in heard(call)[0]


def test_a_roster_is_updated_and_everybody_else_is_named_by_id_only(call):
    assert run_oneroster(call, Path("bundle"), How()) == 0
    out, err = heard(call)
    assert changed(out) == []
    assert [line for line in out.splitlines() if line.startswith("+quill")] == [
        "+quill,Ada Quill,ada.quill@riverbend.example,900001,teacher,,,,,,,,,,,"
    ]
    assert "users.csv: columns never read: password\n" in err
    assert "OneRoster 1.1: 1 person (1 new, 0 changed), 0 lessons new\n" in err
    assert "in people.csv and not in the roster (nobody is deleted): bergstrom, ortiz, whitfield" in err
    assert "Ada" not in err
    assert "Secret" not in out + err
    assert run_oneroster(call, Path("bundle"), How(check=True)) == 0


def test_a_file_of_another_year_is_told_in_one_line(call):
    days = "".join(
        f"BEGIN:VEVENT\nSUMMARY:Closed {day}\nDTSTART;VALUE=DATE:202511{day}\nEND:VEVENT\n"
        for day in range(10, 16)
    )
    (call.start / "old.ics").write_text(f"BEGIN:VCALENDAR\nVERSION:2.0\n{days}END:VCALENDAR\n")
    assert run_calendar(call, Path("old.ics"), How()) == 0
    told = "6 titles, of each: it is in another school year than 2026-27 (lines 3, 7, 11, 15, 19, 23)"
    assert [line for line in heard(call)[1].splitlines() if "set aside:" in line] == [
        f"set aside: old.ics: {told}"
    ]
