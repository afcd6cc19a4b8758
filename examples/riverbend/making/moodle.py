"""Moodle's activity completion reports: one a course, one of them older, one in UTF-16."""

from __future__ import annotations

from making.district import District, Person, written
from making.life import FALL_COURSES, GROUP, RTI_COURSES, SPRING_COURSES
from making.sheet import Fault, Sheet, odd

DUE = {
    "talking-with-students": "2026-09-20 23:59:00",
    "talking-with-colleagues": "2026-09-20 23:59:00",
    "rti-foundations": "2026-08-24 23:59:00",
}
THEN = "2026-10-02 12:00:00"
HEAD = (
    Fault("no-first-header", "the column of names has no header", "read it as the person's name"),
    Fault(
        "date-headers",
        "a date column is headed by the date expected, or by nothing",
        "pair it with the activity before it",
    ),
)
OVERRIDES = {
    ("eisenberg", "talking-with-families"): "Completed (set by Elena Rivera)",
    ("tanaka", "talking-with-students"): "Not completed (set by Elena Rivera)",
}


class Course:
    """One course's report: who is in it, its activities, and the state on a day."""

    def __init__(self, truth: dict, until: str) -> None:
        """Index what was done up to a moment."""
        self.done = {(r["person"], r["item"]): r for r in truth["completions"] if r["when"] <= until}
        self.checked = {(r["person"], r["item"]): r for r in truth["checks"] if r["when"] <= until}
        self.catalog = written("catalog.yaml")["list"]

    def cells(self, person: str, item: str) -> tuple[list[str], list[Fault]]:
        """State and date of the reading and of its check, with the faults these carry."""
        done = self.done.get((person, item))
        state, faults = ("Completed" if done else "Not completed"), []
        if said := OVERRIDES.get((person, item)):
            state = said
            do = "count it, flagged as overridden" if said[0] == "C" else "count it as not completed"
            faults.append(odd("override", f"the state of {item} was set by hand", do, person))
        date = (done or {}).get("when", "2026-10-01 16:20:00" if said and state[0] == "C" else "")
        if state.startswith("Not"):
            date = ""
        if "check" not in self.catalog[item]:
            return [state, date], faults
        check = self.checked.get((person, item))
        if check is None:
            return [state, date, "Not completed", ""], faults
        if not check["passed"]:
            what = f"the check of {item} is completed without a pass"
            faults.append(Fault("not-passed", what, "never count it as passed", "used", person))
        grade = "achieved" if check["passed"] else "did not achieve"
        return [state, date, f"Completed ({grade} pass grade)", check["when"]], faults

    def header(self, items: tuple[str, ...]) -> list[str]:
        """The names of activities, each followed by the date expected or by nothing."""
        cells = ["", "Email address", "ID number"]
        for item in items:
            entry = self.catalog[item]
            cells += [entry["title"], DUE.get(item, "")]
            if "check" in entry:
                cells += [entry["check"]["title"], ""]
        return cells


def write(district: District, truth: dict) -> list[dict]:
    """All reports; the faults planted in them."""
    members = [district.people[person] for person in district.members(GROUP)]
    faults = _communication_then(truth, [p for p in members if p.id != "foster"])
    faults += _communication_now(truth, [p for p in members if p.id != "grimes"])
    faults += _rti(district, truth)
    now = Course(truth, "2027-02-12")
    spring = Sheet("exports/moodle-time.csv", quote="moodle")
    spring.add(now.header(SPRING_COURSES), *HEAD)
    for person in members:
        if person.id != "grimes":
            _row(spring, now, person, SPRING_COURSES)
    ell = Sheet("exports/moodle-ell.csv", quote="moodle")
    items = ("ell-elementary-1", "ell-elementary-2")
    ell.add(now.header(items), *HEAD)
    for person in district.members("ell-elementary"):
        _row(ell, now, district.people[person], items)
    return faults + spring.write() + ell.write()


def _row(
    sheet: Sheet, course: Course, person: Person, items: tuple[str, ...], *more: Fault, **other: str
) -> None:
    cells = [
        other.get("name", person.name),
        other.get("email", person.email),
        other.get("number", person.staff_id),
    ]
    faults = list(more)
    for item in items:
        states, told = course.cells(person.id, item)
        cells += states
        faults += told
    sheet.add(cells + ([other["tail"], "", other["tail"], ""] if "tail" in other else []), *faults)


def _communication_then(truth: dict, people: list[Person]) -> list[dict]:
    then = Course(truth, THEN)
    sheet = Sheet("exports/moodle-communication-2026-10-02.csv", quote="moodle")
    sheet.add(then.header(FALL_COURSES), *HEAD)
    for person in people:
        fault = []
        if person.id == "grimes":
            what = "grimes is in this export and no longer in moodle-communication.csv"
            fault.append(Fault("dropped-later", what, "keep what the older export shows", "used", "grimes"))
        _row(sheet, then, person, FALL_COURSES, *fault)
    return sheet.write()


def _communication_now(truth: dict, people: list[Person]) -> list[dict]:
    now = Course(truth, "2027-02-12")
    sheet = Sheet("exports/moodle-communication.csv", quote="moodle")
    twice = ["Welcome and 'Clear is kind'", "", "Welcome and 'Clear is kind'", ""]
    sheet.add(
        [*now.header(FALL_COURSES), *twice],
        *HEAD,
        Fault(
            "duplicate-header", "two activities have the same name", "keep both apart; prove nothing by them"
        ),
        Fault("quote-replaced", "a double quote in a name was replaced by '", "read the name as it stands"),
        Fault(
            "overlap",
            "most rows repeat moodle-communication-2026-10-02.csv",
            "fold what is the same",
            "folded",
        ),
    )
    strange = _odd_people()
    for person in people:
        faults, other = strange.get(person.id, ((), {}))
        told = (*faults, *_retakes(truth, person.id))
        _row(sheet, now, person, FALL_COURSES, *told, **other, tail="Not completed")
    _strangers(sheet, now)
    return sheet.write()


def _strangers(sheet: Sheet, now: Course) -> None:
    stranger = Person("", "Sam Delacroix", "sam.delacroix@temps.example", "", "", (), "", "", "", ())
    what = "nobody in people.csv has this name or address"
    fault = Fault("unknown-person", what, "list as unresolved", "unresolved")
    _row(sheet, now, stranger, FALL_COURSES, fault, tail="Not completed")
    demo = Person("", "Demo Teacher", "", "", "", (), "", "", "", ())
    what = "an account of the platform, not a person"
    fault = Fault("demo-account", what, "list as unresolved", "unresolved")
    _row(sheet, now, demo, FALL_COURSES, fault, tail="Completed")


def _retakes(truth: dict, person: str) -> list[Fault]:
    """Checks that the older export shows as failed and this one as passed."""
    then, now = Course(truth, THEN), Course(truth, "2027-02-12")
    items = [item for item in FALL_COURSES if (person, item) in then.checked]
    again = [
        item
        for item in items
        if not then.checked[person, item]["passed"] and now.checked[person, item]["passed"]
    ]
    what = "the older export shows this check as failed, this one as passed"
    return [Fault("retake", f"{item}: {what}", "the newer one counts", "used", person) for item in again]


def _odd_people() -> dict[str, tuple[tuple[Fault, ...], dict[str, str]]]:
    def named(kind: str, person: str, what: str, **other: str) -> tuple[tuple[Fault, ...], dict[str, str]]:
        return (Fault(kind, what, "resolve to the person", "used", person),), other

    return {
        "brandt": named(
            "email-case", "brandt", "the address is in capitals", email=" TREVOR.BRANDT@RIVERBEND.EXAMPLE "
        ),
        "kowalczyk": named(
            "old-domain",
            "kowalczyk",
            "the address is on an old domain",
            email="steven.kowalczyk@riverbend-old.example",
            number="",
        ),
        "diaz": named(
            "no-address",
            "diaz",
            "neither address nor number, and an alias",
            name="Lucia Diaz",
            email="",
            number="",
        ),
        "strand": named(
            "maiden-name", "strand", "the name from before a wedding", name="Laura Hutchins", number=""
        ),
        "abara": named("staff-id-only", "abara", "no address, only the staff number", email=""),
        "orourke": named(
            "curly-apostrophe", "orourke", "a curly apostrophe in the name", name="Evan O\u2019Rourke"
        ),
    }


def _rti(district: District, truth: dict) -> list[dict]:
    now = Course(truth, "2027-02-12")
    sheet = Sheet("exports/moodle-rti.csv", separator="\t", encoding="utf-16-le", quote="moodle")
    items = (*RTI_COURSES, "rti-for-principals")
    sheet.add(
        now.header(items),
        *HEAD,
        Fault("utf-16", "UTF-16 with a byte order mark and tabs, named .csv", "read it as what it is"),
    )
    for person in district.people.values():
        if person.role in ("teacher", "mentor", "principal"):
            _row(sheet, now, person, items)
    return sheet.write()
