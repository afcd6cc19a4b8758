"""pdcycle.yaml: the district, its clock and its thresholds."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field, field_validator

from pdcycle.model.authored import Authored
from pdcycle.model.fields import Amount, Day, FieldError, Minutes, Prose, Share, Slug, SlugList, Whole

LANGUAGE = 1


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
        raise FieldError(
            f"'{value}' is not a time zone", help="use a name such as America/New_York or America/Chicago"
        ) from problem
    return value


Zone = Annotated[Prose, AfterValidator(_zone)]


class Privacy(Authored):
    """Below how many people a figure is hidden; `public` is for what the public sees."""

    floor: Whole = 5
    public: Whole = 10


class Costs(Authored):
    """What a substitute's day costs, as said by the district."""

    currency: Prose = "USD"
    substitute_day: Amount = Decimal(0)
    source: Prose | None = None


class Travel(Authored):
    """Minutes between buildings: one `default`, and pairs such as `lincoln to river-high`."""

    default: Minutes = 15
    between: dict[str, Minutes] = Field(default_factory=dict)

    def minutes(self, here: str, there: str) -> int:
        """Minutes from one school to another, either way round."""
        if here == there:
            return 0
        for pair in (f"{here} to {there}", f"{there} to {here}"):
            if pair in self.between:
                return self.between[pair]
        return self.default


class Weights(Authored):
    """How much the schedule minds each thing, in points a piece."""

    late_day: Whole = 1
    second_choice: Whole = 4
    substitute: Whole = 20
    trip: Whole = 5
    moved: Whole = 50
    uneven: Whole = 1


def _share(value: Fraction) -> Fraction:
    if not value:
        raise FieldError(
            "a share of 0% leaves no time", help="write a part of the week such as `60%`", code="PD217"
        )
    return value


def _none_or_more(value: Any) -> Any:
    return 0 if isinstance(value, str) and re.fullmatch(r"0 ?(min(utes?)?)?", value.strip()) else value


class Leading(Authored):
    """What `capacity` takes for granted; no schedule depends on it.

    `share` is the part of the time on duty that may go into leading, `log` what it takes to write up a talk or a visit.
    """

    share: Annotated[Share, AfterValidator(_share)] = Field(default=Fraction(60, 100), examples=["60%"])
    log: Annotated[Minutes, BeforeValidator(_none_or_more)] = Field(default=10, examples=["10 min"])


class Settings(Authored):
    """The whole of pdcycle.yaml.

    `programs` lists them in order of precedence; `substitutes` is the supply a day by school.
    """

    district: Prose
    language: Whole
    time_zone: Zone
    school_year: Prose
    as_of: Day | None = None
    programs: SlugList = ()
    privacy: Privacy = Privacy()
    costs: Costs = Costs()
    substitutes: dict[Slug, Whole] = Field(default_factory=dict)
    travel: Travel = Travel()
    rooms: dict[Slug, SlugList] = Field(default_factory=dict)
    weights: Weights = Weights()
    capacity: Leading = Leading()

    @field_validator("language")
    @classmethod
    def _language(cls, value: int) -> int:
        if value != LANGUAGE:
            raise FieldError(
                f"language {value} is not one this pdcycle reads",
                help=f"write `language: {LANGUAGE}`, or install a newer pdcycle",
            )
        return value

    @field_validator("school_year")
    @classmethod
    def _year(cls, value: str) -> str:
        found = re.fullmatch(r"(\d{4})-(\d{2})", value)
        if not found or (int(found[1]) + 1) % 100 != int(found[2]):
            raise FieldError(f"'{value}' is not a school year", help="write it as 2026-27")
        return value

    @property
    def zone(self) -> ZoneInfo:
        """The district's time zone."""
        return ZoneInfo(self.time_zone)

    @property
    def year_starts(self) -> date:
        """1 July of the school year, when a district's books turn over."""
        return date(int(self.school_year[:4]), 7, 1)
