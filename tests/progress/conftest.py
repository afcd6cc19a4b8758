"""A small invented group, built by hand: what is asked and what happened."""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

import pytest

from pdcycle.model.catalog import Rubric
from pdcycle.model.kinds import Kind
from pdcycle.model.people import Person
from pdcycle.model.phrases import parse_expects
from pdcycle.model.results import (
    Accounting,
    Binding,
    CycleSpan,
    Evidence,
    Goal,
    Ledger,
    Occurrence,
    Program,
    Revision,
    SchoolFocus,
    Stay,
)
from pdcycle.progress.facts import Facts
from pdcycle.progress.matching import progress

RUBRIC = Rubric.model_validate(
    {
        "rubric": "Danielson-like",
        "levels": ["basic", "proficient", "distinguished"],
        "components": {"3a": "Talk"},
    }
)


def occurrence(program, activity, n, person, kind, first, last, expects, cycle="fall", **more):
    words = [word.strip() for word in expects.split(",")] if expects else []
    phrases = [word for word in words if word != "check"]
    item = next((word.partition(" of ")[2] for word in phrases if word.startswith("completion of")), None)
    kind = Kind(kind)
    bound = kind.brings.event and first == last
    people = (person,) if isinstance(person, str) else tuple(person)
    keys = (*people, item) if item else people
    key = ".".join(keys) if isinstance(person, str) else "-"
    fields = {
        "schools": (),
        "lead": (),
        "binding": Binding(first) if bound else None,
        "check": "retention" if "check" in words else None,
        "label": f"{activity} {n}",
        **more,
    }
    return Occurrence(
        id=f"{program}/{cycle}/{activity}/{key}/{n}",
        program=program,
        cycle=cycle,
        activity=activity,
        keys=keys if isinstance(person, str) else (),
        n=n,
        kind=kind,
        step=fields.pop("step", kind.brings.step),
        title=activity.capitalize() + (f": {item}" if item else ""),
        event=kind.brings.event,
        people=people,
        owners=people,
        first=first,
        last=last,
        place=(),
        item=item,
        expects=tuple(
            parse_expects("completion" if word.startswith("completion of") else word) for word in phrases
        ),
        **fields,
    )


def program(id_, occurrences, stays=(), **more):
    fields = {
        "kind": "curriculum",
        "title": id_.capitalize(),
        "cycles": (CycleSpan("fall", "Fall", date(2026, 9, 1), date(2027, 1, 22), None),),
        **more,
    }
    return Program(
        id=id_,
        place=(),
        stays=tuple(stays),
        occurrences=tuple(sorted(occurrences, key=lambda item: item.id)),
        **fields,
    )


def evidence(id_, person, kind, subject, day, **more):
    when = datetime.combine(day, time(12))
    return Evidence(
        id=id_,
        person=person,
        kind=kind,
        subject=subject,
        when=when,
        source="lms",
        file="a.csv",
        row=2,
        **more,
    )


def ledger(pieces, accounting=()):
    return Ledger(tuple(sorted(pieces, key=lambda one: (one.person, one.when, one.id))), tuple(accounting))


@dataclass(frozen=True)
class Build:
    occurrence: object = staticmethod(occurrence)
    program: object = staticmethod(program)
    evidence: object = staticmethod(evidence)
    ledger: object = staticmethod(ledger)
    rubric: Rubric = field(default=RUBRIC)


@pytest.fixture(scope="session")
def build():
    return Build()


SCHOOLS = {"lincoln": 12, "grant": 7, "adams": 3}


@pytest.fixture(scope="session")
def facts():
    """An initiative in three schools of 12, 7 and 3 teachers, everybody asked for a course and an artifact."""
    people, asked, seen, stays = {}, [], [], []
    for school, size in SCHOOLS.items():
        for at in range(1, size + 1):
            id_ = f"{school}-{at}"
            people[id_] = Person(id_, f"{school.capitalize()} Teacher{at}", at, schools=(school,))
            stays.append(Stay(id_))
            day = date(2026, 9, 1)
            asked.append(
                occurrence(
                    "rti",
                    "learn",
                    1,
                    id_,
                    "course",
                    day,
                    date(2026, 9, 30),
                    "completion of probes",
                    schools=(school,),
                )
            )
            asked.append(
                occurrence(
                    "rti",
                    "show",
                    1,
                    id_,
                    "submission",
                    date(2026, 10, 1),
                    date(2026, 12, 18),
                    "artifact",
                    schools=(school,),
                )
            )
            asked.append(
                occurrence(
                    "rti",
                    "talk",
                    1,
                    id_,
                    "coaching",
                    date(2026, 11, 5),
                    date(2026, 11, 5),
                    "log",
                    schools=(school,),
                )
            )
            if at % 3:
                seen.append(
                    evidence(
                        f"c-{id_}",
                        id_,
                        "completion",
                        "probes",
                        date(2026, 9, 18) + timedelta(days=at % 4 * 5),
                    )
                )
            if at % 2:
                seen.append(
                    evidence(
                        f"l-{id_}", id_, "log", "talk", date(2026, 11, 5), minutes=25, value="SECRETNOTE"
                    )
                )
            level = ("basic", "proficient", "distinguished")[at % 3]
            seen.append(
                evidence(f"o-{id_}", id_, "observation", "", date(2026, 11, 9), component="3a", value=level)
            )
        members = [id_ for id_ in people if id_.startswith(school)]
        for n, day in ((1, date(2026, 10, 6)), (2, date(2026, 12, 8)), (3, date(2027, 1, 12))):
            asked.append(
                occurrence(
                    "rti",
                    "visit",
                    n,
                    members,
                    "break-out",
                    day,
                    day,
                    "attendance",
                    schools=(school,),
                    group=school,
                )
            )
            asked[-1] = _renamed(asked[-1], school, n)
        seen.append(evidence(f"v-{school}", members[0], "attendance", "visit", date(2026, 10, 6)))
    goal = Goal(
        "rti",
        (
            Revision(
                None,
                "Every student has a reviewed plan",
                None,
                None,
                "3a",
                "proficient",
                "34%",
                "70%",
                date(2027, 6, 1),
            ),
        ),
        (),
    )
    one = program(
        "rti",
        asked,
        stays,
        kind="initiative",
        title="RTI in every classroom",
        goals=(goal,),
        schools=tuple(SchoolFocus(school, "probes", None) for school in SCHOOLS),
    )
    book = ledger(
        seen, [Accounting("a.csv", "lms", "moodle", "utf-8", len(seen) + 3, len(seen), 1, (("blank", 2),))]
    )
    when = date(2026, 12, 10)
    return Facts(
        (one,),
        progress((one,), book, when, RUBRIC),
        book,
        people,
        {id_: id_.capitalize() for id_ in SCHOOLS},
        rubric=RUBRIC,
    )


def _renamed(item, school, n):
    from dataclasses import replace

    return replace(item, id=f"rti/fall/visit/{school}/{n}", keys=(school,))
