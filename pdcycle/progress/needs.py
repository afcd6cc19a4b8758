"""What evaluation results say a group could grow in most: counts by component and level, and never a person.

What is shown is safe by itself: a component rated for fewer people than the floor is not shown; its levels are shown
where each holds nobody or at least the floor's number of people, else whether people are below the target level or
not, where both sides do; else nothing but that it was rated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pdcycle.model.catalog import Catalog, Rubric
from pdcycle.model.results import Evidence
from pdcycle.progress.fitting import level_rank, levels_of

MOST = 3
"""Areas proposed at most: two for the semesters of a year, and the next."""

_TARGET = "proficient"


@dataclass(frozen=True, slots=True)
class ComponentNeed:
    """One component's ratings: None stands for what is not shown. `levels` are in the rubric's order, lowest first."""

    component: str
    title: str
    rated: int | None
    below: int | None = None
    levels: tuple[tuple[str, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class AreaNeed:
    """One focus area, most needed first: of its components' ratings, how many are below the target level.

    `courses` are the catalog's whose components it shares, the ones that serve most ratings below the target first.
    """

    focus: str
    title: str
    components: tuple[str, ...]
    rated: int | None
    below: int | None
    courses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupNeeds:
    """The needs of some people by one source; `day` is the latest rating's."""

    source: str
    people: int
    floor: int
    target: str
    day: date | None
    components: tuple[ComponentNeed, ...]
    areas: tuple[AreaNeed, ...]


@dataclass(frozen=True, slots=True)
class _Rated:
    """One component's people by rank of the latest level, and how many are below the target."""

    ranks: Counter[int]
    target: int

    @property
    def people(self) -> int:
        return self.ranks.total()

    @property
    def below(self) -> int:
        return sum(count for rank, count in self.ranks.items() if rank < self.target)


def group_needs(
    people: Iterable[str],
    evidence: Iterable[Evidence],
    rubric: Rubric,
    catalog: Catalog | None,
    source: str,
    floor: int,
) -> GroupNeeds:
    """What the latest rating of each person and component says of these people together."""
    members = frozenset(people)
    target = target_level(rubric)
    rated, day = _rated(members, evidence, rubric, target)
    known = {name: one for name, one in rated.items() if one.people >= floor}
    components = tuple(_component(name, rubric, rated, floor) for name in rubric.components if name in rated)
    shown = {one.component: one for one in components}
    ranked = sorted(
        (
            (-_impact(area.components, known), name)
            for name, area in rubric.focus.items()
            if _impact(area.components, known)
        ),
    )
    areas = tuple(_area(name, rubric, catalog, known, shown) for _, name in ranked[:MOST])
    return GroupNeeds(source, len(members), floor, target, day if known else None, components, areas)


def target_level(rubric: Rubric) -> str:
    """The level everybody is to reach: `proficient`, else the second highest."""
    return _TARGET if _TARGET in rubric.levels else rubric.levels[max(len(rubric.levels) - 2, 1)]


def most_needed(person: str, evidence: Iterable[Evidence], rubric: Rubric) -> Evidence | None:
    """The rating to begin with: of the latest of each component those below the target, the lowest.

    Of equals the latest, then the rubric's first. Only components that show in a focus area count.
    """
    levels, order = levels_of(rubric), {name: at for at, name in enumerate(rubric.components)}
    latest: dict[str, Evidence] = {}
    for item in evidence:
        name = item.component or ""
        if item.kind == "observation" and item.person == person and name in order:
            before = latest.get(name)
            if level_rank(item.value, levels) is not None and (
                before is None or (before.when, before.id) < (item.when, item.id)
            ):
                latest[name] = item
    target = levels[target_level(rubric)]
    ranked = [
        (rank, -one.when.date().toordinal(), order[name], one)
        for name, one in latest.items()
        if (rank := level_rank(one.value, levels)) is not None and rank < target and areas_of(name, rubric)
    ]
    return min(ranked, key=lambda entry: entry[:3])[3] if ranked else None


def areas_of(component: str, rubric: Rubric) -> tuple[str, ...]:
    """The focus areas a component shows in, the narrowest first."""
    found = [name for name, area in rubric.focus.items() if component in area.components]
    return tuple(sorted(found, key=lambda name: (len(rubric.focus[name].components), name)))


def courses_for(
    components: Iterable[str], catalog: Catalog | None, weights: Mapping[str, int]
) -> tuple[str, ...]:
    """The fewest of the catalog's courses for teachers that have all the components any course has.

    Those about nothing else come first, then those of the components that weigh most.
    """
    wanted = frozenset(components)
    found = []
    for name, one in catalog.list.items() if catalog else ():
        shared = wanted & set(one.components)
        if shared and one.kind == "course" and (not one.audience or "teacher" in one.audience):
            weight = sum(weights.get(part, 0) for part in shared)
            found.append((len(set(one.components) - wanted), -weight, name, shared))
    chosen: list[str] = []
    covered: set[str] = set()
    for _, _, name, shared in sorted(found, key=lambda entry: entry[:3]):
        if not shared <= covered:
            chosen.append(name)
            covered |= shared
    return tuple(chosen)


def _rated(
    members: frozenset[str], evidence: Iterable[Evidence], rubric: Rubric, target: str
) -> tuple[dict[str, _Rated], date | None]:
    levels = levels_of(rubric)
    latest: dict[tuple[str, str], tuple[date, str, int]] = {}
    for item in evidence:
        rank = level_rank(item.value, levels)
        if item.kind == "observation" and item.person in members and item.component and rank is not None:
            key = (item.person, item.component)
            latest[key] = max(latest.get(key, (date.min, "", 0)), (item.when.date(), item.id, rank))
    found: dict[str, _Rated] = {}
    for (_, component), (_, _, rank) in latest.items():
        found.setdefault(component, _Rated(Counter(), levels[target])).ranks[rank] += 1
    return found, max((day for day, _, _ in latest.values()), default=None)


def _impact(components: Iterable[str], rated: Mapping[str, _Rated]) -> Fraction:
    """People below the target in an average component of the area, so that wide areas have no advantage.

    A component nobody was rated in counts as one that shows no need.
    """
    found = [rated[name].below if name in rated else 0 for name in components]
    return Fraction(sum(found), len(found)) if found else Fraction(0)


def _component(name: str, rubric: Rubric, rated: Mapping[str, _Rated], floor: int) -> ComponentNeed:
    one, title = rated[name], rubric.title_of(name)
    if one.people < floor:
        return ComponentNeed(name, title, None)
    by_level = tuple((level, one.ranks[rank]) for level, rank in levels_of(rubric).items())
    if _open([count for _, count in by_level], floor):
        return ComponentNeed(name, title, one.people, one.below, by_level)
    if _open([one.below, one.people - one.below], floor):
        return ComponentNeed(name, title, one.people, one.below)
    return ComponentNeed(name, title, one.people)


def _open(counts: list[int], floor: int) -> bool:
    """Whether these counts may be shown: none of few people, and not everybody of a small group in one of them."""
    total = sum(counts)
    return all(not count or count >= floor for count in counts) and (
        total >= 2 * floor or total not in counts
    )


def _area(
    name: str,
    rubric: Rubric,
    catalog: Catalog | None,
    rated: Mapping[str, _Rated],
    shown: Mapping[str, ComponentNeed],
) -> AreaNeed:
    """Sums are shown only of what each component shows by itself, so that none can be taken apart."""
    area = rubric.focus[name]
    parts = [part for part in area.components if part in rated]
    below = [shown[part].below for part in parts]
    told = [count for count in below if count is not None]
    whole = len(told) == len(below)
    courses = courses_for(area.components, catalog, {part: rated[part].below for part in parts})
    return AreaNeed(
        focus=name,
        title=area.title,
        components=area.components,
        rated=sum(rated[part].people for part in parts) if whole else None,
        below=sum(told) if whole else None,
        courses=courses,
    )
