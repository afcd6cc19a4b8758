"""Everything reports and measures are made from, in one value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from pdcycle.model.catalog import Catalog, Rubric
from pdcycle.model.hours import HoursRule
from pdcycle.model.people import Person
from pdcycle.model.results import (
    Evidence,
    Expectation,
    Ledger,
    Match,
    Occurrence,
    Program,
    Progress,
    Schedule,
    SurveyAnswers,
)
from pdcycle.model.settings import Costs, Privacy
from pdcycle.model.survey import Survey

DASH = "\N{EN DASH}"
"""What stands where there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A goal measured on a day: `numerator` of `denominator`, an aggregate and never one person's value.

    `owner` is the goal's: a school, a teacher, or the program itself.
    """

    program: str
    owner: str
    day: date
    numerator: int
    denominator: int
    source: str = ""


@dataclass(frozen=True)  # without slots, so that look-ups are made once
class Facts:
    """Programs and evidence as of a day, with the names people know things by.

    `people` and `schools` are by id; `sources` gives a source's title. A name that is missing is shown as its id.
    """

    programs: tuple[Program, ...]
    progress: Progress
    ledger: Ledger
    people: Mapping[str, Person] = field(default_factory=dict)
    schools: Mapping[str, str] = field(default_factory=dict)
    groups: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    catalog: Catalog | None = None
    rubric: Rubric | None = None
    answers: tuple[SurveyAnswers, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    privacy: Privacy = field(default_factory=Privacy)
    schedule: Schedule | None = None
    school_days: Mapping[str, tuple[date, ...]] = field(default_factory=dict)
    """Days with students, by school."""
    hours: Mapping[str, HoursRule] = field(default_factory=dict)
    costs: Costs = field(default_factory=Costs)

    @property
    def as_of(self) -> date:
        """The day everything is said of."""
        return self.progress.as_of

    def person(self, id_: str) -> str:
        """A person's name."""
        found = self.people.get(id_)
        return found.name if found else id_

    def school_of(self, person: str) -> str:
        """The person's first school, or "" where none is known."""
        found = self.people.get(person)
        return found.schools[0] if found and found.schools else ""

    def school(self, id_: str) -> str:
        """A school's name."""
        return self.schools.get(id_, id_)

    def source(self, id_: str) -> str:
        """A source's title."""
        return self.sources.get(id_, id_)

    def focus(self, id_: str | None) -> str:
        """A focus area's title, or a dash where none is chosen yet."""
        found = self.rubric.focus.get(id_ or "") if self.rubric else None
        return found.title if found else id_ or DASH

    def component(self, id_: str | None) -> str:
        """A rubric component with its text, as `3a Communicating with students`."""
        text = self.rubric.title_of(id_ or "") if self.rubric else None
        return f"{id_} {text}" if text else id_ or ""

    def subject(self, id_: str) -> str:
        """A course's, a survey's, a group's or an activity's title; the id where nothing has one."""
        if self.catalog and id_ in self.catalog.list:
            return self.catalog.list[id_].title
        if id_ in self.surveys:
            return self.surveys[id_].survey
        return self.groups.get(id_) or self._activities.get(id_, id_)

    def matches_of(self, program: str) -> tuple[Match, ...]:
        """Where the expectations of one program stand."""
        return self._matches.get(program, ())

    @cached_property
    def _matches(self) -> dict[str, tuple[Match, ...]]:
        found: dict[str, list[Match]] = {}
        for item in self.progress.matches:
            found.setdefault(item.expectation.program, []).append(item)
        return {program: tuple(items) for program, items in found.items()}

    @cached_property
    def _activities(self) -> dict[str, str]:
        return {
            item.activity: item.title for item in reversed(list(self.occurrences.values())) if not item.item
        }

    @cached_property
    def evidence_by_id(self) -> dict[str, Evidence]:
        """Every piece of evidence by its id."""
        return {item.id: item for item in self.ledger.evidence}

    @cached_property
    def occurrences(self) -> dict[str, Occurrence]:
        """The occurrences of all programs by id."""
        return {item.id: item for program in self.programs for item in program.occurrences}


def belongs_to(item: Expectation, facts: Facts) -> str:
    """The school an expectation is counted under: its person's; a group's occurrence's, else its owners' one."""
    if item.person:
        return facts.school_of(item.person)
    occurrence = facts.occurrences.get(item.occurrence)
    if occurrence is not None and len(occurrence.schools) == 1:
        return occurrence.schools[0]
    schools = {facts.school_of(owner) for owner in item.owners}
    return schools.pop() if len(schools) == 1 else ""
