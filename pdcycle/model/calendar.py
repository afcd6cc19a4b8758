"""calendar.yaml: the school year as a district writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, InstanceOf, WithJsonSchema, model_validator

from pdcycle.language.time import EveryOrdinal, EveryWeekday, TimeError, parse_every
from pdcycle.model.authored import Authored
from pdcycle.model.fields import (
    ClockTime,
    Day,
    Days,
    FieldError,
    Flag,
    Minutes,
    Prose,
    Share,
    Slug,
    SlugList,
    Texts,
    TimeRange,
    Whole,
)
from pdcycle.model.moments import parse_days
from pdcycle.model.times import SpanText, WhenText


class DayStatus(StrEnum):
    """What kind of day it is; `closed` and `staff` send students home, `staff` keeps staff on duty."""

    REGULAR = "regular"
    CLOSED = "closed"
    STAFF = "staff"
    EARLY_RELEASE = "early-release"
    LATE_START = "late-start"
    HALF_DAY = "half-day"
    REMOTE = "remote"
    CONFERENCES = "conferences"
    TESTING = "testing"


@dataclass(frozen=True, slots=True)
class DayRule:
    """The days a line is about: a written range, both ends in, or weekdays."""

    days: tuple[date, date] | None = None
    rule: EveryWeekday | EveryOrdinal | None = None


def _day_rule(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if re.match(r"\s*\d", value):
        return DayRule(days=parse_days(value.strip()))
    try:
        rule = parse_every(value)
    except TimeError as problem:
        raise FieldError(
            problem.message,
            problem.help
            if "did you mean" in (problem.help or "")
            else "write a date, `2026-12-23 .. 2027-01-01`, or `wednesdays`",
            offset=problem.offset,
            length=problem.length,
        ) from None
    if not isinstance(rule, EveryWeekday | EveryOrdinal):
        raise FieldError(
            f"`{value}` names no days", "write a date, `2026-12-23 .. 2027-01-01`, or `wednesdays`"
        )
    if isinstance(rule, EveryWeekday) and rule.other and rule.since is None:
        raise FieldError(
            f"`{value}` does not say from when", f"write the first one: `{value.strip()} from 2026-09-02`"
        )
    return DayRule(rule=rule)


DayRuleText = Annotated[InstanceOf[DayRule], BeforeValidator(_day_rule), WithJsonSchema({"type": "string"})]


class Level(Authored):
    """When staff of a level are on duty and students are there, on a regular day; `grades` it teaches."""

    duty: TimeRange = Field(examples=["08:00 .. 15:45"])
    students: TimeRange = Field(examples=["08:30 .. 15:10"])
    grades: Texts = ()

    @model_validator(mode="after")
    def _inside(self) -> Level:
        if self.students[0] < self.duty[0] or self.students[1] > self.duty[1]:
            raise FieldError(
                "students are there when no staff are on duty", "widen `duty`, or shorten `students`"
            )
        return self


class School(Authored):
    """A school; a K-8 has two levels. Its bells are those named after it or its level unless it says otherwise."""

    name: Prose = Field(examples=["Lincoln Elementary"])
    level: SlugList = Field(default=(), examples=["elementary"])
    levels: SlugList = ()
    bells: Slug | None = None
    rotation: Slug | None = None
    principal: Slug | None = None

    @model_validator(mode="after")
    def _one_key(self) -> School:
        if bool(self.level) == bool(self.levels):
            raise FieldError(
                "a school has one level or several",
                "write `level: elementary`, or `levels: [elementary, middle]`",
            )
        return self

    @property
    def all_levels(self) -> tuple[str, ...]:
        """Its levels, however they were written."""
        return self.levels or self.level


class DayLine(Authored):
    """One line of `days:`; later lines win.

    `start` and `dismissal` are the students'; `half` says which half of a half-day students attend.
    Without `level`, `school` and `grades` it holds for everyone.
    """

    when: DayRuleText = Field(examples=["2026-09-07 mon"])
    status: DayStatus = Field(examples=["closed"])
    name: Prose | None = None
    start: ClockTime | None = None
    dismissal: ClockTime | None = None
    half: Literal["morning", "afternoon"] | None = None
    unplanned: Flag = False
    level: SlugList = ()
    school: SlugList = ()
    grades: Texts = ()
    who: Literal["everyone", "students", "staff"] = "everyone"

    @model_validator(mode="after")
    def _sense(self) -> DayLine:
        if self.unplanned and self.status is not DayStatus.CLOSED:
            raise FieldError(
                "only a closed day is unplanned", "leave `unplanned` out, or write `status: closed`"
            )
        if self.unplanned and self.when.days is None:
            raise FieldError("an unplanned closure happened on a date", "write the date under `when:`")
        if self.status in (DayStatus.CLOSED, DayStatus.STAFF) and (self.start or self.dismissal or self.half):
            raise FieldError(
                "students do not come on such a day", "leave `start`, `dismissal` and `half` out"
            )
        if self.half and self.status is not DayStatus.HALF_DAY:
            raise FieldError("`half` belongs to a half-day", "write `status: half-day`")
        return self


class Rotation(Authored):
    """Day letters in turn: `starts` on the first student day unless said, `fixed` sets single days' letters."""

    letters: Texts = Field(min_length=2, examples=["[A, B]"])
    starts: Day | None = None
    after_closure: Literal["resume", "fixed-dates"] = "resume"
    fixed: dict[Day, Prose] = Field(default_factory=dict)


class MakeUp(Authored):
    """How unplanned closures are made up: `built_in` are free, then the named dates, then `then`."""

    built_in: Whole = 0
    dates: tuple[Day, ...] = ()
    then: Literal["extend", "waive"] = "extend"


class Blackout(Authored):
    """Days without certain kinds of activity or of time; without `of`, without any event."""

    when: Days = Field(examples=["2027-03-15 .. 2027-03-19"])
    of: SlugList = ()
    level: SlugList = ()
    school: SlugList = ()
    name: Prose = Field(examples=["State tests"])

    @property
    def holds_for_all(self) -> bool:
        """Whether it names neither a level nor a school."""
        return not self.level and not self.school


class AfterSchool(Authored):
    """How many minutes a person may be kept after school in each `per`, and between which times."""

    minutes: Whole | None = None
    per: Literal["week", "month", "term", "year"] = "month"
    time: TimeRange | None = None


@dataclass(frozen=True, slots=True)
class Rate:
    """A number of things in each day, week, month, term or year."""

    count: int
    per: str


def _rate(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"(\d+) +(?:a|an|per|each|every) +(day|week|month|term|year)", value.strip())
    if not found:
        raise FieldError(f"'{value}' is not so many in a while", "write for example `4 a month`")
    return Rate(int(found[1]), found[2])


RateText = Annotated[InstanceOf[Rate], BeforeValidator(_rate), WithJsonSchema({"type": "string"})]


class Contract(Authored):
    """What the contract allows: notice before a change, meetings, time after school.

    `coaching` is the share of a week's duty in which a coach may lead, `visits` how many events a coach may lead.
    """

    notice: SpanText | None = None
    meetings: RateText | None = None
    meeting_length: Minutes | None = None
    after_school: AfterSchool | None = None
    coaching: Share | None = Field(default=None, examples=["60%"])
    visits: RateText | None = Field(default=None, examples=["4 a day"])

    @property
    def limits(self) -> bool:
        """Whether something is counted over days or weeks: meetings, minutes after school, a coach's minutes or visits."""
        return bool(self.meetings or self.after_school or self.coaching or self.visits)


PeriodMap = dict[str, TimeRange]


class Calendar(Authored):
    """The whole of calendar.yaml.

    `year` is the students' first and last day as planned, `staff_year` the staff's; `terms` may end
    at `year.end` and may differ by level; `bells` hold periods by schedule and status.
    """

    calendar: Prose
    id: Slug | None = None
    year: Days = Field(examples=["2026-08-31 .. 2027-06-15"])
    staff_year: Days | None = None
    declared_days: Whole | None = None
    levels: dict[Slug, Level] = Field(min_length=1)
    schools: dict[Slug, School] = Field(min_length=1)
    terms: dict[Slug, WhenText | dict[Slug, WhenText]] = Field(default_factory=dict)
    days: tuple[DayLine, ...] = ()
    bells: dict[Slug, dict[DayStatus, PeriodMap]] = Field(default_factory=dict)
    rotations: dict[Slug, Rotation] = Field(default_factory=dict)
    make_up: MakeUp = MakeUp()
    blackouts: tuple[Blackout, ...] = ()
    contract: Contract = Contract()

    @property
    def on_duty(self) -> tuple[date, date]:
        """The staff's first and last day as planned."""
        return self.staff_year or self.year

    def bells_of(self, school: str) -> dict[DayStatus, PeriodMap]:
        """The school's bell schedules by kind of day; empty where none are written."""
        entry = self.schools[school]
        for name in (entry.bells, school, *entry.all_levels):
            if name is not None and name in self.bells:
                return self.bells[name]
        return {}


def minutes_of(moment: time) -> int:
    """A time of day as minutes since midnight."""
    return moment.hour * 60 + moment.minute
