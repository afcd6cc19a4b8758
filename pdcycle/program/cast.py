"""Who is meant: members, roles, departments, and people said in words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pdcycle.model.groups import PEOPLE, Group
from pdcycle.model.people import Person
from pdcycle.model.program import Authoring, Curriculum, Initiative, Plan
from pdcycle.model.results import Stay

PERSON_ROLES = ("coach", "mentor", "principal", "evaluator")
TEACHING_ROLES = ("teacher", "mentor")


class UnknownPeopleError(ValueError):
    """Words that name nobody; the text says which."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody a program can mean; without a program, everybody a district can."""

    people: Mapping[str, Person]
    groups: Mapping[str, Group]
    authored: Authoring | None = None

    @property
    def schools(self) -> tuple[str, ...]:
        """The schools that take part, sorted."""
        if isinstance(self.authored, Initiative):
            return tuple(sorted(self.authored.schools))
        return self.schools_of(stay.person for stay in self.stays())

    def schools_of(self, people: Iterable[str]) -> tuple[str, ...]:
        """The schools these people work in, sorted."""
        found = {
            school for person in people if person in self.people for school in self.people[person].schools
        }
        return tuple(sorted(found))

    def stays(self) -> tuple[Stay, ...]:
        """The program's members with the time they are in it, sorted by person."""
        if isinstance(self.authored, Plan):
            return (Stay(self.authored.teacher),)
        if isinstance(self.authored, Curriculum):
            return self.stays_of(self.authored.group)
        if isinstance(self.authored, Initiative):
            return tuple(Stay(person) for person in self.staff("teacher", self.schools))
        return ()

    def stays_of(self, group: str) -> tuple[Stay, ...]:
        """A group's members with their time in it, sorted by person."""
        entry = self.groups.get(group)
        if entry is None:
            return ()
        if isinstance(entry.members, str):
            return tuple(Stay(person) for person in self.said(entry.members))
        stays = (Stay(member.person, member.from_, member.until) for member in entry.members)
        return tuple(
            sorted((stay for stay in stays if stay.person in self.people), key=lambda stay: stay.person)
        )

    def staff(self, role: str, schools: Iterable[str] = ()) -> tuple[str, ...]:
        """People with a role (`coach` or `coaches`), at these schools or anywhere, sorted; mentors teach as well."""
        wanted = set(schools)
        single = singular(role)
        roles = TEACHING_ROLES if single == "teacher" else (single, role)
        return tuple(
            sorted(
                person.id
                for person in self.people.values()
                if person.role in roles and (not wanted or wanted & set(person.schools))
            )
        )

    def at_home(self, school: str) -> tuple[str, ...]:
        """The teachers of a school; who teaches at several belongs to the first one named."""
        return tuple(
            person for person in self.staff("teacher", (school,)) if self.people[person].schools[0] == school
        )

    def said(self, words: str) -> tuple[str, ...]:
        """`teachers of cedar-high in math`, `teachers of lincoln in grades 3-5`: the ids, sorted.

        Raises UnknownPeopleError for words it does not know.
        """
        found = PEOPLE.fullmatch(words.strip())
        if not found:
            raise UnknownPeopleError(words)
        schools = tuple(re.split(r", | and ", found["schools"])) if found["schools"] else ()
        chosen = self.staff(found["role"], schools)
        if found["department"]:
            chosen = tuple(person for person in chosen if self._in_department(person, found["department"]))
        if found["grades"]:
            grades = _grades(found["grades"])
            chosen = tuple(
                person
                for person in chosen
                if grades & {grade.upper() for grade in self.people[person].grades}
            )
        return chosen

    def _in_department(self, person: str, department: str) -> bool:
        row = self.people[person]
        return department == row.department or department in row.subjects

    def departments(self, schools: Iterable[str]) -> tuple[str, ...]:
        """Groups of the kind department at these schools, sorted."""
        wanted = set(schools)
        return tuple(
            sorted(
                name
                for name, group in self.groups.items()
                if group.kind == "department" and wanted & set(self.group_schools(name))
            )
        )

    def group_schools(self, group: str) -> tuple[str, ...]:
        """The schools a group belongs to: as said, else those of its members."""
        entry = self.groups[group]
        return entry.school or self.schools_of(stay.person for stay in self.stays_of(group))

    def principal(self, school: str) -> str | None:
        """The principal of a school: as the initiative says, else by role."""
        if isinstance(self.authored, Initiative):
            part = self.authored.schools.get(school)
            if part is not None and part.lead:
                return part.lead
        found = self.staff("principal", (school,))
        return found[0] if found else None

    def role(
        self, name: str, *, person: str | None = None, school: str | None = None, group: str | None = None
    ) -> str | None:
        """The one person a name means here: an id first, then a role looked up from near to far.

        The order is: the program's own field, the school, the group, the person's row, a role only one has.
        """
        if name in self.people:
            return name
        own = getattr(self.authored, name, None)
        if isinstance(own, str) and name in ("lead", "coach", "mentor", "principal") and own != name:
            return self.role(own, person=person, school=school, group=group)
        if name == "principal" and school is not None and (head := self.principal(school)):
            return head
        home = group or (self.authored.group if isinstance(self.authored, Curriculum) else None)
        if name in ("coach", "lead") and home is not None and home in self.groups:
            entry = self.groups[home]
            found = entry.coach if name == "coach" else entry.lead
            if found:
                return found
        return self._from_row(name, person) or self._only(name)

    def _from_row(self, name: str, person: str | None) -> str | None:
        row = self.people.get(person) if person else None
        if row is None or name not in PERSON_ROLES:
            return None
        written: str = getattr(row, name)
        if written:
            return written
        return self.principal(row.schools[0]) if name == "principal" and row.schools else None

    def _only(self, name: str) -> str | None:
        found = [person.id for person in self.people.values() if person.role == name]
        return found[0] if len(found) == 1 else None


def singular(role: str) -> str:
    """`coaches` and `teachers` as one says them of a single person."""
    return role.removesuffix("es") if role.endswith("ches") else role.removesuffix("s")


def _grades(text: str) -> set[str]:
    chosen: set[str] = set()
    for part in re.split(r", *", text.strip()):
        first, dash, last = part.partition("-")
        if dash and last.strip().isdigit():
            low = 0 if first.strip() == "k" else int(first)
            chosen |= {("K" if number == 0 else str(number)) for number in range(low, int(last) + 1)}
        else:
            chosen.add(part.strip().upper())
    return chosen
