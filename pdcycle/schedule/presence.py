"""Nobody in two places: the rows of who is where, and of the way between two buildings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations

from pdcycle.schedule.problem import Meeting, Task
from pdcycle.schedule.rows import Choice, Rows


def one_place(made: Rows) -> None:
    """Nobody in two places: on each day, at most one of all that run at one moment."""
    by_day: dict[int, dict[str, list[Choice]]] = {}
    tasks: dict[tuple[str, int], list[Task]] = {}
    for task in made.problem.tasks:
        for slot, column in made.choices(task):
            by_day.setdefault(slot.day, {}).setdefault(task.id, []).append(Choice(task.id, slot, column))
        for day in {slot.day for slot in task.slots}:
            for person in task.people:
                tasks.setdefault((person, day), []).append(task)
    entries = {
        (person, day): [entry for task in mine for entry in by_day[day][task.id]]
        for (person, day), mine in tasks.items()
        if len(mine) > 1 and not _said(person, day, tasks)
    }
    # Whoever has most to do comes first: what the others then want at the same time is mostly said already.
    for key in sorted(entries, key=lambda key: (-len(entries[key]), key)):
        for clique in _cliques(made, entries[key]):
            made.only_one(clique)
        _ways(made, entries[key])


def _said(person: str, day: int, tasks: Mapping[tuple[str, int], list[Task]]) -> bool:
    """Whether somebody else is in all that this person is in that day, so that what holds for them is enough."""
    mine = tasks[person, day]
    others = set(mine[0].people).intersection(*(task.people for task in mine[1:])) - {person}
    return any(
        len(tasks[other, day]) > len(mine) or (len(tasks[other, day]) == len(mine) and other < person)
        for other in others
    )


def _cliques(made: Rows, entries: list[Choice]) -> Iterator[list[int]]:
    """What runs at one moment, for the moments at which it is most: before something has ended again."""
    running: list[Choice] = []
    soonest = 0
    for entry in sorted(entries, key=lambda entry: entry.slot.start):
        slot = entry.slot
        if running and slot.start >= soonest:
            yield from _clique(made, running)
            running = [one for one in running if one.slot.end > slot.start]
            soonest = min((one.slot.end for one in running), default=slot.end)
        soonest = min(soonest, slot.end) if running else slot.end
        running.append(entry)
    yield from _clique(made, running)


def _clique(made: Rows, running: list[Choice]) -> Iterator[list[int]]:
    if len({entry.task for entry in running}) < 2:
        return
    meetings: dict[Meeting, list[int]] = {}
    clique = []
    for entry in running:
        if entry.slot.meeting is None:
            clique.append(entry.column)
        else:
            meetings.setdefault(entry.slot.meeting, []).append(entry.column)
    for _, items in sorted(meetings.items()):
        clique += made.counted(items)
    yield clique


def _ways(made: Rows, entries: list[Choice]) -> None:
    """Time to travel between two buildings: who is in one at a moment is not in the other a way later."""
    at: dict[str, list[Choice]] = {}
    for entry in entries:
        if entry.slot.school:
            at.setdefault(entry.slot.school, []).append(entry)
    for here, there in permutations(sorted(at), 2):
        way = made.problem.way(here, there)
        for last in sorted({entry.slot.end for entry in at[here]}) if way else ():
            leaving = [entry for entry in at[here] if entry.slot.start < last <= entry.slot.end]
            there_by_then = [entry for entry in at[there] if entry.slot.start < last + way <= entry.slot.end]
            between = [
                [entry] for entry in at[there] if last <= entry.slot.start and entry.slot.end < last + way
            ]
            for coming in (there_by_then, *between):
                for clique in _clique(made, [*leaving, *coming]) if coming else ():
                    made.only_one(clique)
