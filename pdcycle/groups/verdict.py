"""One group in words: what it is about, and what is good and what is lacking in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from pdcycle import wording
from pdcycle.groups.candidates import Slot, Topic, grade_name
from pdcycle.groups.scale import NEAR, Lost, Scale

_WEEKDAYS = ("Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays")


@dataclass(frozen=True, slots=True)
class Verdict:
    """A group's members, sorted, its topic and grades where known, the time all can meet, its points lost by what for, and words.

    `points_by` has topic, age, schools, experience and time, in this order.
    """

    members: tuple[str, ...]
    schools: tuple[str, ...]
    topic: Topic | None
    grades: tuple[int, int] | None
    slot: Slot | None
    points: int
    points_by: tuple[tuple[str, int], ...]
    good: tuple[str, ...]
    lacking: tuple[str, ...]

    @property
    def title(self) -> str:
        """A name for it: `Homeroom, grades 3 to 5`."""
        name = self.topic.name.replace("-", " ").capitalize() if self.topic else "Mixed topics"
        return f"{name}, {band_words(self.grades)}" if self.grades else name


def verdict(scale: Scale, members: Sequence[int]) -> Verdict:
    """A group of the scale's pool, judged."""
    here = tuple(sorted(members))
    lost = scale.lost(here)
    judged = [
        _topic(scale, here, lost),
        _age(scale, here, lost),
        _schools(scale, here, lost),
        _experience(scale, here, lost),
        _time(scale, here, lost),
    ]
    return Verdict(
        members=tuple(scale.pool[one].id for one in here),
        schools=tuple(sorted({school for one in here if (school := scale.pool[one].school)})),
        topic=scale.topics[lost.topic] if scale.topics else None,
        grades=_band(scale, here, lost),
        slot=_slot(scale, here, lost),
        points=lost.total,
        points_by=(
            ("topic", lost.topic_points),
            ("age", lost.age_points),
            ("schools", lost.school_points),
            ("experience", lost.experience_points),
            ("time", lost.time_points),
        ),
        good=tuple(good for good, _ in judged if good),
        lacking=tuple(lacking for _, lacking in judged if lacking),
    )


def _slot(scale: Scale, here: Sequence[int], lost: Lost) -> Slot | None:
    """The time at which all can meet; None where there is none, or nothing tells."""
    known = scale.slots and all(scale.pool[one].slots for one in here)
    return scale.slots[lost.slot] if known and not lost.time_points else None


def band_words(band: tuple[int, int]) -> str:
    """Grades from and to: `grades 3 to 5`."""
    low, high = band
    return f"grade {grade_name(low)}" if low == high else f"grades {grade_name(low)} to {grade_name(high)}"


def slot_words(slot: Slot) -> str:
    """A weekly time: `Wednesdays 1:45 pm`."""
    return f"{_WEEKDAYS[slot[0]]} {wording.clock(slot[1])}"


def _misfits(scale: Scale, here: Sequence[int], table: Sequence[Sequence[int]], at: int) -> list[str]:
    return [scale.pool[one].id for one in here if table[one][at]]


def _shared(here: Sequence[int], misfits: list[str], what: str) -> tuple[str, str]:
    """Good where all share it, lacking with the names of those who do not."""
    if not misfits:
        return f"all {len(here)} {what}" if len(here) > 1 else what, ""
    return "", f"{len(here) - len(misfits)} of {len(here)} {what}, not {wording.names(misfits)}"


def _topic(scale: Scale, here: Sequence[int], lost: Lost) -> tuple[str, str]:
    if not scale.topics:
        return "", ""
    topic = scale.topics[lost.topic]
    verb = {"focus": "work on", "subject": "teach", "department": "are in"}[topic.kind]
    return _shared(here, _misfits(scale, here, scale.topic, lost.topic), f"{verb} {topic.name}")


def _band(scale: Scale, here: Sequence[int], lost: Lost) -> tuple[int, int] | None:
    """The grades all teach, where these are several; else those around the group's, as far as members teach them."""
    taught = [set(scale.pool[one].grades) for one in here if scale.pool[one].grades]
    if not taught:
        return None
    shared = sorted(set.intersection(*taught))
    if len(shared) > 1:
        return shared[0], shared[-1]
    age = scale.ages[lost.age]
    near = [grade for grades in taught for grade in grades if abs(grade - age) <= NEAR] or [age]
    return min(near), max(near)


def _age(scale: Scale, here: Sequence[int], lost: Lost) -> tuple[str, str]:
    band = _band(scale, here, lost)
    if band is None:
        return "", ""
    return _shared(here, _misfits(scale, here, scale.age, lost.age), f"teach in {band_words(band)}")


def _schools(scale: Scale, here: Sequence[int], lost: Lost) -> tuple[str, str]:
    homes = Counter(scale.pool[one].school for one in here if scale.pool[one].school)
    each = ", ".join(f"{school} {number}" for school, number in sorted(homes.items()))
    if not homes:
        return "", ""
    if len(homes) == 1 and lost.school_points:
        return "", f"all are of {next(iter(homes))}"
    if len(homes) == 1:
        return "", f"all are of {next(iter(homes))}, as nobody elsewhere teaches these grades"
    said = f"{len(homes)} schools ({each})"
    return (said, "") if not lost.school_points else ("", f"more than half from one of {said}")


def _experience(scale: Scale, here: Sequence[int], lost: Lost) -> tuple[str, str]:
    known = sorted(years for one in here if (years := scale.pool[one].years) is not None)
    if not known:
        return "", "nobody's years are known"
    novices = sum(scale.pool[one].novice for one in here)
    veterans = sum(scale.pool[one].veteran for one in here)
    said = f"{known[0]} to {wording.count(known[-1], 'year')}"
    parts = [f"{wording.count(novices, 'novice')} and {wording.count(veterans, 'veteran')}"]
    if not lost.experience_points:
        return f"{said}, {parts[0]}", ""
    lacks = [word for word, number in (("no novice", novices), ("no veteran", veterans)) if not number]
    if novices > scale.even:
        lacks.append(f"{novices} novices, {scale.even} would be an even share")
    return "", f"{' and '.join(lacks)} ({said})"


def _time(scale: Scale, here: Sequence[int], lost: Lost) -> tuple[str, str]:
    never = [scale.pool[one].id for one in here if scale.pool[one].slots == frozenset()]
    rest = [one for one in here if scale.pool[one].slots]
    if never:
        who = (
            "nobody has" if not rest else f"{wording.names(never)} {'has' if len(never) == 1 else 'have'} no"
        )
        return "", f"{who} {'a ' if not rest else ''}time free each week within their hours"
    if not rest or not scale.slots:
        return "", ""
    when = slot_words(scale.slots[lost.slot])
    return _shared(rest, _misfits(scale, rest, scale.time, lost.slot), f"can meet {when}")
