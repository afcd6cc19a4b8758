"""Favourable shares of every survey by school, protected as one whole.

The same answers stand in each round, in what changed between two, question by question, and in an initiative's sum.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pdcycle.model.results import Program
from pdcycle.progress.facts import Facts
from pdcycle.progress.measures import Cell, Measures
from pdcycle.progress.privacy import NUMERATOR, Columns, Shown, columns_shown
from pdcycle.progress.suppression import Place, Tie, at
from pdcycle.progress.surveying import favourable

Round = tuple[str, str, str]
"""A survey, who answered, and the period."""

_MARK = "\x1f"
"""Between the words of a column's name; no period or id has it."""

_SIDES = {
    "before": ("numerator_before", "denominator_before", "period_before"),
    "after": ("numerator", "denominator", "period"),
}


class SurveyShares:
    """Every column by its name, each its parts and all together as an audience gets them."""

    def __init__(self, columns: Mapping[str, tuple[dict[str, Shown], Shown]]) -> None:
        self._columns = columns

    def round(self, key: Round) -> tuple[dict[str, Shown], Shown]:
        """One round of answers by school."""
        return self._columns[_name("round", *key)]

    def side(self, side: str, survey: str, audience: str) -> tuple[dict[str, Shown], Shown]:
        """What was answered `before` or `after` to the questions of both rounds, by school."""
        return self._columns[_name(side, survey, audience)]

    def program(self, program: str) -> tuple[dict[str, Shown], Shown]:
        """All answers to a program's surveys by school; those without any are left out."""
        return self._columns[_name("program", program)]

    def asked(self, program: str) -> list[Round]:
        """The rounds there are answers of about a program's people."""
        start = ("items", program)
        names = (tuple(name.split(_MARK)) for name in self._columns)
        return [(one[2], one[3], one[4]) for one in names if one[:2] == start]

    def items(self, program: str, key: Round) -> dict[str, Shown]:
        """One round's answers about a program's people, by question."""
        return self._columns[_name("items", program, *key)][0]


def survey_shares(facts: Facts, measures: Measures, floor: int) -> SurveyShares:
    """The shares of all surveys, for who needs so many people behind a figure."""
    kept = ("surveys", int(floor), getattr(floor, "below", 0))
    if kept not in measures.kept:
        columns: Columns = {}
        ties: list[Tie] = []
        for key in sorted({(row["survey"], row["audience"], row["period"]) for row in measures.of("survey")}):
            rows = measures.of("survey", survey=key[0], audience=key[1], period=key[2])
            columns[_name("round", *key)] = _column(rows, _SIDES["after"], about(facts, *key))
        _changes(facts, measures, columns, ties)
        for program in facts.programs:
            _summed(program, measures, columns, ties)
            _items(facts, program, columns, ties)
        measures.kept[kept] = SurveyShares(columns_shown(columns, floor, ties))
    made: SurveyShares = measures.kept[kept]
    return made


def about(facts: Facts, survey: str, audience: str, period: str | None = None) -> dict[str, int]:
    """How many people were answered about, by school; nothing of surveys about a school or nobody."""
    found: dict[str, set[str]] = defaultdict(set)
    for one in facts.answers:
        mine = (one.survey, one.audience) == (survey, audience) and period in (None, one.period)
        if mine and one.about in facts.people:
            found[facts.school_of(one.about)].add(one.about)
    return {school: len(people) for school, people in found.items()}


def _name(*words: str) -> str:
    return _MARK.join(words)


def _column(
    rows: Iterable[Mapping[str, Any]], names: tuple[str, str, str], people: Mapping[str, int]
) -> tuple[dict[str, Cell], Cell]:
    """A figure stands on as many people as answered, or as were answered about where these are fewer."""
    cells = {}
    for row in rows:
        behind = int(row["people"] or 0)
        known = people.get(str(row["school"]), behind)
        cells[str(row["school"])] = Cell(int(row[names[0]]), int(row[names[1]]), min(behind, known))
    return cells, _all(cells.values())


def _all(cells: Iterable[Cell]) -> Cell:
    several = list(cells)
    return Cell(
        sum(one.numerator for one in several),
        sum(one.denominator for one in several),
        sum(one.people or 0 for one in several),
    )


def _changes(facts: Facts, measures: Measures, columns: Columns, ties: list[Tie]) -> None:
    """What was asked in both rounds is no more than what was asked in each."""
    for survey, audience in sorted(
        {(row["survey"], row["audience"]) for row in measures.of("survey_change") if row["audience"]}
    ):
        rows = [
            row for row in measures.of("survey_change", survey=survey, audience=audience) if row["school"]
        ]
        for side, names in _SIDES.items():
            name = _name(side, survey, audience)
            columns[name] = _column(rows, names, about(facts, survey, audience))
            for period in {row[names[2]] for row in rows}:
                ties += _within(columns, [_name("round", survey, audience, period)], name)


def _summed(program: Program, measures: Measures, columns: Columns, ties: list[Tie]) -> None:
    """An initiative's schools have the sum of all rounds of its surveys."""
    surveys = {item.survey for item in program.occurrences if item.survey}
    rounds = [
        _name("round", *key)
        for key in sorted({(row["survey"], row["audience"], row["period"]) for row in measures.of("survey")})
        if key[0] in surveys
    ]
    cells: dict[str, Cell] = {}
    for part in program.schools:
        there = [columns[one][0][part.school] for one in rounds if part.school in columns[one][0]]
        summed = _all(there)
        if not there:  # a school that no round names was not asked, as anybody sees: there is nothing to hide
            continue
        # Over several rounds the same people answer: as many stand behind the sum as behind the largest.
        most = max(one.people or 0 for one in there)
        cells[part.school] = Cell(summed.numerator, summed.denominator, most)
    name = _name("program", program.id)
    columns[name] = (cells, _all(cells.values()))
    ties += _within(columns, [name], *rounds)


def _items(facts: Facts, program: Program, columns: Columns, ties: list[Tie]) -> None:
    """Question by question, about the program's people."""
    people = {stay.person for stay in program.stays}
    asked = {item.survey for item in program.occurrences if item.survey}
    found: dict[Round, dict[str, list[tuple[int, int, int, str]]]] = defaultdict(lambda: defaultdict(list))
    for one in facts.answers:
        if one.survey in asked and one.about in people and one.item in facts.surveys[one.survey].items:
            counts = favourable(one, facts.surveys[one.survey])
            if counts is not None:
                told = (*counts, one.respondents, one.about)
                found[one.survey, one.audience, one.period][one.item].append(told)
    for key, items in sorted(found.items()):
        cells = {}
        for item, answers in items.items():
            behind = min(sum(one[2] for one in answers), len({one[3] for one in answers}))
            cells[item] = Cell(sum(one[0] for one in answers), sum(one[1] for one in answers), behind)
        whole = _all(cells.values())
        most = max(one.people or 0 for one in cells.values())
        name = _name("items", program.id, *key)
        columns[name] = (cells, Cell(whole.numerator, whole.denominator, most))
        ties += _within(columns, [_name("round", *key)], name)


def _within(columns: Columns, larger: list[str], *smaller: str) -> Iterator[Tie]:
    """At each place of the first: what is done and what is not is no less than that of the others together."""
    for place in (*(at(part=one) for one in columns[larger[0]][0]), ()):
        sides = [(name, 1) for name in larger] + [(name, -1) for name in smaller]
        there = [(name, sign, _cell(columns[name], place)) for name, sign in sides if name in columns]
        found = [(name, sign, cell) for name, sign, cell in there if cell is not None and cell.denominator]
        if not any(sign > 0 for _, sign, _ in found):
            continue
        done = tuple((name, place, NUMERATOR, sign) for name, sign, _ in found)
        of = tuple((name, place, "of", sign) for name, sign, _ in found)
        exact = sum(sign * cell.denominator for _, sign, cell in found) == 0
        yield Tie(done, exact=exact)
        yield Tie((*of, *((name, place, NUMERATOR, -sign) for name, place, _, sign in done)), exact=exact)


def _cell(column: tuple[Mapping[str, Cell], Cell], place: Place) -> Cell | None:
    return column[0].get(place[0][1]) if place else column[1]
