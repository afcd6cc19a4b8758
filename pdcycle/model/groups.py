"""groups.yaml: PLCs, mentor groups and departments."""

from __future__ import annotations

import re
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pdcycle.language.time import Meets
from pdcycle.model.authored import Authored
from pdcycle.model.fields import Day, Prose, Slug, SlugList
from pdcycle.model.slips import FieldError, shown
from pdcycle.model.times import MeetsText

PEOPLE = re.compile(
    r"(?P<role>[a-z-]+?)s?(?: of (?P<schools>[a-z0-9-]+(?:(?:, | and )[a-z0-9-]+)*))?"
    r"(?: in (?:grades? (?P<grades>[0-9k, -]+)|(?P<department>[a-z-]+)))?"
)
"""People in words: `teachers of lincoln and cedar in grades 3-5`."""


class Member(Authored):
    """One person of a group, with the days they joined and left where these are known."""

    person: Slug
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None


def _member(value: Any) -> Any:
    return {"person": value} if isinstance(value, str) else value


def _members(value: Any) -> Any:
    if isinstance(value, str) and not PEOPLE.fullmatch(value.strip()):
        raise FieldError(
            f"{shown(value)} does not say which people",
            "write for example `teachers of lincoln in grades 3-5`, or a list of ids",
            code="PD316",
        )
    return value


MemberEntry = Annotated[Member, BeforeValidator(_member)]


class Group(Authored):
    """A set of people who meet: listed, or said as `teachers of SCHOOL in DEPARTMENT`."""

    title: Prose | None = None
    kind: Slug = "plc"
    school: SlugList = ()
    meets: MeetsText | None = None
    where: Prose | None = None
    coach: Slug | None = None
    lead: Slug | None = None
    focus: Slug | None = None
    members: Annotated[tuple[MemberEntry, ...] | Prose, BeforeValidator(_members)] = ()

    @property
    def standing(self) -> Meets | None:
        """The standing meeting, where there is one."""
        return self.meets


class Groups(Authored):
    """The file: a title and the list of groups by id."""

    groups: Prose
    id: Slug | None = None
    list: dict[Slug, Group] = Field(default_factory=dict)
