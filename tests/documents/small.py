"""A small invented district: one group, one initiative, one plan, with their dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from pdcycle.diagnostics import Route
from pdcycle.documents.material import DayMark, Material
from pdcycle.model.catalog import Catalog, Check, FocusArea, Resource, Rubric
from pdcycle.model.groups import Group
from pdcycle.model.kinds import Kind, Step
from pdcycle.model.people import Person
from pdcycle.model.phrases import Expects
from pdcycle.model.results import (
    CycleSpan,
    Event,
    Goal,
    Occurrence,
    Program,
    Revision,
    Schedule,
    SchoolFocus,
    Standing,
    Stay,
)
from pdcycle.model.survey import Survey

HERE = Route("curricula/grade-5.yaml")
TEACHERS = {"diaz": "Ana Diaz", "kent": "Clark_Kent | Jr.", "ng": "Li Ng", "schooley": "Ruth Schooley"}
PEOPLE = {
    **{
        id_: Person(id_, name, 2 + at, schools=("lincoln",))
        for at, (id_, name) in enumerate(TEACHERS.items())
    },
    "ortiz": Person("ortiz", "Eva Ortiz", 8, role="principal", schools=("lincoln",)),
    "park": Person("park", "Sam Park", 9, role="coach"),
}


def occurrence(
    program, cycle, activity, kind, step, first, last, *, keys=(), n=1, event=None, people=(), **more
):
    return Occurrence(
        id=f"{program}/{cycle}/{activity}/{'.'.join(keys) or '-'}/{n}",
        program=program,
        cycle=cycle,
        activity=activity,
        keys=keys,
        n=n,
        kind=kind,
        step=step,
        title=more.pop("title", kind.brings.title),
        event=kind.brings.event if event is None else event,
        people=people,
        lead=more.pop("lead", ()),
        owners=more.pop("owners", people),
        schools=("lincoln",),
        first=first,
        last=last,
        place=HERE,
        **more,
    )


def placed(item, day, start, minutes=30, where=None):
    return Event(
        item.id, item.program, item.title, item.kind, day, start, minutes, item.people, item.lead, item.schools,
        where, "meeting", "placed",
    )  # fmt: skip


GROUP = ("diaz", "kent", "ng")
FALL = (date(2026, 9, 8), date(2026, 12, 18))


def _grade_5():
    make = lambda *words, **more: occurrence("grade-5", "fall", *words, **more)  # noqa: E731
    learn = [
        make("learn", Kind.COURSE, Step.LEARN, FALL[0], date(2026, 9, 27), keys=(one, "talk-1"), people=(one,),
             item="talk-1", check="retention", title="Talking with students")
        for one in GROUP
    ]  # fmt: skip
    commit = [
        make("commit", Kind.SUBMISSION, Step.PLAN, date(2026, 9, 28), date(2026, 10, 4), keys=(one, "families"),
             people=(one,), audience="families", document="commitment-card", share="group", title="Commitment",
             expects=(Expects(("artifact",)),))
        for one in GROUP
    ]  # fmt: skip
    discuss = [
        make("discuss", Kind.MEETING, Step.SHARE, date(2026, 10, 5 + 14 * n), date(2026, 10, 18 + 13 * n), n=n + 1,
             people=GROUP, lead=("park",), group="grade-5", title="Discuss", expects=(Expects(("attendance",)),))
        for n in range(2)
    ]  # fmt: skip
    talks = [
        make("talk", Kind.COACHING, Step.CONFER, date(2026, 10, 5 + 14 * n), date(2026, 10, 18 + 13 * n),
             keys=(one,), n=n + 1, people=(one,), group="grade-5", lead=("park",), expects=(Expects(("log",)),))
        for one in GROUP
        for n in range(2)
    ]  # fmt: skip
    gone = make(
        "renew", Kind.MEETING, Step.RENEW, FALL[1], FALL[1], group="grade-5", standing=Standing.CANCELLED
    )
    events = [
        placed(item, date(2026, 10, 7 + 14 * at), 910, 45, "library") for at, item in enumerate(discuss)
    ]
    events += [
        placed(item, date(2026, 10, 6 + 14 * (item.n - 1)), 600 + 30 * (at // 2))
        for at, item in enumerate(talks)
    ]
    program = Program(
        id="grade-5",
        kind="curriculum",
        title="Three areas that matter most",
        place=HERE,
        stays=tuple(Stay(one) for one in GROUP),
        cycles=(CycleSpan("fall", "Fall", *FALL, "communication"),),
        occurrences=tuple(sorted([*learn, *commit, *discuss, *talks, gone], key=lambda one: one.id)),
        group="grade-5",
        coach="park",
        because=("evaluations-2026", None, None),
        next=("assessment-consistency",),
    )
    return program, events


def _schooley():
    make = lambda *words, **more: occurrence("calm-talk", "year", *words, people=("schooley",), **more)  # noqa: E731
    agree = make(
        "agree",
        Kind.CONFERENCE,
        Step.IDENTIFY,
        date(2026, 10, 5),
        date(2026, 10, 5),
        lead=("ortiz",),
        title="Agree",
    )
    learn = make(
        "learn",
        Kind.COURSE,
        Step.LEARN,
        date(2026, 10, 5),
        date(2026, 10, 18),
        item="ell-1",
        check="retention",
    )
    plan = make("plan", Kind.SUBMISSION, Step.PLAN, date(2026, 10, 5), date(2026, 10, 18), document="impact-plan",
                approver="ortiz", approved=date(2026, 10, 20), title="Plan")  # fmt: skip
    plc = make(
        "plc-talk",
        Kind.MEETING,
        Step.SHARE,
        date(2026, 10, 21),
        date(2026, 11, 3),
        group="grade-5",
        title="Bring the plan",
    )
    talk = make(
        "coach-talk",
        Kind.COACHING,
        Step.CONFER,
        date(2026, 11, 2),
        date(2026, 11, 13),
        lead=("park",),
        title="Coaching talk",
    )
    follow = make(
        "follow-up",
        Kind.CONFERENCE,
        Step.CONFER,
        date(2026, 11, 20),
        date(2026, 11, 20),
        lead=("ortiz",),
        title="Follow-up",
    )
    goal = Goal(
        "calm-talk",
        (
            Revision(date(2026, 10, 19), "Students stay on task | and ask *questions*", "Rephrase with picture cues",
                     "on-task share in 10-minute scans", None, None, "55%", "75%", date(2026, 12, 7)),
            Revision(date(2026, 11, 5), "Students stay on task | and ask *questions*", "The same, after a partner talk",
                     "on-task share in 10-minute scans", None, None, "55%", "75%", date(2026, 12, 7)),
        ),
        HERE,
    )  # fmt: skip
    items = sorted([agree, learn, plan, plc, talk, follow], key=lambda one: one.id)
    program = Program(
        id="calm-talk",
        kind="plan",
        title="Calm, clear talk with English learners",
        place=HERE,
        stays=(Stay("schooley"),),
        cycles=(CycleSpan("year", "Year", date(2026, 10, 5), date(2026, 12, 18), None),),
        occurrences=tuple(items),
        teacher="schooley",
        focus="talk-with-english-learners",
        because=("observations", date(2026, 10, 2), "3a"),
        goals=(goal,),
    )
    return program, [placed(agree, date(2026, 10, 5), 940), placed(plc, date(2026, 10, 21), 910, 45, "library"),
                     placed(follow, date(2026, 11, 20), 940)]  # fmt: skip


def _rti():
    visit = occurrence("rti", "year", "break-out", Kind.BREAK_OUT, Step.SHARE, date(2026, 10, 1), date(2026, 10, 31),
                       keys=("lincoln-math",), people=("diaz", "ng"), lead=("ortiz",), group="lincoln-math", title="RTI break-out")  # fmt: skip
    day = occurrence("rti", "year", "growth-day", Kind.EVENT, Step.RENEW, date(2027, 6, 16), date(2027, 6, 16),
                     people=tuple(TEACHERS), title="Growth day")  # fmt: skip
    district = Goal("rti", (Revision(None, "Every tier-2 student has a reviewed plan", None, None, "rti", "proficient", "34%", "70%", date(2027, 6, 15)),), HERE)  # fmt: skip
    lincoln = Goal("lincoln", (
        Revision(date(2026, 9, 14), "Weekly probes in every tier-2 group", None, None, None, None, None, "80%", None),
        Revision(date(2027, 1, 22), "Weekly probes in every tier-2 group", None, None, None, None, None, "60%", None),
    ), HERE)  # fmt: skip
    program = Program(
        id="rti",
        kind="initiative",
        title="Response to Intervention in every classroom",
        place=HERE,
        stays=tuple(Stay(one) for one in TEACHERS),
        cycles=(CycleSpan("year", "Year", date(2026, 7, 1), date(2027, 6, 16), None),),
        occurrences=(visit, day),
        lead="park",
        goals=(district, lincoln),
        schools=(SchoolFocus("lincoln", "progress-monitoring", "ortiz"), SchoolFocus("grant", None, None)),
    )
    return program, [
        placed(visit, date(2026, 10, 14), 920, 20, "room 4"),
        placed(day, date(2027, 6, 16), 480, 360, "gym"),
    ]


def survey():
    return Survey.model_validate(
        {
            "survey": "How we talk with each other",
            "about": "member",
            "intro": {"en": "Two minutes, please.", "es": "Dos minutos, por favor."},
            "audiences": {"families": "Families"},
            "languages": ["en", "es"],
            "scales": {
                "often": {
                    "options": [{"en": "Never", "es": "Nunca"}, {"en": "Always", "es": "Siempre"}],
                    "not_applicable": {"en": "I cannot say", "es": "No sé"},
                }
            },
            "items": {
                "clear": {
                    "text": {"en": "Messages are clear.", "es": "Los mensajes son claros."},
                    "scale": "often",
                },
                "more": {"text": {"en": "What should we keep?", "es": "¿Qué debemos mantener?"}},
            },
        }
    )


def material(as_of=date(2026, 10, 16)):
    parts = [_grade_5(), _rti(), _schooley()]
    events = sorted((event for _, found in parts for event in found), key=lambda event: event.id)
    return Material(
        district="Riverbend Schools",
        school_year="2026-27",
        as_of=as_of,
        people=PEOPLE,
        groups={"grade-5": Group(title="Grade 5 team", coach="park", where="library", school=["lincoln"])},
        schools={"lincoln": "Lincoln Elementary", "grant": "Grant Elementary"},
        catalog=Catalog(
            catalog="Courses",
            list={
                "talk-1": Resource(
                    title="Talking with students", hours=Decimal(3), check=Check(pass_mark=Fraction(4, 5))
                ),
                "ell-1": Resource(title="English learners 1", hours=Decimal("1.5")),
            },
        ),
        rubric=Rubric(
            rubric="Framework",
            levels=("beginning", "proficient"),
            components={"3a": "Communicating with students", "rti": "Response to intervention"},
            focus={
                "communication": FocusArea(title="Communication", components=["3a"]),
                "progress-monitoring": FocusArea(title="Progress monitoring", components=["3a"]),
                "talk-with-english-learners": FocusArea(title="Talk with English learners"),
            },
        ),
        surveys={"communication-360": survey()},
        programs=tuple(program for program, _ in parts),
        schedule=Schedule(tuple(events)),
        marks=(DayMark(date(2026, 10, 12), date(2026, 10, 12), "closed", "Columbus Day"),),
    )
