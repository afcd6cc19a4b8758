"""catalog.yaml and rubric.yaml: what can be learned, and what growth is in."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pdcycle.model.authored import Authored
from pdcycle.model.fields import Day, Hours, Prose, Share, Slug, SlugList


class Check(Authored):
    """How a course checks retention; `pass_mark` as a share of the points."""

    title: Prose | None = None
    pass_mark: Share = Fraction(4, 5)


class Resource(Authored):
    """A course or other thing to learn from; `hours` is seat time at one's own pace."""

    title: Prose
    kind: Slug = "course"
    hours: Hours | None = None
    link: Prose | None = None
    check: Check | None = None
    components: SlugList = ()
    audience: SlugList = ()
    because: Prose | None = None


class Catalog(Authored):
    """The file: a title and the list of resources by id."""

    catalog: Prose
    id: Slug | None = None
    list: dict[Slug, Resource] = Field(default_factory=dict)


class FocusArea(Authored):
    """What growth is in: a title and the rubric components it shows in."""

    title: Prose
    components: SlugList = ()


class Component(Authored):
    """One component of the rubric; `since` is the first day it was looked for, such as an initiative's first."""

    title: Prose
    since: Day | None = None


def _titled(value: Any) -> Any:
    return {"title": value} if isinstance(value, str) else value


ComponentEntry = Annotated[Component, BeforeValidator(_titled, json_schema_input_type=str | Component)]
"""A component as written: its title alone, or its title and the day it was added."""


class Rubric(Authored):
    """The evaluation framework: levels are labels in order, lowest first; never a number to average."""

    rubric: Prose
    id: Slug | None = None
    levels: tuple[Slug, ...] = Field(min_length=2)
    components: dict[Slug, ComponentEntry] = Field(default_factory=dict)
    focus: dict[Slug, FocusArea] = Field(default_factory=dict)

    def title_of(self, component: str) -> str:
        """A component's title; nothing where the rubric has none of this id."""
        found = self.components.get(component)
        return found.title if found is not None else ""
