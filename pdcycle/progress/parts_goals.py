"""Parts of digests about goals: each as it reads, its targets as they were rewritten, and what was measured when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

from pdcycle import wording
from pdcycle.model.results import Evidence, Goal, Program
from pdcycle.progress.digest import Part, Point, Track, Tracks, Value
from pdcycle.progress.facts import DASH
from pdcycle.progress.fitting import level_rank, levels_of
from pdcycle.progress.initiative_report import GoalLine, goal_figures, goal_line
from pdcycle.progress.measures import Cell
from pdcycle.progress.privacy import NOTHING, Shown, shown
from pdcycle.progress.quantities import as_share
from pdcycle.progress.scope import Scope, origin_of

_Owners = Mapping[str, Cell]


def goals_of(scope: Scope, program: Program, school: str | None = None) -> tuple[tuple[Goal, GoalLine], ...]:
    """The goals of a program as its audience sees them: one school's, or all, the program's own first."""
    figures = {} if scope.unread else goal_figures(scope.measures, program, scope.floor)
    return tuple(
        (
            goal,
            _as_seen(
                goal_line(scope.facts, scope.measures, program, goal, figures.get(goal.owner)), scope, program
            ),
        )
        for goal in program.goals
        if school in (None, goal.owner) and goal.owner not in scope.facts.people
    )


def _as_seen(line: GoalLine, scope: Scope, program: Program) -> GoalLine:
    if scope.unread:
        return GoalLine(line.owner, line.text, line.baseline, line.target, line.by, line.history)
    owner = "" if line.owner == program.id else line.owner
    return replace(line, figure=origin_of(line.figure, "goal", program=program.id, owner=owner, way=line.way))


def goals_part(scope: Scope, school: str | None = None) -> Part:
    """Goal against target, with each goal's way there as a picture."""
    rows: list[tuple[Value, ...]] = []
    tracks: list[Track] = []
    for program in scope.programs:
        for goal, line in goals_of(scope, program, school):
            owner = _owner(scope, program, goal)
            rows.append(
                (
                    owner,
                    line.text,
                    line.baseline or DASH,
                    _target(line),
                    line.figure if line.way else "not measured yet",
                    wording.day(line.day) if line.day else DASH,
                    _left(line),
                )
            )
            tracks += track(scope, program, goal, line, owner)
    heads = ("Whose", "Goal", "Baseline", "Target", "Latest", "Measured", "To the target")
    picture = (Tracks("Goals on their way", scope.facts.as_of, tuple(tracks)),) if tracks else ()
    return Part("goals", "Goals", (), heads, tuple(rows), picture)


def _owner(scope: Scope, program: Program, goal: Goal) -> str:
    return program.title if goal.owner == program.id else scope.facts.school(goal.owner)


def _target(line: GoalLine) -> str:
    """The target and its day, with those it had before."""
    by = f" by {wording.short_day(line.by)}, {line.by.year}" if line.by and line.target else ""
    earlier = [item.target for item in line.history[:-1] if item.target and item.target != line.target]
    return f"{line.target or DASH}{by}" + (
        f", before: {', '.join(dict.fromkeys(earlier))}" if earlier else ""
    )


def _left(line: GoalLine) -> str:
    """How far the latest figure is from the target."""
    target, now = as_share(line.target), line.figure.share
    if target is None or now is None:
        return ""
    if now >= target:
        return "reached"
    whole = ((target - now) * 200 + 1) // 2
    return f"{whole} points to go"


def track(scope: Scope, program: Program, goal: Goal, line: GoalLine, name: str) -> Iterator[Track]:
    """The goal as a trajectory, where its target is a share."""
    first = program.cycles[0].first if program.cycles else scope.facts.as_of
    since: list[tuple[date, Fraction]] = []
    for item in line.history:
        share = as_share(item.target)
        if share is not None:
            since.append((max(item.since or first, first), share))
    if not since:
        return
    last = max(line.by or scope.facts.as_of, scope.facts.as_of, *(cycle.last for cycle in program.cycles[:1]))
    points = tuple(_points(scope, program, goal, line))
    yield Track(name, line.text, first, last, as_share(line.baseline), tuple(since), points)


def _points(scope: Scope, program: Program, goal: Goal, line: GoalLine) -> Iterator[Point]:
    """What was measured on each day: measurements of the goal itself, else people at the level month by month."""
    if not line.way:
        return
    if line.way == "measured":
        for one in scope.facts.measurements:
            if (one.program, one.owner) == (program.id, goal.owner) and one.day <= scope.facts.as_of:
                yield Point(
                    one.day, shown(Cell(one.numerator, one.denominator, one.denominator), scope.floor)
                )
        return
    now = goal_figures(scope.measures, program, scope.floor)
    for day, cells in _months(scope, program, now):
        cell = cells.get(goal.owner)
        if cell is not None and cell.denominator:
            hidden = now.get(goal.owner, NOTHING).hidden
            yield Point(
                day,
                Shown(None, None, hidden, scope.floor) if hidden else Shown(cell.numerator, cell.denominator),
            )


def _months(scope: Scope, program: Program, now: Mapping[str, Shown]) -> list[tuple[date, _Owners]]:
    """The ends of months whose figures may stand beside today's, oldest first.

    The same places are hidden as today. For who may not see people a month is left out where a place of it would have
    to be hidden that today is not, or where few came between it and the next one that is shown.
    """
    ends = [*_ends(program.cycles[0].first if program.cycles else scope.facts.as_of, scope.facts.as_of)]
    found = [(day, _standing(scope, program, day)) for day in [*ends, scope.facts.as_of]]
    if not scope.floor:
        return found
    kept = [found[-1]]
    for day, cells in reversed(found[:-1]):
        if _fits(scope, program, cells, kept[0][1], now):
            kept.insert(0, (day, cells))
    return kept


def _fits(scope: Scope, program: Program, cells: _Owners, later: _Owners, now: Mapping[str, Shown]) -> bool:
    for owner in {*cells, *later}:
        before, after = cells.get(owner, Cell(0, 0, 0)), later.get(owner, Cell(0, 0, 0))
        came, done = after.denominator - before.denominator, after.numerator - before.numerator
        if came < 0 or 0 < came < scope.floor or (came and came < 2 * scope.floor and done in (0, came)):
            return False
    parts = {owner: cell for owner, cell in cells.items() if owner != program.id}
    column = scope.protected(parts, cells.get(program.id, Cell(0, 0, 0)))
    then = {**column.schools, program.id: column.total}
    return all(now.get(owner, NOTHING).hidden for owner, figure in then.items() if figure.hidden)


def _ends(first: date, last: date) -> Iterator[date]:
    """The last days of the months from one day to the other, both days themselves left out."""
    day = first
    while (end := (day.replace(day=1) + timedelta(days=32)).replace(day=1) - timedelta(days=1)) < last:
        yield end
        day = end + timedelta(days=1)


def _standing(scope: Scope, program: Program, day: date) -> _Owners:
    """By goal: of its people observed in its component by that day, how many are at the level it asks today.

    As in the measure `goal`: members as of the day of the report, each by the latest observation.
    """
    facts = scope.facts
    names = levels_of(facts.rubric)
    latest: dict[tuple[str, str], tuple[date, int]] = {}
    for item in _observations(scope, day):
        rank = level_rank(item.value, names)
        key = (item.person, item.component or "")
        if rank is not None and (item.when.date(), rank) >= latest.get(key, (date.min, 0)):
            latest[key] = (item.when.date(), rank)
    members = {stay.person for stay in program.stays if stay.holds(facts.as_of)}
    cells = {}
    for goal in program.goals:
        asked = goal.on(facts.as_of)
        rank = level_rank(asked.at_least, names)
        if rank is None:
            continue
        seen = [
            latest[person, asked.component or ""][1]
            for person in members
            if (person, asked.component or "") in latest
            and goal.owner in (program.id, person, facts.school_of(person))
        ]
        cells[goal.owner] = Cell(sum(one >= rank for one in seen), len(seen), len(seen))
    return cells


def _observations(scope: Scope, day: date) -> Iterator[Evidence]:
    return (
        one for one in scope.facts.ledger.evidence if one.kind == "observation" and one.when.date() <= day
    )
