"""Who really did what, and when, up to today: the truth that every export tells with its own faults."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from making import rti
from making.deeds import attend, log, moment, observe, paper
from making.district import EARLY_STARTS, PREP_STARTS, TODAY, District, at, chance, rows

FALL_COURSES = ("talking-with-students", "talking-with-colleagues", "talking-with-families")
SPRING_COURSES = ("classroom-routines", "planning-your-week")
RTI_COURSES = ("rti-foundations", "rti-progress-monitoring")
GROUP = "grades-3-5"
COURSES_END = date(2026, 9, 21)
CANCELLED = date(2026, 11, 18)
"""The group's fourth discussion, cancelled under `dates:`."""


def live(district: District) -> dict[str, list[dict]]:
    """Everything that happened, as lists of plain records sorted by time and person."""
    truth: dict[str, list[dict]] = {
        name: []
        for name in (
            "completions",
            "checks",
            "attendances",
            "logs",
            "observations",
            "artifacts",
            "reflections",
        )
    }
    _courses(district, truth)
    _group_work(district, truth)
    _talks(district, truth)
    rti.happened(district, truth)
    rti.chosen(truth)
    rti.observed(district, truth)
    _other_talks(district, truth)
    _schooley(truth)
    for records in truth.values():
        records.sort(key=lambda record: (record["when"], record["person"], str(sorted(record.items()))))
    return truth


def _courses(district: District, truth: dict) -> None:
    for person in district.members(GROUP):
        first = date(2026, 11, 9) if person == "foster" else date(2026, 8, 31)
        for n, item in enumerate(FALL_COURSES):
            _course(truth, person, item, first + timedelta(days=5 * n), COURSES_END if n == 2 else None, 0.84)
        if district.members(GROUP, TODAY).count(person):
            for n, item in enumerate(SPRING_COURSES):
                if chance("spring", person, item).random() < (0.74, 0.42)[n]:
                    _course(truth, person, item, date(2027, 1, 25) + timedelta(days=6 * n), TODAY, 1.0)
    for teacher in district.learners:
        behind = "birch" in teacher.schools
        first = date(2026, 11, 9) if teacher.id == "foster" else date(2026, 7, 6)
        for n, item in enumerate(RTI_COURSES):
            start = first + timedelta(days=n * 14)
            _course(truth, teacher.id, item, start, date(2026, 8, 24), 0.55 if behind else 0.88, spread=34)
    for leader, day in (("ortiz", "07-14"), ("whitfield", "07-30"), ("okafor", "07-21"), ("pham", "08-26")):
        when = moment(date.fromisoformat(f"2026-{day}"), "09:00", "16:00", leader)
        truth["completions"].append({"person": leader, "item": "rti-for-principals", "when": when})
    for person in ("quinn", "asante", "park", "cisneros"):
        _course(truth, person, "ell-elementary-1", date(2026, 10, 1), None, 0.9)


def _course(
    truth: dict, person: str, item: str, first: date, due: date | None, likely: float, *, spread: int = 12
) -> None:
    dice = chance("course", person, item)
    steady = chance("steady", person).random()
    draw = 0.6 * dice.random() + 0.4 * steady
    days = dice.randrange(spread)
    if draw > likely:
        if draw > likely + (1 - likely) * 0.6:
            return
        days += spread + dice.randrange(5, 45)  # late, but done
    day = min(first + timedelta(days=days), due) if due and draw <= likely else first + timedelta(days=days)
    if day > TODAY:
        return
    done = moment(day, "15:40", "21:30", person, item)
    truth["completions"].append({"person": person, "item": item, "when": done})
    if dice.random() < 0.04:
        return  # finished reading, never took the check
    tried = datetime.fromisoformat(done) + timedelta(minutes=dice.randrange(3, 50))
    passed = dice.random() < 0.93
    _check(truth, person, item, tried, passed=passed)
    again = tried + timedelta(days=dice.randrange(2, 30), minutes=dice.randrange(50))
    if not passed and dice.random() < 0.7 and again.date() <= TODAY:
        _check(truth, person, item, again, passed=True)


def _check(truth: dict, person: str, item: str, when: datetime, *, passed: bool) -> None:
    truth["checks"].append(
        {"person": person, "item": item, "when": when.isoformat(sep=" "), "passed": passed}
    )


def _group_work(district: District, truth: dict) -> None:
    for day in district.meetings(GROUP):
        if day == CANCELLED:
            continue
        for person in [*district.members(GROUP, day), "rivera"]:
            if (person, day) not in district.away and chance("plc", person, str(day)).random() < 0.93:
                minutes = chance("stay", person, str(day)).choices((45, 25, 12), weights=(85, 12, 3))[0]
                attend(truth, person, GROUP, at(day, "13:45"), minutes)
    for day in district.meetings("ell-elementary"):
        for person in [*district.members("ell-elementary", day), "hughes"]:
            if person == "schooley" or chance("ell", person, str(day)).random() < 0.9:
                attend(truth, person, "ell-elementary", at(day, "13:50"), 45)
    for person in district.members(GROUP):
        _group_papers(truth, person)


def _group_papers(truth: dict, person: str) -> None:
    joined, left = person == "foster", person == "grimes"
    dice = chance("papers", person)
    if dice.random() < 0.62 and not joined:
        paper(
            truth, "reflections", person, "self-check", date(2026, 9, 1) + timedelta(days=dice.randrange(5))
        )
    cards = date(2026, 11, 30) if joined else COURSES_END
    for audience in ("colleagues", "families"):
        late = dice.randrange(8, 20) if dice.random() < 0.12 else 0
        if dice.random() < 0.95:
            day = cards + timedelta(days=dice.randrange(1, 6) + late)
            paper(truth, "artifacts", person, "commit", day, audience=audience)
    for n in range(5):
        start = date(2026, 9, 28) + timedelta(weeks=3 * n)
        if dice.random() < (0.8 if n < 4 else 0.35) and not (joined and n < 3):
            day = start + timedelta(days=dice.randrange(3, 19 if n < 4 else 11))
            paper(truth, "artifacts", person, "share-exemplars", day, number=n + 1)
    if dice.random() < 0.84 and not left:
        paper(
            truth, "reflections", person, "look-back", date(2027, 1, 17) + timedelta(days=dice.randrange(5))
        )
    if dice.random() < 0.55 and not left:
        paper(
            truth, "reflections", person, "self-check", date(2027, 1, 25) + timedelta(days=dice.randrange(5))
        )


def _talks(district: District, truth: dict) -> None:
    """The coach's talks: most as published, some put off by days, some never held; never two at once."""
    talks, taken = rows("making/published.csv"), set()
    for talk in talks:
        dice = chance("talk", talk["person"], talk["n"])
        talk["fate"] = dice.choices(("held", "put off", "dropped"), weights=(84, 10, 6))[0]
        if (talk["person"], talk["n"]) == ("diaz", "3"):
            talk["fate"] = "held"
        taken |= {(talk["day"], talk["start"][:2])} if talk["fate"] == "held" else set()
    for talk in talks:
        day, start = date.fromisoformat(talk["day"]), talk["start"]
        if talk["fate"] == "put off":
            later = [day + timedelta(days=n) for n in range(2, 9)]
            day, start = next(
                (found for d in later if (found := _free(district, taken, talk["person"], d))), (day, "")
            )
            taken.add((day.isoformat(), start[:2]))
        if talk["fate"] != "dropped" and start and talk["person"] in district.members(GROUP, day):
            minutes = chance("length", talk["person"], str(day)).choice((25, 30, 30, 30, 35))
            log(truth, "rivera", talk["person"], at(day, start), minutes, "talk")


def _free(district: District, taken: set, person: str, day: date) -> tuple[date, str] | None:
    """The person's preparation on that day, where the coach has that hour free."""
    period = district.preps[person]
    start = (EARLY_STARTS if day.weekday() == 2 else PREP_STARTS)[period]
    away = {("rivera", day), (person, day)} & district.away
    free = district.open(day) and (day.isoformat(), start[:2]) not in taken
    return (day, start) if free and not away and day not in CONFERENCES else None


CONFERENCES = (date(2026, 11, 12), date(2026, 11, 13), date(2026, 11, 3))


def _other_talks(district: District, truth: dict) -> None:
    """What the two other coaches logged: no program asks for it."""
    for coach, people in (
        ("hughes", ["turner", "asante", "whitehorse", "osei", "lindholm", "quinn", "papadakis"]),
        ("abebe", ["patel-r", "nguyen-l", "khalil", "yamada", "hayes"]),
    ):
        for person in people:
            for n in range(3):
                day = date(2026, 10, 5) + timedelta(days=chance("other", person, str(n)).randrange(110))
                while not district.open(day) or day in CONFERENCES:
                    day += timedelta(days=1)
                if person in district.people:
                    log(truth, coach, person, at(day, "09:40"), 40, "talk")


def _schooley(truth: dict) -> None:
    """Her fall, as her plan tells it."""
    me = "schooley"
    observe(truth, "ortiz", me, date(2026, 9, 11), "3a", "", "basic")
    observe(truth, "ortiz", me, date(2026, 9, 11), "2a", "", "basic")
    paper(truth, "reflections", me, "reflect", date(2026, 9, 12))
    for item, day in (("ell-elementary-1", 19), ("ell-elementary-2", 26)):
        when = moment(date(2026, 9, day), "10:00", "15:00", me, item)
        truth["completions"].append({"person": me, "item": item, "when": when})
        truth["checks"].append({"person": me, "item": item, "when": when, "passed": True})
    paper(truth, "artifacts", me, "plan", date(2026, 9, 26))
    paper(truth, "artifacts", me, "adjust", date(2026, 10, 15))
    paper(truth, "reflections", me, "look-back", date(2026, 10, 27))
    paper(truth, "reflections", me, "renew", date(2026, 11, 12))
    for day, minutes in ((date(2026, 9, 14), 30), (date(2026, 9, 28), 30), (date(2026, 10, 28), 30)):
        log(
            truth,
            "ortiz",
            me,
            at(day, EARLY_STARTS["2"] if day.weekday() == 2 else PREP_STARTS["2"]),
            minutes,
            "conference",
        )
    observe(truth, "ortiz", me, date(2026, 11, 4), "3a", "", "proficient")
    observe(truth, "ortiz", me, date(2026, 11, 4), "2a", "", "proficient")
