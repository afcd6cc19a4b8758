"""How good a group is, in points lost: 0 is perfect. The one place that says what counts and how much."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pdcycle.groups.candidates import Candidate, Slot, Topic

OFF_TOPIC = 3
"""Somebody whose topics are all others than the group's."""
BESIDE = 2
"""Somebody with a plan of their own, in a group about their subject or department."""
NEAR = 1
"""Grades around the group's that cost nothing; each further one costs a point."""
FAR = 3
"""Grades farther off than this cost no more."""
CANNOT_MEET = 2
"""Somebody who is not free at the time most of the group is; who never is in any week costs nothing anywhere."""
ONE_SCHOOL = 12
"""A group all of one school although others elsewhere teach the same grades."""
CROWD = 2
"""Each member of one school above half of the group."""
NO_NOVICE = 3
NO_VETERAN = 3
PILE = 1
"""Each novice above an even share."""


@dataclass(frozen=True, slots=True)
class Lost:
    """Points that one group loses, by what for; `topic`, `age` and `slot` are indexes into the scale's lists."""

    topic_points: int
    age_points: int
    time_points: int
    school_points: int
    experience_points: int
    topic: int
    age: int
    slot: int

    @property
    def total(self) -> int:
        """All points together."""
        return (
            self.topic_points
            + self.age_points
            + self.time_points
            + self.school_points
            + self.experience_points
        )


class Scale:
    """What a pool of people can be about, and each person's points at each choice; people go by index.

    `even` is how many novices a group may have before they pile up. `far[i]` says whether somebody at another
    school teaches nearly the same grades; where nobody does, a group of one school loses nothing for it.
    """

    def __init__(self, pool: Sequence[Candidate], count: int) -> None:
        self.pool = tuple(pool)
        self.count = count
        topics = sorted({topic for one in pool for topic in one.topics})
        ages = sorted({grade for one in pool for grade in one.grades})
        self.topics: tuple[Topic, ...] = tuple(topics)
        self.ages: tuple[int, ...] = tuple(ages)
        self.slots: tuple[Slot, ...] = _useful_slots(pool)
        self.topic = tuple(tuple(topic_points(one, topic) for topic in topics) or (0,) for one in pool)
        self.age = tuple(tuple(age_points(one, age) for age in ages) or (0,) for one in pool)
        self.time = tuple(
            tuple(0 if not one.slots or slot in one.slots else CANNOT_MEET for slot in self.slots) or (0,)
            for one in pool
        )
        self.far = tuple(_has_peers(one, pool) for one in pool)
        self.novices = sum(one.novice for one in pool)
        self.veterans = sum(one.veteran for one in pool)
        self.even = -(-self.novices // max(1, count))

    def lost(self, members: Iterable[int]) -> Lost:
        """The points of one group, given as indexes into the pool."""
        here = tuple(members)
        topic, topic_at = _least([self.topic[one] for one in here])
        age, age_at = _least([self.age[one] for one in here])
        time, time_at = _least([self.time[one] for one in here])
        return Lost(topic, age, time, self._schools(here), self._experience(here), topic_at, age_at, time_at)

    def points(self, members: Sequence[int]) -> int:
        """As `lost`, the total only."""
        total = self._schools(members) + self._experience(members)
        for table in (self.topic, self.age, self.time):
            total += min(map(sum, zip(*[table[one] for one in members], strict=True)))
        return total

    def floor(self) -> int:
        """Points no grouping can avoid because there are too few novices or veterans to go round."""
        return NO_NOVICE * max(0, self.count - self.novices) + NO_VETERAN * max(0, self.count - self.veterans)

    def _schools(self, members: Sequence[int]) -> int:
        homes = Counter(self.pool[one].school for one in members)
        peers = Counter(self.pool[one].school for one in members if self.far[one])
        if not peers:
            return 0
        half = -(-len(members) // 2)
        crowded = sum(max(0, here - half) for here in peers.values())
        return CROWD * crowded + (ONE_SCHOOL if len(homes) == 1 else 0)

    def _experience(self, members: Sequence[int]) -> int:
        novices = sum(self.pool[one].novice for one in members)
        veterans = any(self.pool[one].veteran for one in members)
        return (
            (0 if novices else NO_NOVICE)
            + (0 if veterans else NO_VETERAN)
            + PILE * max(0, novices - self.even)
        )


def topic_points(one: Candidate, topic: Topic) -> int:
    """What it costs to have this person in a group about this."""
    if not one.topics:
        return 0
    if one.focus is not None:
        return 0 if topic == Topic("focus", one.focus) else BESIDE if topic in one.topics else OFF_TOPIC
    return 0 if topic in one.topics else OFF_TOPIC


def age_points(one: Candidate, age: int) -> int:
    """What it costs to have this person in a group around this grade; unknown grades fit anywhere."""
    away = min((abs(age - grade) for grade in one.grades), default=0)
    return min(FAR, max(0, away - NEAR))


def _has_peers(one: Candidate, pool: Sequence[Candidate]) -> bool:
    """Somebody elsewhere with nearly the same grades; where nobody's grades are known, anybody elsewhere."""
    elsewhere = [other for other in pool if other.school != one.school]
    if not any(other.grades for other in pool):
        return bool(elsewhere)
    return any(
        abs(mine - theirs) <= NEAR for other in elsewhere for mine in one.grades for theirs in other.grades
    )


def undominated(table: Sequence[Sequence[int]]) -> list[int]:
    """The columns that are best for somebody: none as good for everybody as another, of equal ones the first."""
    columns = [tuple(row[at] for row in table) for at in range(len(table[0]))]
    first = {column: at for at, column in reversed(list(enumerate(columns)))}
    return sorted(
        at
        for column, at in first.items()
        if not any(
            other != column and all(theirs <= mine for theirs, mine in zip(other, column, strict=True))
            for other in first
        )
    )


def _useful_slots(pool: Sequence[Candidate]) -> tuple[Slot, ...]:
    """The times worth a look: none at which only some of those can meet who can at another."""
    who: dict[frozenset[int], Slot] = {}
    for slot in sorted({slot for one in pool for slot in one.slots or ()}):
        able = frozenset(at for at, one in enumerate(pool) if not one.slots or slot in one.slots)
        who.setdefault(able, slot)
    best = [slot for able, slot in who.items() if not any(able < other for other in who)]
    return tuple(sorted(best))


def _least(rows: Sequence[Sequence[int]]) -> tuple[int, int]:
    """The least column sum and its first column."""
    sums = [sum(column) for column in zip(*rows, strict=True)]
    least = min(sums)
    return least, sums.index(least)
