"""Occurrences and goals as documents show them: with names, and with the days the schedule gave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from pdcycle.documents.material import Material
from pdcycle.documents.pieces import Course, CycleLines, Entry, GoalStory, GoalText, Heading, Line
from pdcycle.model.results import CycleSpan, Event, Goal, Occurrence, Program, Revision, Standing
from pdcycle.wording import day

_FIELDS = ("text", "apply", "measure", "baseline", "target", "by")


def heading(material: Material) -> Heading:
    """What stands above every document of this material."""
    return Heading(material.district, material.school_year, material.as_of)


def entry(item: Occurrence, material: Material, event: Event | None) -> Entry:
    """The occurrence on a timeline, with its scheduled day where it has one."""
    bound = event or item.binding
    return Entry(
        id=item.id,
        label=item.label,
        title=titled(item, material),
        kind=item.kind.value,
        step=item.step,
        first=bound.day if bound else item.first,
        last=bound.day if bound else item.last,
        state=_state(item, event),
        n=item.n,
        start=bound.start if bound else None if item.event else item.at,
        minutes=(bound.minutes if bound else None) or item.minutes,
        where=(bound.where if bound else None) or item.where,
        people=material.names(item.people),
        lead=material.names(item.lead),
    )


def titled(item: Occurrence, material: Material) -> str:
    """The occurrence's title, with what it is about by its own title instead of its id."""
    return item.title.replace(item.item, material.resource(item.item)) if item.item else item.title


def _state(item: Occurrence, event: Event | None) -> str:
    if item.standing is Standing.CANCELLED or (event is not None and event.state == "cancelled"):
        return "cancelled"
    if item.standing is Standing.SKIPPED:
        return "skipped"
    if item.tentative:
        return "waiting"
    if event is not None or item.binding is not None:
        return "dated"
    return "open" if item.event else "window"


def entries(items: Iterable[Occurrence], material: Material, events: dict[str, Event]) -> tuple[Entry, ...]:
    """The occurrences in order of their days, then of the ten steps."""
    made = [entry(item, material, events.get(item.id)) for item in items]
    return tuple(sorted(made, key=lambda one: (one.first, one.last, one.start or 0, one.step.number, one.id)))


def goal_story(goal: Goal, owner: str, material: Material) -> GoalStory:
    """The goal as of the material's day, with its history."""
    current = goal.on(material.as_of)
    history = []
    before: Revision | None = None
    for revision in goal.revisions:
        if before is not None and revision.since is not None and revision.since > material.as_of:
            break
        history.append(_goal_text(revision, before, material))
        before = revision
    return GoalStory(owner, _goal_text(current, None, material), tuple(history))


def _goal_text(revision: Revision, before: Revision | None, material: Material) -> GoalText:
    measure = revision.measure
    if revision.component is not None:
        measure = f"{material.component(revision.component)}: {revision.at_least or ''} or higher"
    changed: tuple[str, ...] = ()
    if before is not None:
        changed = tuple(name for name in _FIELDS if getattr(before, name) != getattr(revision, name))
        if (before.component, before.at_least) != (revision.component, revision.at_least):
            changed = (*changed, "measure")
    return GoalText(
        since=revision.since,
        text=revision.text,
        apply=revision.apply,
        measure=measure,
        baseline=revision.baseline,
        target=revision.target,
        by=revision.by,
        changed=changed,
    )


def goals(program: Program, material: Material) -> tuple[GoalStory, ...]:
    """The program's goals with their owners named: the program first, then the schools."""
    return tuple(goal_story(goal, owner(goal, program, material), material) for goal in program.goals)


def owner(goal: Goal, program: Program, material: Material) -> str:
    """Who holds the goal, as people say it."""
    if goal.owner in material.schools or any(part.school == goal.owner for part in program.schools):
        return material.school(goal.owner)
    if program.kind == "plan":
        return material.name(program.teacher or goal.owner)
    return material.group(program.group) if program.group else material.district


def because(program: Program, material: Material) -> str | None:
    """The evidence that led to the program, cited and never repeated."""
    if program.because is None:
        return None
    source, on, component = program.because
    text = source.replace("-", " ")
    if on is not None:
        text += f" of {day(on)}"
    return text + (f", component {material.component(component)}" if component else "")


def courses(items: Iterable[Occurrence], material: Material) -> tuple[Course, ...]:
    """The resources that occurrences ask for, each once, in order of their days."""
    spans: dict[str, tuple[Occurrence, ...]] = {}
    for item in items:
        if item.item is not None:
            spans[item.item] = (*spans.get(item.item, ()), item)
    made = []
    for name, found in spans.items():
        resource = material.catalog.list.get(name) if material.catalog else None
        check = found[0].check
        if resource is not None and resource.check is not None and check:
            check = resource.check.title or check
        made.append(
            Course(
                title=material.resource(name),
                hours=resource.hours if resource else None,
                link=resource.link if resource else None,
                check=check,
                first=min(item.first for item in found),
                last=max(item.last for item in found),
            )
        )
    return tuple(sorted(made, key=lambda one: (one.first, one.last, one.title)))


def turns(program: Program) -> tuple[CycleSpan, ...]:
    """The turns of the cycle in which something happens; the year around them is none where it holds nothing itself."""
    lived = {item.cycle for item in program.occurrences}
    return tuple(span for span in program.cycles if span.id in lived) or program.cycles


def cycle_lines(span: CycleSpan, program: Program, material: Material) -> CycleLines:
    """One turn of the cycle, activity by activity."""
    events = material.schedule.by_id()
    mine = [item for item in program.occurrences if item.cycle == span.id]
    kept = [item for item in mine if item.standing not in (Standing.CANCELLED, Standing.SKIPPED)]
    by_activity: defaultdict[tuple[str, str | None], list[Occurrence]] = defaultdict(list)
    for item in kept:
        by_activity[item.activity, item.audience].append(item)
    joiners = {stay.person for stay in program.stays if stay.first is not None and stay.first > span.first}
    lines = [_line(found, joiners, material, events) for found in by_activity.values()]
    lines.sort(key=lambda line: (line.step.number, line.first, line.last, line.title))
    return CycleLines(
        span.title, span.first, span.last, material.focus(span.focus), courses(kept, material), tuple(lines)
    )


def _line(found: list[Occurrence], joiners: set[str], material: Material, events: dict[str, Event]) -> Line:
    # Somebody who joins late catches up in a window of their own, which is not the group's.
    usual = [item for item in found if item.event or not item.owners or not joiners.issuperset(item.owners)]
    shown = entries(usual or found, material, events)
    people = {person for item in found for person in (item.people or item.owners)}
    head = found[0]
    several = len({item.item for item in found}) > 1
    title = f"{head.kind.brings.title}s" if several else titled(head, material)
    leads = sorted({person for item in found for person in item.lead})
    return Line(
        step=head.step,
        title=title,
        times=len({item.n for item in found}),
        first=min(one.first for one in shown),
        last=max(one.last for one in shown),
        people=len(people),
        lead=material.names(tuple(leads)) if len(leads) <= 2 else (),
        shows=shows(head),
        dated=all(one.state == "dated" for one in shown),
    )


def shows(item: Occurrence) -> str:
    """What proves the occurrence, in words: `log`, `2 artifacts`, `observation or video`."""
    parts = []
    for asked in item.expects:
        words = " or ".join(asked.kinds)
        text = f"{asked.count} {words}s" if asked.count > 1 else words
        parts.append(text + (" of the group" if asked.of_group else ""))
    if item.check:
        parts.append("check passed")
    return " and ".join(parts)
