"""Parts of digests about practice as observers saw it: counts of levels and of people who moved, never a mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pdcycle import wording
from pdcycle.model.results import Program
from pdcycle.progress.digest import Band, Bands, Part, Value
from pdcycle.progress.initiative_report import goal_figures
from pdcycle.progress.privacy import Origin
from pdcycle.progress.protection import protect
from pdcycle.progress.scope import Scope, origin
from pdcycle.progress.suppression import Hidden, Place, Table, Tally, at, completed

MOVES = ("down", "same", "up")
_MOVED = ("moved down", "stayed", "moved up")


def levels(scope: Scope) -> tuple[str, ...]:
    """The rubric's levels, the lowest first."""
    return tuple(scope.facts.rubric.levels) if scope.facts.rubric else ()


def sub_goals_part(scope: Scope, school: str | None = None) -> Part | None:
    """How often each level was seen in observations that look for a school's sub-goal."""
    found: dict[tuple[str, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for row in scope.measures.of("sub_goals"):
        if school in (None, row["school"]):
            found[row["school"], row["sub_goal"], row["component"]].append(row)
    kept_back = _goals_kept_back(scope)
    lines = [
        (
            (*(() if school else (scope.facts.school(key[0]),)), _sub_goal(scope, key[1], seen)),
            scope.facts.component(key[2]),
            seen,
            origin("sub_goals", school=key[0], sub_goal=key[1], component=key[2]),
        )
        for key, rows in sorted(found.items())
        for seen in [Hidden.ALONE if (key[0], key[2]) in kept_back else _seen(scope, rows)]
    ]
    first = ("Sub-goal",) if school else ("School", "Sub-goal")
    return _levels_part(scope, "sub-goals", "Observations by sub-goal", first, lines)


def _sub_goal(scope: Scope, text: str, seen: Tally | Hidden) -> str:
    """A sub-goal as the export writes it; of few people these words may be one's own, so only a focus is named then."""
    rubric = scope.facts.rubric
    known = rubric is not None and (
        text in rubric.focus or text in {one.title for one in rubric.focus.values()}
    )
    return scope.facts.focus(text) if known or not isinstance(seen, Hidden) else "a sub-goal"


def _goals_kept_back(scope: Scope) -> frozenset[tuple[str, str | None]]:
    """The schools and components whose goal is hidden: observations of each person once would tell where it stands."""
    return frozenset(
        (goal.owner, goal.on(scope.facts.as_of).component)
        for program in scope.programs
        if scope.floor and program.goals
        for figures in [goal_figures(scope.measures, program, scope.floor)]
        for goal in program.goals
        if goal.owner in figures and figures[goal.owner].hidden
    )


def observations_part(scope: Scope) -> Part | None:
    """How often each level of each component was seen, all schools together; for the coach alone."""
    found: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in scope.measures.of("observations", school=None):
        found[row["component"]].append(row)
    lines: list[_Line] = [
        (
            (),
            scope.facts.component(name),
            _seen(scope, rows),
            origin("observations", component=name, school=None),
        )
        for name, rows in sorted(found.items())
    ]
    return _levels_part(scope, "observations", "Observations by component", (), lines)


def words_of(scope: Scope) -> tuple[str, ...]:
    """What observations are counted by: every level for the coach, for others two sides of the middle of the scale.

    How many were seen at the lowest levels is for coaching, not for a page that is passed on.
    """
    names = levels(scope)
    if not scope.floor or not names:
        return names
    return ("lower", f"{names[_middle(scope)]} or higher")


def _middle(scope: Scope) -> int:
    """The place of the lowest level in the upper half."""
    return len(levels(scope)) // 2


def _seen(scope: Scope, rows: Sequence[Mapping[str, Any]]) -> Tally | Hidden:
    """The counts of one component's observations by those words, or why they are hidden."""
    by_level = {int(row["level"]): int(row["numerator"]) for row in rows}
    done = tuple(by_level.get(rank, 0) for rank, _ in enumerate(levels(scope), 1))
    if scope.floor:
        done = (sum(done[: _middle(scope)]), sum(done[_middle(scope) :]))
    tally = Tally(int(rows[0]["people"]), int(rows[0]["denominator"]), done)
    table = Table("levels", words_of(scope), {(): tally})
    return protect([table], scope.floor)["levels"].cells[()]


_Line = tuple[tuple[str, ...], str, Tally | Hidden, Origin]
"""What leads a row, its component, the counts of its levels, and what these are of."""


def _levels_part(
    scope: Scope, id_: str, heading: str, first: tuple[str, ...], lines: Sequence[_Line]
) -> Part | None:
    words = words_of(scope)
    if not lines or not words:
        return None
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (*names, component, *_counts(scope, value, words, of)) for names, component, value, of in lines
    )
    bands = tuple(_band(scope, ", ".join((*names, component)), value) for names, component, value, _ in lines)
    said = "Each number counts observations. Levels are in order and are never averaged."
    heads = (*first, "Component", *(word.capitalize() for word in words), "Observations", "People")
    return Part(id_, heading, (said,), heads, rows, (Bands(heading, words, bands),))


def _counts(scope: Scope, value: Tally | Hidden, words: Sequence[str], of: Origin) -> tuple[Value, ...]:
    if isinstance(value, Hidden):
        return (value.words(scope.floor),) * (len(words) + 2)
    said = f"{wording.count(value.of, 'observation')} of {wording.count(value.people, 'person', 'people')}"
    all_of_them = scope.amount(value.of, of.measure, _with(said, words, value.done), **dict(of.where))
    return (*value.done, all_of_them, value.people)


def _with(said: str, words: Sequence[str], counts: Sequence[int]) -> str:
    """What is counted with how many of it are which."""
    return f"{said}: {', '.join(f'{count} {word}' for word, count in zip(words, counts, strict=True))}"


def _band(scope: Scope, name: str, value: Tally | Hidden) -> Band:
    if isinstance(value, Hidden):
        return Band(name, None, value.words(scope.floor))
    return Band(name, value.done)


def growth_part(scope: Scope, school: str | None = None) -> Part | None:
    """Of the people observed on two days or more, whose level moved which way, a row a program and component."""
    lines: list[tuple[Program, str, Tally]] = []
    left_out = 0
    for program in scope.apart:
        rows = scope.measures.of("rubric_growth", program=program.id)
        for component in sorted({row["component"] for row in rows}):
            cells = _moves(scope, [row for row in rows if row["component"] == component])
            value = cells.get(at(school=school) if school else ())
            if isinstance(value, Hidden):
                left_out += 1  # a component looked at with few people says what they work on
            elif value is not None:
                lines.append((program, component, value))
    if not lines:
        return None
    table = tuple(_moved(scope, program, component, value, school) for program, component, value in lines)
    many = len({program.id for program, _, _ in lines}) > 1
    bands = tuple(
        _band(scope, f"{name} ({program.title})" if many else name, value)
        for program, component, value in lines
        for name in [scope.facts.component(component)]
    )
    said = "The latest observation's level against the earliest one's, on another day; the scale's order is all that counts."
    heads = ("Program", "Component", *(word.capitalize() for word in _MOVED), "People observed twice")
    picture = Bands("People whose level moved", _MOVED, bands, two_ways=True)
    notes = (
        (f"Not shown, as few people were observed twice: {wording.count(left_out, 'component')}.",)
        if left_out
        else ()
    )
    return Part("growth", "Growth on the rubric", (said,), heads, table, (picture,), notes=notes)


def _moved(
    scope: Scope, program: Program, component: str, value: Tally, school: str | None
) -> tuple[Value, ...]:
    said = _with(f"{wording.count(value.of, 'person', 'people')} observed twice", _MOVED, value.done)
    where: dict[str, Any] = {"program": program.id, "component": component, "school": school}
    of = scope.amount(value.of, "rubric_growth", said, **where)
    return (program.title, scope.facts.component(component), *value.done, of)


def _moves(scope: Scope, rows: Sequence[Mapping[str, Any]]) -> Mapping[Place, Tally | Hidden]:
    done: dict[Place, dict[str, Mapping[str, Any]]] = defaultdict(dict)
    for row in rows:
        place = at(school=str(row["school"])) if row["school"] is not None else ()
        done[place][row["moved"]] = row
    tallies = {
        place: Tally(
            int(ways["up"]["people"]),
            int(ways["up"]["denominator"]),
            tuple(int(ways[way]["numerator"]) for way in MOVES),
        )
        for place, ways in done.items()
    }
    return protect([Table("growth", MOVES, completed(tallies))], scope.floor)["growth"].cells
