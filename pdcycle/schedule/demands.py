"""The authored lines that may stand in the way of an occurrence, and what lifting each of them means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from pdcycle.diagnostics import Place, Position, Route, Span
from pdcycle.model.calendar import DayLine, DayStatus
from pdcycle.model.kinds import TimeKind
from pdcycle.model.people import Person
from pdcycle.model.results import Occurrence, Standing
from pdcycle.schedule.authoring import Layers, fixed_lines
from pdcycle.schedule.days import Days
from pdcycle.schedule.lifting import GONE, PREP, ROW, Change
from pdcycle.schedule.scope import Demand, Scope
from pdcycle.workspace.load import SETTINGS, Workspace
from pdcycle.workspace.roster import ABSENCES, PEOPLE, TIMETABLE

LEAST = 10
"""Minutes: nothing shorter is offered, and a length that is lifted becomes this."""

FREE = "99"
WHOLE = "start .. end"
ANY_TIME = " or ".join(
    kind.value for kind in (TimeKind.PREP, TimeKind.AFTER_SCHOOL, TimeKind.BEFORE_SCHOOL, TimeKind.STAFF_TIME, TimeKind.RELEASE)
)  # fmt: skip
FEW = 6
_CHANGES_DAY = frozenset(DayStatus) - {DayStatus.REGULAR, DayStatus.TESTING, DayStatus.REMOTE}


def demands(
    workspace: Workspace, layers: Layers, scope: Scope, days: Days, *, published: bool
) -> list[Demand]:
    """Every line that may matter, those first that a reader would name first."""
    found = [
        *_activity(layers, scope.targets),
        *_fixed(workspace, scope),
        *_competitors(workspace, scope),
        *_absences(workspace, scope),
        *_calendar(workspace, layers, scope),
        *_contract(workspace, layers, published=published),
        *_meetings(layers, scope, days),
        *_supplies(workspace, layers, scope),
        *_prep(workspace, scope, days),
        *_timetable(workspace, scope),
    ]
    return list(dict.fromkeys(found))


def _activity(layers: Layers, targets: Sequence[Occurrence]) -> Iterator[Demand]:
    lifts = {"when": WHOLE, "every": GONE, "in": ANY_TIME, "length": f"{LEAST} min", "at": GONE, "lead": GONE}
    words = {
        "when": "the window", "every": "one in each of these", "in": "the kind of time", "length": "how long it is",
        "at": "the hour", "lead": "who leads",
    }  # fmt: skip
    for item in _one_each(targets):
        for field, value in lifts.items():
            route = layers.field(item, field)
            if route is not None:
                yield Demand(route, words[field], (Change(route.file, route.path, value),))


def _one_each(items: Iterable[Occurrence]) -> list[Occurrence]:
    return list({(item.program, item.cycle, item.activity): item for item in reversed(list(items))}.values())[
        ::-1
    ]


def _fixed(workspace: Workspace, scope: Scope) -> Iterator[Demand]:
    """The lines of `dates:` that fix a target, or somebody's time within its window."""
    first, last = scope.span
    own = {item.id for item in scope.targets}
    for item, route in fixed_lines(workspace, (*scope.targets, *scope.around)):
        day = item.binding.day if item.binding else item.first
        if item.id in own or first <= day <= last:
            text = "the date" if item.id in own else f"{item.label} is fixed here"
            yield Demand(route, text, (Change(route.file, route.path, GONE),))


def _competitors(workspace: Workspace, scope: Scope) -> Iterator[Demand]:
    """Other activities of the same people within the window; with a contract's limit also weeks away from it."""
    own = {(item.program, item.activity) for item in scope.targets}
    first, last = scope.span
    people = set(scope.people)
    limited = workspace.calendar is not None and workspace.calendar.contract.limits
    near: dict[tuple[str, str], tuple[Occurrence, str]] = {}
    for item in scope.around:
        key = item.program, item.activity
        overlaps = item.first <= last and first <= item.last
        them = people.intersection((*item.people, *item.lead))
        shared = them or _same_room(item, scope.targets)
        fixed = item.standing is Standing.FIXED
        if key not in own and (overlaps or limited) and shared and not fixed:
            near.setdefault(key, (item, "people's time" if them else "room"))
    for item, what in near.values():
        text = f"{item.activity} wants the same {what}"
        yield Demand((item.origin or item.place).on_key(), text, without=(item.program, item.activity))


def _same_room(item: Occurrence, targets: Sequence[Occurrence]) -> bool:
    return item.where is not None and any(other.where == item.where for other in targets)


def _absences(workspace: Workspace, scope: Scope) -> Iterator[Demand]:
    first, last = scope.span
    for row in workspace.absences:
        if row.person in scope.people and row.first <= last and first <= row.last:
            yield Demand(
                _row(ABSENCES, row.line), f"{row.person} is away", (Change(ABSENCES, (ROW, row.line)),)
            )


def _calendar(workspace: Workspace, layers: Layers, scope: Scope) -> Iterator[Demand]:
    calendar, home = workspace.calendar, layers.calendar
    if calendar is None:
        return
    first, last = scope.span
    schools = {school for item in scope.crowd for school in item.schools}
    for index, line in enumerate(calendar.days):
        if (
            line.status in _CHANGES_DAY
            and _touches(line, first, last)
            and (not line.school or schools & set(line.school))
        ):
            yield _gone(home.at("days", index), line.name or line.status.value)
    for index, black in enumerate(calendar.blackouts):
        if black.when[0] <= last and first <= black.when[1]:
            yield _gone(home.at("blackouts", index), f"blackout: {black.name}")


def _touches(line: DayLine, first: date, last: date) -> bool:
    days = line.when.days
    return days is None or (days[0] <= last and first <= days[1])


def _contract(workspace: Workspace, layers: Layers, *, published: bool) -> Iterator[Demand]:
    if workspace.calendar is None:
        return
    contract, home = workspace.calendar.contract, layers.calendar.at("contract")
    if published and contract.notice is not None:
        yield _gone(home.at("notice"), "what is published and near does not move")
    if contract.meetings is not None:
        yield _gone(home.at("meetings"), "how many meetings the contract allows")
    if contract.meeting_length is not None:
        yield _gone(home.at("meeting_length"), "how long the contract lets a meeting be")
    if contract.coaching is not None:
        yield _gone(home.at("coaching"), "how much a coach may lead")
    if contract.visits is not None:
        yield _gone(home.at("visits"), f"how many visits a {contract.visits.per} a coach may lead")
    after = contract.after_school
    if after is not None and after.minutes is not None:
        place = home.at("after_school", "minutes")
        yield Demand(
            place, "minutes after school the contract allows", (Change(place.file, place.path, "600"),)
        )
    if after is not None and after.time is not None:
        yield _gone(home.at("after_school", "time"), "when the contract lets people be kept")


def _meetings(layers: Layers, scope: Scope, days: Days) -> Iterator[Demand]:
    first, last = scope.span
    people = set(scope.people)
    places = {item.where for item in scope.targets if item.where is not None}
    groups = {
        sitting.group
        for number in range((last - first).days + 1)
        for sitting in days.sittings(first + timedelta(days=number))
        if (people & sitting.members or sitting.where in places) and not _hosts(sitting.group, scope)
    }
    for name in sorted(groups):
        yield _gone(layers.groups.at("list", name, "meets"), f"{name} meets")


def _hosts(group: str, scope: Scope) -> bool:
    """Whether something is to be held in the group's meeting, which then cannot be given up."""
    return any(
        choice.kind is TimeKind.MEETING and (choice.group or item.group or group) == group
        for item in scope.around
        if item.time is not None
        for _, several in item.time.by_role
        for choice in several
    )


def _supplies(workspace: Workspace, layers: Layers, scope: Scope) -> Iterator[Demand]:
    """What there is only so much of: substitutes, rooms, minutes for the way."""
    settings, home = workspace.settings, Route(SETTINGS)
    schools = sorted({school for item in scope.crowd for school in item.schools})
    for school in schools:
        if school in settings.substitutes:
            place = home.at("substitutes", school)
            yield Demand(place, "substitutes a day", (Change(SETTINGS, place.path, FREE),))
        for index, room in enumerate(settings.rooms.get(school, ())):
            if any(item.where == room for item in scope.targets):
                yield _gone(home.at("rooms", school, index), "a room holds one event at a time")
    if len({school for item in scope.around for school in item.schools}) > 1 and "travel" in layers.settings:
        place = home.at("travel")
        yield Demand(place, "minutes between buildings", (Change(SETTINGS, ("travel", "default"), "1 min"),))


def _prep(workspace: Workspace, scope: Scope, days: Days) -> Iterator[Demand]:
    """When each of a few people prepares; of many people it is one demand."""
    wanted = {
        person
        for item in scope.crowd
        for person in (item.people or item.lead)
        if _uses(item, TimeKind.PREP) and days.known(person) and person in workspace.people
    }
    rows = [workspace.people[person] for person in sorted(wanted)]
    single = [
        Demand(_prep_place(workspace, row), f"when {row.id} prepares", (_all_day(workspace, row, days),))
        for row in rows
    ]
    if len(single) <= FEW:
        yield from single
    else:
        lift = tuple(change for one in single for change in one.lift)
        yield Demand(single[0].place, f"when {rows[0].id} and {len(rows) - 1} others prepare", lift)


def _uses(item: Occurrence, kind: TimeKind) -> bool:
    if item.time is None:
        return item.at is None and item.kind.brings.time is kind
    return any(choice.kind is kind for _, several in item.time.by_role for choice in several)


def _prep_place(workspace: Workspace, row: Person) -> Place:
    if row.prep:
        return _row(PEOPLE, row.line)
    line = next(
        (one.line for one in workspace.timetable if one.person == row.id and one.kind == "prep"), None
    )
    return _row(TIMETABLE, line) if line is not None else _row(PEOPLE, row.line)


def _all_day(workspace: Workspace, row: Person, days: Days) -> Change:
    calendar = workspace.calendar
    schools = [
        school for school in days.schools_of(row.id) if calendar is not None and school in calendar.schools
    ]
    names = {
        name
        for school in schools
        if calendar
        for name in calendar.bells_of(school).get(DayStatus.REGULAR, {})
    }
    return Change(PEOPLE, (PREP, row.id), " ".join(sorted(names)))


def _timetable(workspace: Workspace, scope: Scope) -> Iterator[Demand]:
    """What the timetable gives to those who teach nobody; who teaches is free in prep only."""
    for person in scope.people:
        rows = [row for row in workspace.timetable if row.person == person]
        if any(row.kind == "class" for row in rows) or person not in workspace.people:
            continue
        busy = [row for row in rows if row.kind != "prep"]
        if len(busy) > FEW:
            lift = tuple(Change(TIMETABLE, (ROW, row.line)) for row in busy)
            yield Demand(_row(TIMETABLE, busy[0].line), f"{person}'s timetable", lift)
        else:
            for row in busy:
                yield Demand(
                    _row(TIMETABLE, row.line),
                    f"{person} has {row.kind}",
                    (Change(TIMETABLE, (ROW, row.line)),),
                )


def _gone(place: Route, text: str) -> Demand:
    return Demand(place, text, (Change(place.file, place.path),))


def _row(file: str, line: int) -> Span:
    return Span(file, Position(line, 1), Position(line, 2))
