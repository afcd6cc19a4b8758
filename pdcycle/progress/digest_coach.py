"""A coach's own year: the programs, whom the coach meets next, what is due, and each person's talks and gaps."""

from __future__ import annotations

from collections.abc import Sequence

from pdcycle import wording
from pdcycle.model.results import Program
from pdcycle.progress.digest import Digest, Part, filled
from pdcycle.progress.facts import Facts
from pdcycle.progress.parts_coaching import coming_part, dose_part, due_part, logs_part, open_part
from pdcycle.progress.privacy import Audience
from pdcycle.progress.scope import Scope


def coaches(facts: Facts) -> tuple[str, ...]:
    """Everybody who coaches a program, by id."""
    return tuple(sorted({one.coach for one in facts.programs if one.coach}))


def programs_of(facts: Facts, coach: str) -> tuple[Program, ...]:
    """The programs somebody coaches, in order."""
    return tuple(one for one in facts.programs if one.coach == coach)


def coach_digest(scope: Scope, coach: str, weeks: Part | None = None) -> Digest | None:
    """The coach's year, for the coach alone; None for everybody else. `weeks` is the load, reckoned elsewhere."""
    if scope.audience is not Audience.COACH:
        return None
    programs = programs_of(scope.facts, coach)
    told: list[Part | None] = []
    if not scope.unread:
        told = [
            due_part(scope, programs, coach),
            open_part(scope, programs),
            logs_part(scope, coach),
            dose_part(scope, programs),
        ]
    people = {stay.person for one in programs for stay in one.stays if stay.holds(scope.facts.as_of)}
    lead = (
        f"{wording.count(len(people), 'person', 'people')} in {wording.count(len(programs), 'program')}.",
    )
    parts = filled([_programs(scope, programs), coming_part(scope, coach), *told, weeks])
    return Digest("coach", coach, scope.facts.person(coach), lead, scope.basis(programs), parts)


def _programs(scope: Scope, programs: Sequence[Program]) -> Part:
    facts = scope.facts
    rows = []
    for one in programs:
        members = sum(1 for stay in one.stays if stay.holds(facts.as_of))
        focus = next(
            (cycle.focus for cycle in one.cycles if cycle.first <= facts.as_of <= cycle.last and cycle.focus),
            None,
        )
        now = (facts.focus(focus or one.focus), scope.amount(members, "members", program=one.id))
        figures = (
            ("", "")
            if scope.unread
            else (
                scope.share(one, "completion", None),
                scope.share(one, "on-time", None),
            )
        )
        rows.append((one.title, *now, *figures))
    heads = ("Program", "Focus now", "Members", "Shown of what was due", "On time")
    return Part("programs", "Groups and plans", (), heads, tuple(rows))
