"""How a program's shares hang together, as anybody knows who reads what each measure says of itself.

What was due is made of courses, checks, artifacts, survey results and break-outs; what is counted stands in some step.
A tie that the true counts don't bear out is dropped where it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdcycle.model.results import Program
from pdcycle.progress.measures import Cell, Measures
from pdcycle.progress.suppression import Place, Table, Tie, at

DUE = "completion"
STEPS = "steps"
WANTS: Mapping[str, tuple[str, ...]] = {
    "courses": ("completion",),
    "checks": ("check",),
    "artifacts": ("artifact", "video"),
    "response": ("result",),
}
"""What each share counts, as the measures' column `wants` says it."""

Spot = tuple[str, Place]
"""A table's name and a place in it."""


def tie(
    larger: Iterable[Spot], smaller: Iterable[Spot], plus: Cell, measures: Mapping[str, str]
) -> Iterator[Tie]:
    """What is done, what is not, and both: of the larger places no less than of the smaller ones and `plus`."""
    sides = [*((spot, 1) for spot in larger), *((spot, -1) for spot in smaller)]
    done = tuple((name, place, measures[name], sign) for (name, place), sign in sides)
    asked = tuple((name, place, "of", sign) for (name, place), sign in sides)
    rest = (*asked, *((name, place, count, -sign) for name, place, count, sign in done))
    yield Tie(done, -plus.numerator)
    yield Tie(rest, plus.numerator - plus.denominator)


def same(
    larger: Iterable[Spot], smaller: Iterable[Spot], plus: Cell, measures: Mapping[str, str]
) -> Iterator[Tie]:
    """The two sides are the same, count by count."""
    for one in tie(tuple(larger), tuple(smaller), plus, measures):
        yield Tie(one.terms, one.plus, exact=True)


@dataclass(frozen=True, slots=True)
class Known:
    """One program's tables by name, with the measure that stands for each, and what its measures tell beside them."""

    program: Program
    measures: Measures
    tables: Mapping[str, Table]
    counts: Mapping[str, str]

    def ties(self) -> Iterator[Tie]:
        """Everything that is known of places of several tables."""
        yield from self._due()
        yield from self._steps()
        yield from self._plans()

    def _of(self, spots: Iterable[Spot]) -> int:
        return sum(self.tables[name].tallies[place].of for name, place in spots)

    def _there(self, spots: Iterable[Spot]) -> list[Spot]:
        return [
            (name, place)
            for name, place in spots
            if name in self.tables and place in self.tables[name].tallies
        ]

    def _due(self) -> Iterator[Tie]:
        """What was due by kind; what is still ahead stands in the kinds and is not yet due."""
        name = next((one for one in self.counts if self.counts[one] == DUE), None)
        if name is None:
            return
        asked = {row["wants"]: int(row["denominator"]) for row in self._rows("completion") if row["wants"]}
        whole = set(asked) <= {one for wants in WANTS.values() for one in wants} | {"attendance"}
        begun = [kind for kind in WANTS if self._asked(asked, kind)]
        past = [kind for kind in begun if self._of(self._there([(kind, ())])) == self._asked(asked, kind)]
        months = sorted(
            place[0][1] for place in self.tables[name].tallies if place and place[0][0] == "month"
        )
        held = self._break_outs(()) if "attendance" in asked else Cell(0, 0)
        asked_of_all = self._of(self._there((kind, ()) for kind in begun)) + (held.denominator if held else 0)
        everything = whole and self._of(self._there([(name, ())])) == asked_of_all
        for place in self.tables[name].tallies:
            kinds = self._there((kind, place) for kind in begun)
            # A month is over where a later one has begun, or nothing of it is ahead.
            over = bool(place) and place[0][0] == "month"
            here = [(name, place)]
            over = over and (place[0][1] != months[-1] or self._of(kinds) == self._of(here))
            known = self._break_outs(place) if "attendance" in asked else Cell(0, 0)
            told = known is not None and self._of(kinds) + known.denominator == self._of(here)
            if whole and known is not None and told and (over or everything):
                yield from same(here, kinds, known, self.counts)
                continue
            gone = [spot for spot in kinds if over or spot[0] in past]
            if gone:
                yield from tie(here, gone, known or Cell(0, 0), self.counts)
            if whole and "attendance" not in asked:
                yield from tie(kinds, here, Cell(0, 0), self.counts)

    def _rows(self, measure: str) -> Sequence[Mapping[str, Any]]:
        return [
            row for row in self.measures.of(measure, program=self.program.id) if row.get("school") is None
        ]

    @staticmethod
    def _asked(asked: Mapping[object, int], kind: str) -> int:
        return sum(asked.get(one, 0) for one in WANTS[kind])

    def _break_outs(self, place: Place) -> Cell | None:
        """Break-outs held are shown to everybody; None where they are not known for a place."""
        if place and place[0][0] != "school":
            return None if place[0][0] == "month" else Cell(0, 0)
        school = place[0][1] if place else None
        found = self.measures.cell("break_outs", program=self.program.id, school=school)
        return Cell(found.numerator, found.denominator)

    def _steps(self) -> Iterator[Tie]:
        """All steps together hold what was due, and each the kinds that stand in it and in no other."""
        if STEPS not in self.tables:
            return
        steps = [(STEPS, place) for place in self.tables[STEPS].tallies]
        for name, measure in self.counts.items():
            if measure == DUE and (name, ()) in self._there([(name, ())]):
                exact = self._of(steps) == self._of([(name, ())])
                yield from (same if exact else tie)(steps, [(name, ())], Cell(0, 0), self.counts)
        wants = self._wants()
        left = set(wants)
        while left:
            some = {left.pop()}
            while more := {one for one in left if any(wants[one] & wants[other] for other in some)}:
                some |= more
                left -= more
            asked = {want for one in some for want in wants[one]}
            kinds = self._there(
                (kind, ()) for kind in WANTS if kind != "response" and asked & set(WANTS[kind])
            )
            here = self._there((STEPS, at(step=one)) for one in sorted(some))
            if kinds and here:
                exact = self._of(here) == self._of(kinds)
                yield from (same if exact else tie)(here, kinds, Cell(0, 0), self.counts)

    def _wants(self) -> dict[str, set[str]]:
        """What is asked in each step."""
        found: dict[str, set[str]] = {}
        for item in self.program.occurrences:
            here = found.setdefault(item.step.value, set())
            here |= {one.kinds[0] for one in item.expects} | ({"check"} if item.check else set())
        return found

    def _plans(self) -> Iterator[Tie]:
        """Plans handed in are artifacts of the step they stand in."""
        if "drafted" not in self.tables:
            return
        step = self._there([(STEPS, at(step="plan"))])
        if step and self._of(step) == self._of(self._there([("drafted", ())])):
            yield from same(step, [("drafted", ())], Cell(0, 0), self.counts)
        elif step:
            yield from tie(step, [("drafted", ())], Cell(0, 0), self.counts)
        alone = self._wants_artifacts_of_plans_only()
        for place in self.tables["drafted"].tallies:
            there = self._there([("artifacts", place)])
            if there and self._of(there) >= self.tables["drafted"].tallies[place].of:
                exact = alone and self._of(there) == self.tables["drafted"].tallies[place].of
                yield from (same if exact else tie)(there, [("drafted", place)], Cell(0, 0), self.counts)

    def _wants_artifacts_of_plans_only(self) -> bool:
        made = {"artifact", "video"}
        return {step for step, wants in self._wants().items() if wants & made} <= {"plan"}
