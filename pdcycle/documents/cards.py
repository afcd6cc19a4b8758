"""A program at a glance: which cycle it is in, and where each of the ten steps stands by its dates."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from pdcycle.documents.entries import entries, turns
from pdcycle.documents.material import Material
from pdcycle.documents.pages import ProgramCard, StepCell
from pdcycle.documents.pieces import Entry
from pdcycle.model.kinds import Step
from pdcycle.model.results import CycleSpan, Program
from pdcycle.wording import count

KINDS = {"curriculum": "Group curriculum", "initiative": "Initiative", "plan": "Individual growth plan"}


def card(program: Program, material: Material) -> ProgramCard:
    """The program's card on the day of the material."""
    now = current(turns(program), material.as_of)
    ids = {span.id for span in now}
    others = {span.id for span in turns(program)} - ids
    events = material.schedule.by_id()
    shown = entries((item for item in program.occurrences if item.cycle not in others), material, events)
    first = min([span.first for span in now] or [one.first for one in shown] or [material.as_of])
    last = max([span.last for span in now] or [one.last for one in shown] or [material.as_of])
    return ProgramCard(
        title=program.title,
        kind=KINDS.get(program.kind, program.kind),
        href=f"programs/{program.id}.html",
        who=who(program, material),
        cycle=now[0].title if now else program.title,
        place=_place(program, now),
        first=first,
        last=last,
        focus=material.focus(
            (now[0].focus if len({span.focus for span in now}) == 1 else None) or program.focus
        ),
        cells=cells(shown, material.as_of, program.because is not None),
    )


def current(spans: tuple[CycleSpan, ...], as_of: date) -> tuple[CycleSpan, ...]:
    """The cycles that run on that day, else the next to start, else the last that ended."""
    running = tuple(span for span in spans if span.first <= as_of <= span.last)
    if running or not spans:
        return running
    ahead = [span.first for span in spans if span.first > as_of]
    if ahead:
        return tuple(span for span in spans if span.first == min(ahead))
    return tuple(span for span in spans if span.last == max(span.last for span in spans))


def _place(program: Program, now: tuple[CycleSpan, ...]) -> str:
    titles = list(dict.fromkeys((span.first, span.last) for span in turns(program)))
    if len(titles) < 2 or not now:
        return ""
    return f"cycle {titles.index((now[0].first, now[0].last)) + 1} of {len(titles)}"


def who(program: Program, material: Material) -> str:
    """For whom the program is, in a few words."""
    people = len({stay.person for stay in program.stays})
    if program.kind == "plan":
        return material.name(program.teacher or "")
    if program.group is not None:
        return f"{material.group(program.group)}, {count(people, 'person', 'people')}"
    parts = [count(len(program.schools), "school")] if program.schools else []
    return ", ".join([*parts, count(people, "person", "people")])


def cells(shown: Iterable[Entry], as_of: date, because: bool) -> tuple[StepCell, ...]:
    """The ten steps, each with its span and its state by dates alone; citing evidence is the first step."""
    kept = [one for one in shown if one.state not in ("cancelled", "skipped")]
    made = []
    for step in Step:
        mine = [one for one in kept if one.step is step]
        if not mine:
            state = "past" if because and step is Step.REFLECT else "none"
            made.append(StepCell(step, state, None, None, ()))
            continue
        first, last = min(one.first for one in mine), max(one.last for one in mine)
        state = "past" if last < as_of else "ahead" if first > as_of else "now"
        made.append(StepCell(step, state, first, last, tuple(dict.fromkeys(one.title for one in mine))[:4]))
    return tuple(made)
