"""What every report says beside its figures: who it is for, what it stands on, where the ten steps are."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pdcycle.model.kinds import Step
from pdcycle.model.results import Accounting, Expectation, Match, Program, Unresolved
from pdcycle.progress.facts import Facts
from pdcycle.progress.matching import counted
from pdcycle.progress.measures import Measures
from pdcycle.progress.privacy import NOTHING, Audience, Shown
from pdcycle.progress.shares import Shares
from pdcycle.progress.strangers import strangers
from pdcycle.progress.ties import STEPS

VERSION = 1
"""Of the shape of all reports, as JSON says it."""


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report stands on.

    `unresolved` counts people nobody could tell, `beyond` evidence over what was asked in this program's
    activities, `unmatched` evidence that belongs to no program; `unbound` labels the events that have no date
    yet, which are reckoned by their window's end. `strangers` are the unresolved this audience may know.
    """

    as_of: date
    audience: Audience
    floor: int
    accounting: tuple[Accounting, ...]
    unresolved: int
    beyond: int
    unmatched: int
    unbound: tuple[str, ...]
    strangers: tuple[Unresolved, ...] = ()

    @property
    def read(self) -> int:
        """Rows read from all files."""
        return sum(item.read for item in self.accounting)

    @property
    def used(self) -> int:
        """Rows that became evidence."""
        return sum(item.used for item in self.accounting)

    @property
    def folded(self) -> int:
        """Rows that said once more what another row says."""
        return sum(item.folded for item in self.accounting)

    @property
    def aside(self) -> tuple[tuple[str, int], ...]:
        """Rows set aside by reason, over all files."""
        sums: dict[str, int] = {}
        for item in self.accounting:
            for reason, count in item.aside:
                sums[reason] = sums.get(reason, 0) + count
        return tuple(sorted(sums.items()))


@dataclass(frozen=True, slots=True)
class StepLine:
    """Where one of the ten steps stands.

    `state` is `done`, `partly`, `due`, `skipped`, `ahead`, `untracked` (it is lived, nothing is handed in),
    `none` (the program has no such activity) or `hidden`. The counts are expectations; None where hidden.
    """

    step: Step
    state: str
    figure: Shown
    due: int | None = 0
    skipped: int | None = 0
    ahead: int | None = 0


def basis(facts: Facts, audience: Audience, program: Program, person: str | None = None) -> Basis:
    """What a report of this program stands on; `person` is who reads, where it is one's own."""
    people = {stay.person for stay in program.stays}
    owner = {item.id: item.person for item in facts.ledger.evidence}
    unbound = {item.expectation.label for item in facts.matches_of(program.id) if item.expectation.unbound}
    return Basis(
        as_of=facts.as_of,
        audience=audience,
        floor=audience.floor(facts.privacy),
        accounting=facts.ledger.accounting,
        unresolved=len(facts.ledger.unresolved),
        beyond=sum(1 for item in facts.progress.beyond if owner.get(item) in people),
        unmatched=len(facts.progress.unmatched),
        unbound=tuple(sorted(unbound)) if audience.sees_people else (),
        strangers=strangers(facts.ledger, audience, person),
    )


def step_lines(measures: Measures, program: Program, found: Shares) -> tuple[StepLine, ...]:
    """The ten steps of a program over all its cycles, all schools together, as its shares have them."""
    rows = {row["step"]: row for row in measures.of("steps", program=program.id, cycle=None, school=None)}
    lived = {item.step for item in program.occurrences}
    lines = []
    for step in Step:
        row = rows.get(step.value)
        if row is None:
            lines.append(StepLine(step, "untracked" if step in lived else "none", NOTHING))
        else:
            counts = (int(row["done"]), int(row["due"]), int(row["skipped"]), int(row["ahead"]))
            lines.append(_line(step, counts, found.shown(STEPS, step=step.value)))
    return tuple(lines)


def own_step_lines(program: Program, matches: Iterable[Match], person: str) -> tuple[StepLine, ...]:
    """The ten steps of one person."""
    mine = [item for item in counted(matches) if item.expectation.person == person]
    lived = {item.step for item in program.occurrences if person in (*item.people, *item.owners)}
    lines = []
    for step in Step:
        here = [item.met.name for item in mine if item.expectation.step is step]
        if not here:
            lines.append(StepLine(step, "untracked" if step in lived else "none", NOTHING))
            continue
        done = here.count("ON_TIME") + here.count("LATE")
        counts = (done, here.count("DUE"), here.count("MISSED"), here.count("AHEAD"))
        lines.append(_line(step, counts, Shown(done, sum(counts))))
    return tuple(lines)


def _line(step: Step, counts: tuple[int, int, int, int], figure: Shown) -> StepLine:
    if figure.hidden:
        return StepLine(step, "hidden", figure, None, None, None)
    return StepLine(step, _state(*counts), figure, *counts[1:])


def _state(done: int, due: int, skipped: int, ahead: int) -> str:
    if due:
        return "due"
    if skipped:
        return "partly" if done else "skipped"
    return "done" if done or not ahead else "ahead"


def piece_title(facts: Facts, item: Expectation) -> str:
    """What is asked, as people say it: the activity's name with its number, course, audience and piece."""
    occurrence = facts.occurrences.get(item.occurrence)
    if occurrence is None:
        return title_of(item, item.activity, 1)
    several = item.label.endswith(f" {occurrence.n}")
    return title_of(item, occurrence.title, occurrence.n, numbered=several)


def title_of(item: Expectation, title: str, n: int, *, numbered: bool = True) -> str:
    """A piece's title from its occurrence's, which names course and audience, and its number."""
    parts = [title]
    if item.about and numbered:
        parts.append(str(n))
    if item.piece == "check":
        parts.append("(check)")
    elif "-" in item.piece and item.piece.rsplit("-", 1)[1].isdigit():
        parts.append(f"({item.piece.replace('-', ' ')})")
    return " ".join(parts)
