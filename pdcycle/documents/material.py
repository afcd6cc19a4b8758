"""What documents and pages are made from: the bound values of a workspace, with the look-ups they share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from pdcycle.model.catalog import Catalog, Rubric
from pdcycle.model.groups import Group
from pdcycle.model.people import Person
from pdcycle.model.results import Program, Schedule
from pdcycle.model.survey import Survey


@dataclass(frozen=True, slots=True)
class DayMark:
    """A stretch of the school calendar worth showing, both ends in: `status` is `closed`, `staff`, ... or `term`.

    `schools` is empty where it holds for all.
    """

    first: date
    last: date
    status: str
    title: str
    schools: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PastTalk:
    """What a coach wrote down after a talk: for the coach and the teacher alone."""

    day: date
    text: str
    coach: str | None = None


@dataclass(frozen=True, slots=True)
class Material:
    """Everything a document may show; `schools` are titles by id, `floor` the people a share needs behind it.

    `notes` are coaching notes by teacher, oldest first; only who may read them is ever given any.
    """

    district: str
    school_year: str
    as_of: date
    people: Mapping[str, Person] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    schools: Mapping[str, str] = field(default_factory=dict)
    catalog: Catalog | None = None
    rubric: Rubric | None = None
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    programs: tuple[Program, ...] = ()
    schedule: Schedule = field(default_factory=lambda: Schedule(()))
    marks: tuple[DayMark, ...] = ()
    floor: int = 5
    notes: Mapping[str, tuple[PastTalk, ...]] = field(default_factory=dict)

    def name(self, person: str) -> str:
        """The person's name, or the id where nobody has it."""
        found = self.people.get(person)
        return found.name if found else person

    def names(self, people: tuple[str, ...]) -> tuple[str, ...]:
        """The names of people, in the order given."""
        return tuple(self.name(person) for person in people)

    def school(self, school: str) -> str:
        """The school's title."""
        return self.schools.get(school) or plain(school)

    def school_of(self, person: str) -> str | None:
        """The titles of the schools a person works at, in a row."""
        found = self.people.get(person)
        return (
            " and ".join(self.school(school) for school in found.schools) if found and found.schools else None
        )

    def group(self, group: str) -> str:
        """The group's title."""
        found = self.groups.get(group)
        return (found.title if found else None) or plain(group)

    def focus(self, focus: str | None) -> str | None:
        """The focus area's title."""
        if focus is None:
            return None
        found = self.rubric.focus.get(focus) if self.rubric else None
        return found.title if found else plain(focus)

    def component(self, component: str) -> str:
        """The component's id with its label: `3a Communicating with students`."""
        label = self.rubric.title_of(component) if self.rubric else None
        return f"{component} {label}" if label and label != component else component

    def resource(self, resource: str) -> str:
        """The title of a course or other resource."""
        found = self.catalog.list.get(resource) if self.catalog else None
        return found.title if found else plain(resource)

    def survey(self, survey: str) -> str:
        """The survey's title."""
        found = self.surveys.get(survey)
        return found.survey if found else plain(survey)


def plain(slug: str) -> str:
    """An id as a title where nothing better is known: `tier-2-groups` reads `Tier 2 groups`."""
    words = slug.replace("-", " ").replace("_", " ").strip()
    return words[:1].upper() + words[1:]
