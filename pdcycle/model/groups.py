"""groups.yaml: PLCs, mentor groups and departments."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pdcycle.language.time import Meets
from pdcycle.model.authored import Authored
from pdcycle.model.fields import Day, Prose, Slug, SlugList
from pdcycle.model.times import MeetsText


class Member(Authored):
    """One person of a group, with the days they joined and left where these are known."""

    person: Slug
    from_: Annotated[Day | None, Field(alias="from")] = None
    until: Day | None = None


def _member(value: Any) -> Any:
    return {"person": value} if isinstance(value, str) else value


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
    members: tuple[MemberEntry, ...] | Prose = ()

    @property
    def standing(self) -> Meets | None:
        """The standing meeting, where there is one."""
        return self.meets


class Groups(Authored):
    """The file: a title and the list of groups by id."""

    groups: Prose
    id: Slug | None = None
    list: dict[Slug, Group] = Field(default_factory=dict)
