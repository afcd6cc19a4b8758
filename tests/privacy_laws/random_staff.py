"""Small invented districts, drawn at random: an initiative for all, a group of some, and what exports tell of them."""

import random
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pdcycle.model.catalog import Rubric
from pdcycle.model.kinds import Kind
from pdcycle.model.people import Person
from pdcycle.model.phrases import parse_expects
from pdcycle.model.results import (
    Accounting,
    CycleSpan,
    Evidence,
    Goal,
    Ledger,
    Occurrence,
    Program,
    Revision,
    SchoolFocus,
    Stay,
    SurveyAnswers,
)
from pdcycle.model.settings import Privacy
from pdcycle.model.survey import Survey
from pdcycle.progress.facts import Facts
from pdcycle.progress.matching import progress

RUBRIC = Rubric.model_validate(
    {
        "rubric": "Of four levels",
        "levels": ["unsatisfactory", "basic", "proficient", "distinguished"],
        "components": {"3a": "Talk", "3b": "Questions"},
        "focus": {"talk": {"title": "Talk in class", "components": ["3a"]}},
    }
)
SURVEY = Survey.model_validate(
    {
        "survey": "What students say",
        "audiences": {"students": "Students"},
        "scales": {"agree": {"options": ["no", "somewhat", "yes"], "favourable": ["yes"]}},
        "items": {
            "clear": {"text": "It is clear.", "scale": "agree"},
            "calm": {"text": "It is calm.", "scale": "agree"},
        },
    }
)
FIRST, LAST = date(2026, 9, 1), date(2027, 1, 22)
DAYS = (date(2026, 11, 12), date(2026, 12, 21), date(2027, 2, 1))
"""A day within the year, one near its end, and one when all is past."""


@dataclass
class Draw:
    """One district while it is drawn."""

    rng: random.Random
    people: dict
    stays: list
    asked: list
    seen: list
    answers: list
    ease: float

    def evidence(self, person, kind, subject, day, **more):
        at = datetime.combine(day, time(12))
        id_ = f"e{len(self.seen)}"
        self.seen.append(
            Evidence(
                id=id_,
                person=person,
                kind=kind,
                subject=subject,
                when=at,
                source="lms",
                file="a.csv",
                row=2,
                **more,
            )
        )

    def ask(self, program, activity, person, kind, first, last, expects, **more):
        kind = Kind(kind)
        school = self.people[person].schools[0]
        item = "probes" if expects.startswith("completion") else None
        self.asked.append(
            Occurrence(
                id=f"{program}/fall/{activity}/{person}/1", program=program, cycle="fall", activity=activity,
                keys=(person,), n=1, kind=kind, step=more.pop("step", kind.brings.step), title=activity, event=False,
                people=(person,), owners=(person,), schools=(school,), lead=(), first=first, last=last, place=(),
                binding=None, item=item, expects=(parse_expects("completion" if item else expects),),
                label=activity, check=more.pop("check", None), **more,
            )
        )  # fmt: skip

    def shows(self, chance=None):
        return self.rng.random() < (self.ease if chance is None else chance)

    def day(self, first, last):
        return first + timedelta(days=self.rng.randint(0, (last - first).days))


def district(seed):
    """A district's facts on a day drawn for it: `facts(day)` gives those of another."""
    rng = random.Random(seed)
    draw = Draw(rng, {}, [], [], [], [], rng.choice((0.2, 0.5, 0.7, 0.9, 1.0)))
    sizes = [rng.choice((2, 3, 4, 6, 7, 9, 12, 16, 25)) for _ in range(rng.randint(2, 4))]
    kinds = [one for one in ("course", "artifact", "plan", "log", "result") if rng.random() < 0.7] or [
        "course"
    ]
    checked = rng.random() < 0.5
    for at, size in enumerate(sizes):
        for number in range(size):
            _join(draw, f"s{at}", number)
    group = [one for one in draw.people if rng.random() < 0.6]
    for person in draw.people:
        _asked(draw, "rti", person, kinds, checked)
    for person in group:
        _asked(draw, "plc", person, kinds[:2], checked)
    for person in draw.people:
        _observed(draw, person)
    _surveyed(draw, rng.random() < 0.5)
    return Made(draw, len(sizes), group)


def _join(draw, school, number):
    rng = draw.rng
    id_ = f"{school}-{number}"
    draw.people[id_] = Person(
        id_, f"Teacher {id_}", number + 1, schools=(school,), department=rng.choice(("maths", "arts", "science")),
        role=rng.choice(("teacher", "teacher", "aide")), grades=tuple(rng.sample(("3", "4"), rng.randint(1, 2))),
    )  # fmt: skip
    joins = date(2026, 11, 2) if rng.random() < 0.04 else None
    draw.stays.append(Stay(id_, joins))


def _asked(draw, program, person, kinds, checked):  # noqa: C901 - one case after the other
    # Each subject is the program's own, so that nothing shown for one counts in the other.
    for kind, first, last in (
        ("course", FIRST, date(2026, 10, 16)),
        ("artifact", date(2026, 10, 1), date(2026, 12, 18)),
        ("plan", date(2026, 9, 14), date(2026, 10, 30)),
        ("log", date(2026, 10, 5), date(2026, 11, 27)),
        ("result", date(2026, 10, 5), date(2027, 1, 15)),
    ):
        if kind not in kinds:
            continue
        name = f"{kind}-{program}"
        if kind == "course":
            draw.ask(
                program,
                name,
                person,
                "course",
                first,
                last,
                "completion of probes",
                check="retention" if checked else None,
            )
            if draw.shows():
                draw.evidence(person, "completion", "probes", draw.day(first, last + timedelta(days=9)))
            if checked and draw.shows():
                draw.evidence(
                    person, "check", "probes", draw.day(first + timedelta(days=20), last + timedelta(days=40))
                )
        elif kind in ("artifact", "plan"):
            draw.ask(program, name, person, "submission", first, last, "artifact", step=_STEP[kind])
            if draw.shows():
                draw.evidence(
                    person, "artifact", name, draw.day(first, last), title=f"Made by {person} at {name}"
                )
        elif kind == "log":
            draw.ask(program, name, person, "coaching", first, last, "log")
            for _ in range(draw.rng.randint(0, 3) if draw.shows() else 0):
                draw.evidence(person, "log", name, draw.day(first, last), minutes=25)
        else:
            draw.ask(program, name, person, "survey", first, last, "result", survey="say")
            if draw.shows():
                draw.evidence(person, "result", "say", draw.day(first, last))


def _observed(draw, person):
    school = draw.people[person].schools[0]
    times = draw.rng.choice((0, 1, 1, 1, 2, 3))
    for _ in range(times):
        level = draw.rng.choices(RUBRIC.levels, (1, 3, 4, 2))[0]
        draw.evidence(
            person, "observation", "", draw.day(date(2026, 9, 21), date(2027, 1, 20)), component="3a", value=level,
            title=f"Talk at {school}",
        )  # fmt: skip


def _surveyed(draw, twice):
    for person in draw.people:
        if draw.shows(0.6):
            for period in ("fall", "winter")[: 1 + twice]:
                number = draw.rng.randint(1, 12)
                for item in ("clear", "calm"):
                    yes = draw.rng.randint(0, number) if draw.shows(0.8) else number
                    draw.answers.append(
                        SurveyAnswers(
                            "say", item, "students", (("no", number - yes), ("yes", yes)), number, person, period,
                            day=date(2026, 10, 2) if period == "fall" else date(2026, 11, 6),
                        )
                    )  # fmt: skip


_STEP = {"artifact": Kind.REFLECTION.brings.step, "plan": Kind.SUBMISSION.brings.step}


class Made:
    """A district as drawn, and its facts on any day."""

    def __init__(self, draw, schools, group):
        self.draw, self.group = draw, group
        self.schools = [f"s{at}" for at in range(schools)]

    def _programs(self):
        cycles = (CycleSpan("fall", "Fall", FIRST, LAST, None),)
        draw = self.draw
        goals = tuple(_goal(owner) for owner in ("rti", *self.schools))
        rti = Program(
            id="rti", kind="initiative", title="The initiative", place=(), cycles=cycles, stays=tuple(draw.stays),
            occurrences=tuple(one for one in draw.asked if one.program == "rti"), goals=goals,
            schools=tuple(SchoolFocus(school, "talk", None) for school in self.schools),
        )  # fmt: skip
        plc = Program(
            id="plc", kind="curriculum", title="The group", place=(), cycles=cycles, group="plc",
            stays=tuple(one for one in draw.stays if one.person in self.group),
            occurrences=tuple(one for one in draw.asked if one.program == "plc"),
        )  # fmt: skip
        return plc, rti

    def facts(self, day, floor=5, public=10):
        """Everything known on a day."""
        programs = self._programs()
        draw = self.draw
        seen = tuple(sorted(draw.seen, key=lambda one: (one.person, one.when, one.id)))
        book = Ledger(seen, (Accounting("a.csv", "lms", "moodle", "utf-8", len(seen), len(seen), 0, ()),))
        return Facts(
            programs, progress(programs, book, day, RUBRIC), book, draw.people,
            {one: f"School {one}" for one in self.schools}, rubric=RUBRIC, surveys={"say": SURVEY},
            answers=tuple(one for one in draw.answers if one.day <= day),
            privacy=Privacy(floor=floor, public=public),
        )  # fmt: skip


def _goal(owner):
    text = f"Talk is proficient at {owner}"
    return Goal(
        owner, (Revision(None, text, None, None, "3a", "proficient", "34%", "70%", date(2027, 6, 1)),), ()
    )
