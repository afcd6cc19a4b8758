"""What authors write of programs: patterns, curricula, initiatives and plans."""

from __future__ import annotations

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import BeforeValidator, Field, model_validator

from pdcycle.model.authored import Authored, Decidable, OrParameter
from pdcycle.model.fields import (
    ClockTime,
    Day,
    FieldError,
    Flag,
    Hours,
    Minutes,
    Prose,
    Slug,
    SlugList,
    Whole,
)
from pdcycle.model.kinds import Kind, Step
from pdcycle.model.phrases import Expectations, TimeChoices, Turns
from pdcycle.model.times import EveryText, RecordedText, WhenText


class Parameter(Authored):
    """What a pattern asks of the program that uses it."""

    type: Literal["courses", "span", "words", "survey", "group", "dates", "word", "minutes", "whole", "time"]
    default: Any = None
    optional: Flag = False
    about: Prose | None = None


def _listed(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Names = Annotated[tuple[Prose, ...], BeforeValidator(_listed)]
"""One name or several, as written."""


class Activity(Authored):
    """One activity as written: every field may be left to the pattern below it or to its kind."""

    kind: Kind | None = None
    title: Prose | None = None
    step: Step | None = None
    each: Decidable[Names] | None = None
    items: Decidable[Names] | None = None
    every: OrParameter[EveryText] | None = None
    when: OrParameter[WhenText] | None = None
    who: Decidable[Names] | None = None
    lead: Decidable[Names] | None = None
    length: OrParameter[Minutes] | None = None
    at: OrParameter[ClockTime] | None = None
    where: Decidable[Prose] | None = None
    near: OrParameter[WhenText] | None = None
    in_: Annotated[OrParameter[TimeChoices] | None, Field(alias="in")] = None
    expects: Expectations | None = None
    optional: Flag | None = None
    check: Slug | None = None
    document: OrParameter[Slug] | None = None
    survey: Decidable[Slug] | None = None
    share: Decidable[Prose] | None = None
    approve: Decidable[Prose] | None = None
    hours: OrParameter[Hours] | None = None
    focus: Decidable[Slug] | None = None
    was: Slug | None = None


ActivityEntry: TypeAlias = Activity | Literal["drop"]
ActivityMap: TypeAlias = dict[Slug, ActivityEntry]


class Pattern(Authored):
    """A reusable cycle: parameters and activities."""

    pattern: Prose
    id: Slug | None = None
    about: Prose | None = None
    parameters: dict[Slug, Parameter] = Field(default_factory=dict)
    activities: dict[Slug, Activity] = Field(min_length=1)


class Because(Authored):
    """The evidence a program cites and never repeats."""

    source: Slug
    date: Day | None = None
    component: Slug | None = None


def _because(value: Any) -> Any:
    return {"source": value} if isinstance(value, str) else value


BecauseEntry = Annotated[Because, BeforeValidator(_because)]


class Threshold(Authored):
    """A measure on the rubric: the share of people at or above a level in a component."""

    component: Slug
    at_least: Slug


class GoalRevision(Authored):
    """One wording of a goal; a revision keeps what it leaves out. `by` may be a time expression."""

    since: Day | None = None
    text: Prose | None = None
    apply: Prose | None = None
    measure: Threshold | Prose | None = None
    baseline: Prose | None = None
    target: Prose | None = None
    by: WhenText | None = None


class Cycle(Authored):
    """One turn of the ten steps: usually a semester."""

    id: Slug | None = None
    title: Prose | None = None
    when: WhenText
    focus: Decidable[Slug] | None = None
    pattern: Slug | None = None
    with_: Annotated[dict[Slug, Any], Field(alias="with")] = Field(default_factory=dict)
    activities: ActivityMap = Field(default_factory=dict)
    dates: dict[Prose, RecordedText] = Field(default_factory=dict)
    rounds: Whole | OrParameter[EveryText] | None = None
    each: Literal["school"] | None = None
    turns: Turns | None = None
    was: Slug | None = None


class SchoolPart(Authored):
    """A school's part in an initiative: its one focus, its goal, what it does differently."""

    focus: Decidable[Slug] | None = None
    goal: tuple[GoalRevision, ...] = ()
    lead: Slug | None = None
    with_: Annotated[dict[Slug, Any], Field(alias="with")] = Field(default_factory=dict)
    activities: ActivityMap = Field(default_factory=dict)


class _Program(Authored):
    id: Slug | None = None
    because: BecauseEntry | None = None
    focus: Decidable[Slug] | None = None
    pattern: Slug | None = None
    with_: Annotated[dict[Slug, Any], Field(alias="with")] = Field(default_factory=dict)
    when: WhenText | None = None
    goal: tuple[GoalRevision, ...] = ()
    activities: ActivityMap = Field(default_factory=dict)
    cycles: tuple[Cycle, ...] = ()
    dates: dict[Prose, RecordedText] = Field(default_factory=dict)
    next: SlugList = ()
    lead: Prose | None = None
    coach: Slug | None = None
    mentor: Slug | None = None
    principal: Slug | None = None

    @model_validator(mode="after")
    def _has_activities(self) -> _Program:
        if not self.pattern and not self.activities and not self.cycles:
            raise FieldError(
                "the program has no pattern, no activities and no cycles, so there is nothing to do",
                help="name a `pattern:`, or list its `activities:`",
            )
        return self


class Curriculum(_Program):
    """A group's year, cycle by cycle."""

    curriculum: Prose
    group: Slug


class Initiative(_Program):
    """A district's or a school's goal for a year."""

    initiative: Prose
    schools: dict[Slug, SchoolPart] = Field(min_length=1)


class Plan(_Program):
    """One teacher's growth plan."""

    plan: Prose
    teacher: Slug


Authoring: TypeAlias = Curriculum | Initiative | Plan
