"""sources/*.yaml: which export is read with which profile, and what it proves."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from pdcycle.model.authored import Authored
from pdcycle.model.fields import Day, FieldError, Minutes, Prose, Share, Slug, Texts, Whole
from pdcycle.model.profile import DateOrder, EvidenceWord, Policy, roles_checked
from pdcycle.model.settings import Zone


def _proofs(value: Any) -> Any:
    if isinstance(value, list):
        return tuple({"item": entry} if isinstance(entry, str) else entry for entry in value)
    return ({"item": value},) if isinstance(value, str) else (value,)


class Proof(Authored):
    """What one name in an export proves: `item` is a catalog id, a survey, a group or an activity.

    `as` is the kind of evidence where it is not the profile's; `pass_mark` the share of the points that passes.
    """

    item: Slug
    as_: Annotated[EvidenceWord | None, Field(alias="as")] = None
    pass_mark: Share | None = None


Proofs = Annotated[tuple[Proof, ...], BeforeValidator(_proofs)]


def _domains(value: Any) -> Any:
    listed = (value,) if isinstance(value, str) else value
    if not isinstance(listed, list | tuple) or not all(isinstance(entry, str) for entry in listed):
        raise FieldError(
            "`email_domains` wants a list", "write for example `[cedar.example, k12.cedar.example]`"
        )
    return tuple(entry.strip().removeprefix("@").casefold() for entry in listed)


Domains = Annotated[tuple[str, ...], BeforeValidator(_domains)]


class Source(Authored):
    """One export: its files (a pattern), its profile, its clock, and what its names prove.

    `proves` maps a name of the export (an activity, a form, a meeting topic; `*` stands for any text) to what it
    proves, one thing or a list. `columns` says which column holds a role the profile leaves open or names
    otherwise. `submissions` says which of several counts. `person`, `audience`, `group` and `survey` hold for all
    rows; `audiences` translates what a form's own words for them are. `email_domains` are one and the same domain. `at_least` is the shortest attendance that counts, `out_of` the whole
    that bare scores are parts of. `period` says which round of a survey this is (`before`, `spring`), and `asked` how
    many people were invited to it.
    """

    source: Prose
    id: Slug | None = None
    file: Prose
    profile: Slug
    zone: Zone | None = None
    date_order: DateOrder | None = None
    submissions: Policy | None = None
    group: Slug | None = None
    survey: Slug | None = None
    person: Slug | None = None
    audience: Slug | None = None
    audiences: dict[Prose, Slug] = Field(default_factory=dict)
    at_least: Minutes | None = None
    out_of: Whole | None = None
    period: Slug | None = None
    asked: Whole | None = None
    since: Day | None = None
    until: Day | None = None
    email_domains: Domains = ()
    columns: Annotated[dict[Slug, Texts], BeforeValidator(roles_checked)] = Field(default_factory=dict)
    proves: dict[Prose, Proofs] = Field(default_factory=dict)
