"""What has no place, gathered by what stands in its way, and said once for each cause."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from pdcycle import wording
from pdcycle.diagnostics import Diagnostic, Label, error
from pdcycle.model.results import Occurrence, Unplaced

NO_PLACE = "PD401"
FEW = 3
SHOWN = 12
"""How many places of one kind are pointed at."""

ANY_ROOM = "give it more room (`when:`, `in:`) or another lead, or fix a date under `dates:`"
MORE_ROOM = (
    "ask for fewer or shorter ones (`every:`, `length:`), or give them more room (`when:`, `in:`, another lead); "
    "`pdcycle capacity` shows each week"
)
"""What helps a crowd for which no way out was found."""

Cause: TypeAlias = tuple[Unplaced, ...]
"""Those with one and the same cause."""


def causes(unplaced: Sequence[Unplaced], known: Mapping[str, Occurrence]) -> list[Cause]:
    """Those with one cause together, what takes least to look into first; what only follows another is with that."""
    out = {item.id: item for item in unplaced}
    found: dict[str, list[Unplaced]] = {}
    for item in unplaced:
        anchor = _anchor(item, out, known)
        found.setdefault(anchor.cause or anchor.id, []).append(item)
    for several in found.values():
        several.sort(key=lambda item: (follows(item, out, known), item.id))
    return sorted(
        (as_one([tuple(items)]) for items in found.values()), key=lambda items: (_size(items), items[0].id)
    )


def follows(item: Unplaced, out: Collection[str], known: Mapping[str, Occurrence]) -> bool:
    """Whether it hangs on something that has no place itself."""
    return item.id in known and any(link.anchor in out for link in known[item.id].links)


def _anchor(item: Unplaced, out: Mapping[str, Unplaced], known: Mapping[str, Occurrence]) -> Unplaced:
    """What it hangs on in the end, of that which has no place; itself where that is nothing."""
    seen = {item.id}
    while item.id in known:
        name = next((link.anchor for link in known[item.id].links if link.anchor in out), None)
        if name is None or name in seen:
            break
        seen.add(name)
        item = out[name]
    return item


def alike(several: Iterable[Cause], known: Mapping[str, Occurrence]) -> list[list[Cause]]:
    """The causes again, those together that are crowds of the same activities for the same people's time."""
    found: dict[object, list[Cause]] = {}
    for cause in several:
        crowd = cause[0].crowd
        items = [known[name] for name in crowd if name in known]
        what = frozenset((item.program, item.cycle, item.activity, item.lead) for item in items)
        found.setdefault((what, "") if len(crowd) > 1 else cause[0].id, []).append(cause)
    return list(found.values())


def as_one(several: Sequence[Cause]) -> Cause:
    """Several causes as one, which is told of the first."""
    first = several[0][0].cause or several[0][0].id
    return tuple(replace(item, cause=first) for cause in several for item in cause)


def no_place(unplaced: Iterable[Unplaced]) -> list[Diagnostic]:
    """One error for each cause, at the activity that asks, with the places of the lines that clash.

    Causes nobody looked into, beyond a few, are one error.
    """
    found: dict[str, list[Unplaced]] = {}
    for item in unplaced:
        found.setdefault(item.cause or item.id, []).append(item)
    told = [items for items in found.values() if items[0].explained]
    rest = [items for items in found.values() if not items[0].explained]
    # Nobody looked into these, but of a crowd it is known how many ask for how many places.
    rest.sort(key=lambda items: -_size(items))
    shown = FEW if not told else min(FEW, sum(_size(items) > 1 for items in rest))
    if len(rest) <= FEW + shown:
        return [_error(items) for items in (*told, *rest)]
    return [*(_error(items) for items in (*told, *rest[:shown])), _more(rest[shown:])]


def _error(items: Sequence[Unplaced]) -> Diagnostic:
    items = sorted(items, key=lambda item: item.follows)
    first = max(items, key=lambda item: (item.explained, not item.follows, len(item.crowd)))
    mend = "; or ".join(first.ways_out) or (MORE_ROOM if len(first.crowd) > 1 else ANY_ROOM)
    return error(NO_PLACE, _headline(items, first), first.place, help=mend, related=first.related)


def _headline(items: Sequence[Unplaced], first: Unplaced) -> str:
    if len(items) == 1:
        return first.clash
    crowds = len({item.crowd for item in items if len(item.crowd) > 1})
    again = f", and {wording.count(crowds - 1, 'more crowd')} like it" if crowds > 1 else ""
    return f"{_names(items)} have no place; {first.clash}{again}"


def _more(rest: Sequence[Sequence[Unplaced]]) -> Diagnostic:
    """All that was not looked into."""
    items = [item for several in rest for item in several]
    places = list(dict.fromkeys(item.place for item in items))
    return error(
        NO_PLACE,
        f"{len(items)} more have no place: {_names(items)}; these were not looked into",
        places[0],
        help="mend the others first and run it again: what is left then is explained",
        related=tuple(Label(place, "this too") for place in places[1:SHOWN]),
    )


def _names(items: Sequence[Unplaced]) -> str:
    names = [item.label or item.id for item in items]
    return ", ".join(names[:FEW]) + (f" and {len(names) - FEW} more" if len(names) > FEW else "")


def _size(items: Sequence[Unplaced]) -> int:
    return len({name for item in items for name in item.crowd})
