"""What each document's template is given: one frozen dataclass a document, values only.

Names are already people's names, dates are `date`, times of day minutes from midnight, lengths minutes.
A workspace's own template sees these same fields, under the name in `TEMPLATE` and at the top level.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from pdcycle.documents.material import PastTalk
from pdcycle.documents.pieces import (
    AgendaItem,
    Approval,
    Card,
    Course,
    CycleLines,
    Entry,
    GoalStory,
    Heading,
    Question,
    SchoolPart,
)
from pdcycle.model.kinds import Step


@dataclass(frozen=True, slots=True)
class ImpactPlan:
    """The Application & Impact Plan: how one teacher uses new learning in class, and how its effect is measured."""

    heading: Heading
    title: str
    teacher: str
    school: str | None
    focus: str | None
    because: str | None
    goal: GoalStory | None
    courses: tuple[Course, ...]
    approvals: tuple[Approval, ...]
    timeline: tuple[Entry, ...]
    signers: tuple[tuple[str, str], ...]
    """Role and name of who signs."""


@dataclass(frozen=True, slots=True)
class CoachingLog:
    """A sheet of blank rows, one a coaching talk, prefilled with the planned dates.

    `past` holds what was written down so far, where the sheet is made for the coach or the teacher.
    """

    heading: Heading
    program: str
    teacher: str
    coach: str
    school: str | None
    focus: str | None
    goal: str | None
    talks: tuple[Entry, ...]
    strategies: tuple[str, ...]
    past: tuple[PastTalk, ...] = ()


@dataclass(frozen=True, slots=True)
class PlcAgenda:
    """One meeting of a group with the items of every program that uses it."""

    heading: Heading
    group: str
    day: date
    start: int | None
    minutes: int | None
    where: str | None
    lead: tuple[str, ...]
    members: tuple[str, ...]
    items: tuple[AgendaItem, ...]
    next_day: date | None


@dataclass(frozen=True, slots=True)
class ObservationForm:
    """An informal observation of a school, with the initiative's goal, the school's sub-goals and what to look for."""

    heading: Heading
    initiative: str
    school: str
    observer: str | None
    focus: str | None
    goal: GoalStory | None
    sub_goal: GoalStory | None
    look_for: tuple[tuple[str, str], ...]
    """Component and its label."""


@dataclass(frozen=True, slots=True)
class CommitmentCards:
    """Cards to print, cut and fill in: one a person and audience, due by the same day."""

    heading: Heading
    program: str
    group: str | None
    focus: str | None
    shared_with: str | None
    courses: tuple[str, ...]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CurriculumPage:
    """A group's year on one page."""

    heading: Heading
    title: str
    group: str | None
    coach: str | None
    members: int
    because: str | None
    cycles: tuple[CycleLines, ...]
    goals: tuple[GoalStory, ...]
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InitiativePage:
    """A district's or a school's year on one page."""

    heading: Heading
    title: str
    lead: str | None
    because: str | None
    goal: GoalStory | None
    schools: tuple[SchoolPart, ...]
    cycles: tuple[CycleLines, ...]
    next: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SurveyForm:
    """A survey on paper for one audience in one language; `language` is its code."""

    heading: Heading
    title: str
    audience: str | None
    language: str
    intro: str | None
    about: str
    floor: int
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class ActivitySheet:
    """What a workspace's own template for `document: its-name` is given: the activity with all its occurrences."""

    heading: Heading
    program: str
    cycle: str
    title: str
    step: Step
    focus: str | None
    shows: str
    entries: tuple[Entry, ...]


Context: TypeAlias = (
    ImpactPlan
    | CoachingLog
    | PlcAgenda
    | ObservationForm
    | CommitmentCards
    | CurriculumPage
    | InitiativePage
    | SurveyForm
    | ActivitySheet
)

TEMPLATE: dict[type[Context], str] = {
    ImpactPlan: "impact-plan",
    CoachingLog: "coaching-log",
    PlcAgenda: "plc-agenda",
    ObservationForm: "observation-form",
    CommitmentCards: "commitment-card",
    CurriculumPage: "curriculum",
    InitiativePage: "initiative",
    SurveyForm: "survey",
}
"""The template of each context, without its format's ending; an ActivitySheet's is the name its activity says."""
