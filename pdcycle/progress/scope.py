"""What digests are made from: the facts and measures of a day for one audience, each column protected once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from pdcycle.model.results import Program
from pdcycle.progress.digest import Amount
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import EMPTY, Cell, Measures
from pdcycle.progress.participation import participation
from pdcycle.progress.privacy import NOTHING, Audience, Origin, Shown, shown_column
from pdcycle.progress.reports import Basis
from pdcycle.progress.shares import USUAL, Shares, shares
from pdcycle.progress.strangers import strangers
from pdcycle.progress.suppression import REST
from pdcycle.progress.unread import nothing_read


@dataclass(frozen=True, slots=True)
class Column:
    """A measure's figures by school and all together, hidden so that none follows from the others."""

    schools: Mapping[str, Shown]
    total: Shown

    def at(self, school: str | None) -> Shown:
        """One school's figure, or that of all; nothing where nothing is counted."""
        return self.total if school is None else self.schools.get(school, NOTHING)


@dataclass(frozen=True, slots=True)
class Scope:
    """The facts of a day and their measures, for one audience."""

    facts: Facts
    measures: Measures
    audience: Audience
    _shares: dict[str, Shares] = field(default_factory=dict)
    _columns: dict[tuple[Any, ...], Column] = field(default_factory=dict)

    @property
    def floor(self) -> int:
        """How many people have to stand behind a figure for this audience."""
        return self.audience.floor(self.facts.privacy)

    @property
    def unread(self) -> bool:
        """Whether no export was read, so that nothing is known of what was done."""
        return nothing_read(self.facts)

    @property
    def programs(self) -> tuple[Program, ...]:
        """The programs of several people, in order; a plan is one person's and in no digest but the coach's."""
        return tuple(one for one in self.facts.programs if one.kind != "plan")

    @property
    def apart(self) -> tuple[Program, ...]:
        """Programs whose people may be counted side by side in what is not the program's own, such as levels and hours.

        Who may not see people gets no two that share some: from both together the few in one alone would follow.
        """
        kept: list[Program] = []
        for one in sorted(self.programs, key=lambda one: -len(one.stays)):
            people = {stay.person for stay in one.stays}
            if not self.floor or not any(people & {stay.person for stay in other.stays} for other in kept):
                kept.append(one)
        return tuple(one for one in self.programs if one in kept)

    def schools_of(self, program: Program) -> tuple[str, ...]:
        """The schools of a program's people, and those with a part in it, in the calendar's order."""
        there = {self.facts.school_of(stay.person) for stay in program.stays} - {""}
        there |= {part.school for part in program.schools}
        order = {id_: place for place, id_ in enumerate(self.facts.schools)}
        return tuple(sorted(there, key=lambda id_: (order.get(id_, len(order)), id_)))

    def schools(self) -> tuple[str, ...]:
        """Every school with a part in any program, in the calendar's order."""
        found = {id_ for one in self.programs for id_ in self.schools_of(one)}
        return tuple(id_ for id_ in self.facts.schools if id_ in found)

    def shares(self, program: Program) -> Shares:
        """The program's usual shares, the same ones that every report of the day shows."""
        if program.id not in self._shares:
            self._shares[program.id] = shares(self.measures, program, self.floor)
        return self._shares[program.id]

    def share(self, program: Program, name: str, school: str | None) -> Shown:
        """A usual share of one school, or of all."""
        found = self.shares(program).shown(name, **({} if school is None else {"school": school}))
        measure, where = USUAL[name]
        return origin_of(found, measure, program=program.id, **where, school=school)

    def column(self, measure: str, **where: Any) -> Column:
        """A measure's rows with these values, by school; the row without a school is all together."""
        key = (measure, *sorted(where.items()))
        if key not in self._columns:
            rows = self.measures.of(measure, **where)
            cells = {str(row["school"]): _cell(row) for row in rows if row["school"] is not None}
            total = next((_cell(row) for row in rows if row["school"] is None), EMPTY)
            self._columns[key] = self.column_of(cells, total, measure, **where)
        return self._columns[key]

    def amount(
        self, count: int, measure: str, said: str = "", *, adds: bool = True, **where: Any
    ) -> int | Amount:
        """A count that can be asked where it comes from; for who may not see people a mere count."""
        if not self.audience.sees_people:
            return count
        return Amount(count, origin(measure, **where), said, adds)

    def column_of(self, cells: Mapping[str, Cell], total: Cell, measure: str, **where: Any) -> Column:
        """Such cells and their total with what they are of, all but the school."""
        made = self.protected(cells, total)
        schools = {id_: origin_of(one, measure, **where, school=id_) for id_, one in made.schools.items()}
        return Column(schools, origin_of(made.total, measure, **where, school=None))

    def taking_part(self, program: Program, unit: str, day: date) -> Column:
        """Who took part in the week or month that begins on a day."""
        found = participation(self.measures, program.id, self.floor).get((unit, day), {})
        where = {"program": program.id, "unit": unit, "first_day": day}
        made = {id_: origin_of(figure, "participation", **where, school=id_) for id_, figure in found.items()}
        schools = {id_: figure for id_, figure in made.items() if id_ is not None and id_ != REST}
        return Column(schools, made.get(None, NOTHING))

    def protected(self, cells: Mapping[str, Cell], total: Cell) -> Column:
        """Cells by school and their total as this audience gets them."""
        return Column(*shown_column(cells, total, self.floor))

    def basis(self, programs: Iterable[Program]) -> Basis:
        """What a digest of these programs stands on."""
        several = tuple(programs)
        ids = {one.id for one in several}
        people = {stay.person for one in several for stay in one.stays}
        owner = {item.id: item.person for item in self.facts.ledger.evidence}
        unbound = {
            item.expectation.label
            for item in self.facts.progress.matches
            if item.expectation.unbound and item.expectation.program in ids
        }
        return Basis(
            as_of=self.facts.as_of,
            audience=self.audience,
            floor=self.floor,
            accounting=self.facts.ledger.accounting,
            unresolved=len(self.facts.ledger.unresolved),
            beyond=sum(1 for item in self.facts.progress.beyond if owner.get(item) in people),
            unmatched=len(self.facts.progress.unmatched),
            unbound=tuple(sorted(unbound)) if self.audience.sees_people else (),
            strangers=strangers(self.facts.ledger, self.audience),
        )


def origin(measure: str, **where: Any) -> Origin:
    """What a figure is of; `program` is "" where it is no program's own."""
    return Origin(measure, tuple({"program": "", **where}.items()))


def origin_of(figure: Shown, measure: str, **where: Any) -> Shown:
    """The figure with what it is of, so that it can be asked where it comes from."""
    return replace(figure, origin=origin(measure, **where))


def _cell(row: Mapping[str, Any]) -> Cell:
    people = row.get("people")
    return Cell(int(row["numerator"]), int(row["denominator"]), None if people is None else int(people))
