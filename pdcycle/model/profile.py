"""profiles/*.yaml: how one system's export is read, as data."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from pdcycle.model.authored import Authored
from pdcycle.model.fields import FieldError, Flag, Prose, Slug, Texts, Whole
from pdcycle.model.near import did_you_mean
from pdcycle.model.phrases import EVIDENCE_WORDS
from pdcycle.model.settings import Zone

PERSON_ROLES = ("staff_id", "email", "name", "first", "last")
ROLES = (
    *PERSON_ROLES, "when", "time", "until", "due", "minutes", "status", "value", "subject", "component", "audience", "about",
    "title", "note", "actor", "actor_email", "cases",
)  # fmt: skip
"""What a column can be: `until` ends what `when` (with `time`) begins; `due` is when it was asked for by; `about` is the person a survey is about;
`actor` logged or observed; `cases` is how many a measured share is of; `note` is read for the coach alone and
never enters the ledger."""

PROFILE_EVIDENCE = (*EVIDENCE_WORDS, "measurement")
"""What an export can hold: what people are asked to show, and measurements of goals."""

NEVER_READ = (
    "ip address", "ipaddress", "ip", "locationlatitude", "locationlongitude", "latitude", "longitude", "ssn",
    "social security*", "phone*", "mobile*", "cell phone*", "sms", "telephone*", "home address*", "street*", "password",
    "date of birth", "birth date", "dob",
)  # fmt: skip
"""Columns that no profile reads, whatever it says."""

NOT_PEOPLE = (
    "points possible", "manual posting", "class average", "average", "overall average", "group average", "total",
    "totals", "grand total", "sum", "date", "points", "student, test", "test student", "test user",
)  # fmt: skip
"""What stands in the name column of rows that are about nobody."""


def roles_checked(value: Any) -> Any:
    """Refuse a key that is no role of a column, with the near one."""
    if isinstance(value, dict):
        for key in value:
            if key not in ROLES:
                raise FieldError(f"`{key}` is nothing a column can be", did_you_mean(str(key), ROLES))
    return value


def order_checked(value: Any) -> Any:
    """Refuse an order of day and month other than mdy and dmy."""
    if isinstance(value, str) and value.strip() not in ("mdy", "dmy"):
        raise FieldError(
            f"'{value}' is no order of day and month", "write `mdy` for 9/30/2026, or `dmy` for 30/9/2026"
        )
    return value


def evidence_checked(value: Any) -> Any:
    """Refuse a word that is no kind of evidence."""
    if isinstance(value, str) and value.strip() not in PROFILE_EVIDENCE:
        raise FieldError(f"'{value}' is nothing that can be shown", did_you_mean(value, PROFILE_EVIDENCE))
    return value


def policy_checked(value: Any) -> Any:
    """Refuse a word that does not say which of several submissions counts."""
    if isinstance(value, str) and value.strip() not in ("first", "latest", "best", "all"):
        raise FieldError(
            f"'{value}' does not say which submission counts", "write first, latest, best or all"
        )
    return value


EvidenceWord = Annotated[Slug, BeforeValidator(evidence_checked)]
DateOrder = Annotated[Slug, BeforeValidator(order_checked)]
Policy = Annotated[Slug, BeforeValidator(policy_checked)]
RoleColumns = Annotated[dict[Slug, Texts], BeforeValidator(roles_checked)]


class Header(Authored):
    """How the header is known: each entry of `needs` is a column that must be there, under one of its names.

    None of `without` may be there. `rows` are its lines; `merged` where the second line names the parts of
    the first's questions; `section` is a line such as `2. Participants` that must come before it.
    """

    needs: tuple[Texts, ...] = Field(min_length=1)
    without: Texts = ()
    rows: Whole = 1
    merged: Flag = False
    section: Prose | None = None


class State(Authored):
    """What a word of the status column says; `nothing` is the reason why it proves nothing.

    `ended` says of such a state that nothing more is to come, so that it is never late.
    """

    passed: Flag | None = None
    overridden: Flag = False
    nothing: Prose | None = None
    ended: Flag = False


class Activities(Authored):
    """Columns of a wide table that each stand for one activity.

    `name` is the pattern of their header, whose `*` is the activity's name. `date` says where its date is:
    `next` (the column to the right, whose header is blank or a date), `self` (the cell is the date, blank is
    not done), `row` (the row's or the file's own), or a pattern of the date's header in which `*` is the name.
    `holds` says what the cell is: a `state`, a `score`, or the `level` of the component the header names.
    """

    name: Prose = "*"
    date: Prose = "row"
    holds: Literal["state", "score", "level"] = "state"
    without: Texts = ()


class Skip(Authored):
    """Rows that prove nothing: those whose `column` `is` one of these texts (or `is_not`), and the reason to tell."""

    column: Texts
    is_: Annotated[Texts, Field(alias="is")] = ()
    is_not: Texts = ()
    reason: Prose

    @model_validator(mode="after")
    def _one(self) -> Skip:
        if bool(self.is_) == bool(self.is_not):
            raise FieldError(
                "a `skip` says what the column is, or what it is not", 'write for example `is: ["yes"]`'
            )
        return self


class Dates(Authored):
    """The system's clock: `order` of day and month where it is always the same, its `zone`, extra `formats`.

    `formats` are patterns such as `%d.%m.%Y %H:%M`; with `file`, a file without dates takes the date in its name.
    """

    order: DateOrder | None = None
    zone: Zone | None = None
    formats: Texts = ()
    file: Flag = False


class Profile(Authored):
    """One system's export.

    `layout` is `rows` (one row, one piece of evidence), `activities` (one row a person, columns are activities),
    `sessions` (one row a joining, merged to one attendance a person and meeting) or `aggregates` (one row about a
    goal or a group and never about a person). `columns` and `preamble` name
    where each role is found, the first name that is there winning; `states` and `values` translate
    what cells say; `*` stands for any text in all of them. `out_of` is the whole that bare scores are parts of.
    """

    profile: Prose
    id: Slug | None = None
    version: Whole = 1
    about: Prose | None = None
    evidence: EvidenceWord
    layout: Literal["rows", "activities", "sessions", "aggregates"] = "rows"
    header: Header
    columns: RoleColumns
    preamble: RoleColumns = Field(default_factory=dict)
    activities: tuple[Activities, ...] = ()
    states: dict[Prose, State] = Field(default_factory=dict)
    values: dict[Prose, Prose] = Field(default_factory=dict)
    skip: tuple[Skip, ...] = ()
    not_people: Texts = NOT_PEOPLE
    ignore: Texts = ()
    drop: Texts = ()
    dates: Dates = Dates()
    minutes_in: Literal["minutes", "hours", "seconds"] = "minutes"
    out_of: Whole | None = None
    submissions: Policy | None = None

    @model_validator(mode="after")
    def _layout(self) -> Profile:
        if self.layout == "activities" and not self.activities:
            raise FieldError("a wide table has activities", "add `activities: [{name: '*', date: next}]`")
        if (self.evidence == "measurement") != (self.layout == "aggregates" and self.evidence != "minutes"):
            raise FieldError(
                "measurements are aggregates, and only they and minutes are",
                "write `layout: aggregates` with `evidence: measurement` or `evidence: minutes`",
            )
        return self
