"""sources/*.yaml and profiles: which export is read how, and what it proves."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pdcycle.model.authored import Authored
from pdcycle.model.fields import Day, Minutes, Prose, Slug, SlugList
from pdcycle.model.settings import Zone


def _subject(value: Any) -> Any:
    return {"item": value} if isinstance(value, str) else value


class Proof(Authored):
    """What one name in an export proves: `item` is a catalog id, a survey, a group or an activity."""

    item: Slug
    as_: Annotated[Slug | None, Field(alias="as")] = None
    pass_mark: Prose | None = None


ProofEntry = Annotated[Proof, BeforeValidator(_subject)]


class Source(Authored):
    """One export: its files (a pattern), its profile, its clock, and what its names prove.

    `proves` maps a name of the export (an activity, a form, a meeting topic) to what it proves; `columns`
    answers what the profile leaves open; `submissions` says which of several counts.
    """

    source: Prose
    id: Slug | None = None
    file: Prose
    profile: Slug
    zone: Zone | None = None
    date_order: Slug | None = None
    submissions: Slug = "latest"
    group: Slug | None = None
    survey: Slug | None = None
    at_least: Minutes | None = None
    since: Day | None = None
    until: Day | None = None
    email_domains: SlugList = ()
    columns: dict[Slug, Prose] = Field(default_factory=dict)
    proves: dict[Prose, ProofEntry] = Field(default_factory=dict)
