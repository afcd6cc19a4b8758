"""Why a wish cannot be, in the asker's words, with the nearest ways out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pdcycle.groups.wish import Wish, clashes, units
from pdcycle.solver import cp_model, reproducible
from pdcycle.wording import count as counted

EFFORT = 2.0


@dataclass(frozen=True, slots=True)
class Impossible:
    """What stands in the way, and what would do instead, nearest first."""

    reason: str
    ways_out: tuple[str, ...]


def why_sizes(people: int, wish: Wish) -> Impossible:
    """Why so many people do not make groups of these sizes."""
    low, high = -(-people // wish.most), people // max(1, wish.least)
    if not people:
        return Impossible("there is nobody to group", ("name people who are in people.csv",))
    if wish.count is not None:
        needed = (
            f"{wish.count * wish.least} to {wish.count * wish.most}"
            if wish.least < wish.most
            else str(wish.count * wish.least)
        )
        reason = f"{_people(people)} cannot make {counted(wish.count, 'group')} of {_sizes(wish)}: that takes {needed}"
        ways = [f"make {_numbers(low, high)} of {_sizes(wish)}"] if 1 <= low <= high else []
        if 1 <= wish.count <= people:
            ways.append(f"make {counted(wish.count, 'group')} of {_even(people, wish.count)}")
        return Impossible(reason, tuple(ways))
    reason = f"{_people(people)} cannot be split into groups of {_sizes(wish)}"
    choices = dict.fromkeys(number for number in (high, low) if 1 <= number <= people)
    return Impossible(
        reason, tuple(f"make {counted(number, 'group')} of {_even(people, number)}" for number in choices)
    )


def clash_of_wishes(ids: Sequence[str], wish: Wish, count: int) -> Impossible:
    """A smallest set of wishes that cannot hold at once in so many groups; leaving any one out mends it."""
    kept = [("together", names) for names in wish.together] + [("apart", names) for names in wish.apart]
    kept.sort(key=lambda one: (one[0], tuple(sorted(one[1]))))
    if not possible(ids, replace(wish, together=(), apart=()), count):
        return why_sizes(len(ids), wish)
    for one in list(kept):
        fewer = [other for other in kept if other is not one]
        if not possible(ids, _only(wish, fewer), count):
            kept = fewer
    said = [_said(*one) for one in kept]
    into = f"in {counted(count, 'group')} of {_sizes(wish)}"
    reason = (
        f"{said[0]} cannot be {into}" if len(said) == 1 else f"{' and '.join(said)} cannot all hold {into}"
    )
    ways = [f"leave out {said[0]}" if len(said) == 1 else f"leave out one of them, such as {said[-1]}"]
    return Impossible(reason, tuple(_resized(ids, kept, wish, count) + ways))


def _resized(
    ids: Sequence[str], kept: list[tuple[str, tuple[str, ...]]], wish: Wish, count: int
) -> list[str]:
    """Where a single wish is too large, the number that would hold everything."""
    if len(kept) != 1:
        return []
    kind, names = kept[0]
    people = len(set(names))
    if kind == "together" and people > wish.most:
        other, words = replace(wish, most=people), f"allow groups of up to {people}"
    elif kind == "apart" and people > count:
        other, words = replace(wish, count=people), f"make {people} groups"
    else:
        return []
    number = other.groups(len(ids))
    return [words] if number is not None and possible(ids, other, number) else []


def possible(ids: Sequence[str], wish: Wish, count: int) -> bool:
    """Whether so many groups can keep every wish; what is not settled within the effort counts as possible."""
    parts = units(ids, wish.together)
    pairs = clashes(ids, parts, wish.apart)
    if any(one == other for one, other in pairs) or any(len(part) > wish.most for part in parts):
        return False
    if not wish.together and not wish.apart:
        return count * wish.least <= len(ids) <= count * wish.most
    # Only who is kept together or apart is placed one by one; all others only fill the groups up.
    bound = {unit for pair in pairs for unit in pair} | {at for at, part in enumerate(parts) if len(part) > 1}
    model = cp_model.CpModel()
    places = {unit: [model.new_bool_var("") for _ in range(count)] for unit in sorted(bound)}
    for row in places.values():
        model.add_exactly_one(row)
    rest = len(parts) - len(bound)
    fills = [model.new_int_var(0, rest, "") for _ in range(count)]
    model.add(sum(fills) == rest)
    for group, fill in enumerate(fills):
        size = fill + sum(len(parts[unit]) * row[group] for unit, row in places.items())
        model.add(size >= wish.least)
        model.add(size <= wish.most)
        for one, other in pairs:
            model.add_at_most_one([places[one][group], places[other][group]])
    return reproducible(EFFORT).solve(model) != cp_model.INFEASIBLE


def _only(wish: Wish, kept: list[tuple[str, tuple[str, ...]]]) -> Wish:
    return replace(
        wish,
        together=tuple(names for kind, names in kept if kind == "together"),
        apart=tuple(names for kind, names in kept if kind == "apart"),
    )


def _said(kind: str, names: Sequence[str]) -> str:
    return f"`--{kind} {','.join(names)}`"


def _people(number: int) -> str:
    return counted(number, "person", "people")


def _sizes(wish: Wish) -> str:
    return str(wish.least) if wish.least == wish.most else f"{wish.least} to {wish.most}"


def _numbers(low: int, high: int) -> str:
    return counted(low, "group") if low == high else f"{low} to {high} groups"


def _even(people: int, groups: int) -> str:
    small, rest = divmod(people, groups)
    return f"{small} to {small + 1}" if rest else str(small)
