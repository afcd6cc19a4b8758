"""What exports tell: evidence, and the accounting of every row."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that happened, read from an export.

    `kind` is one of the evidence words (completion, check, attendance, log, observation, video, result,
    reflection, artifact, minutes), or `measurement`; minutes and measurements have no `person`; `subject` the catalog item, survey, activity or group it is about;
    `value` what was seen, as text; `minutes` a dose where one is told; `passed` is None where nothing was seen.
    `id` is a hash of the row's content, the same on every reading.
    """

    id: str
    person: str
    kind: str
    subject: str
    when: datetime
    source: str
    file: str
    row: int
    value: str | None = None
    component: str | None = None
    audience: str | None = None
    minutes: int | None = None
    passed: bool | None = None
    overridden: bool = False
    title: str | None = None
    """A product's title or link, never a note."""
    actor: str | None = None
    """Who logged or observed, where the export says so."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that became no evidence: where it stands and why; never its content."""

    file: str
    row: int
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Mend:
    """What one person's cell of people.csv says once it is mended, as CSV writes it; `line` is the person's."""

    person: str
    line: int
    column: str
    cell: str


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A person of an export whom nobody in people.csv matches for sure, with the nearest ids.

    `shown` is the name or e-mail address as the file has it: for a coach and the person, never for a diagnostic.
    `rows` counts the rows, `places` names the first few; `mends` has one cell a candidate, where it can be written.
    """

    file: str
    row: int
    shown: str
    candidates: tuple[str, ...] = ()
    rows: int = 1
    places: tuple[tuple[str, int], ...] = ()
    mends: tuple[Mend, ...] = ()


@dataclass(frozen=True, slots=True)
class Accounting:
    """One file's rows: `read` = `used` + `folded` + the sum of `aside`, always."""

    file: str
    source: str
    profile: str
    encoding: str
    read: int
    used: int
    folded: int
    aside: tuple[tuple[str, int], ...] = ()

    def balances(self) -> bool:
        """Whether every row is accounted for."""
        return self.read == self.used + self.folded + sum(count for _, count in self.aside)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All evidence, sorted by person, time and id, with the accounting of every row read."""

    evidence: tuple[Evidence, ...]
    accounting: tuple[Accounting, ...]
    set_aside: tuple[SetAside, ...] = ()
    unresolved: tuple[Unresolved, ...] = ()


@dataclass(frozen=True, slots=True)
class SurveyAnswers:
    """Counted answers to one survey item: option to count; never who answered.

    `period` is the round the source says these are of, `day` the last answer's, `asked` how many were invited.
    """

    survey: str
    item: str
    audience: str
    counts: tuple[tuple[str, int], ...]
    respondents: int
    about: str = ""
    period: str = ""
    texts: tuple[str, ...] = field(default=())
    day: date | None = None
    asked: int | None = None
