"""For whom something is made, and what that audience may see of people."""

from __future__ import annotations

from enum import StrEnum
from typing import Self

from pdcycle.model.settings import Privacy


class Floor(int):
    """How many people must stand behind a figure; `below` is the lowest floor of those whose reports a reader also gets."""

    below: int

    def __new__(cls, people: int, below: int) -> Self:
        """A floor of so many people over a lower one."""
        made = super().__new__(cls, people)
        made.below = below
        return made


class Audience(StrEnum):
    """For whom a report or a site is made."""

    SELF = "self"
    COACH = "coach"
    SCHOOL = "school"
    DISTRICT = "district"
    PUBLIC = "public"

    @property
    def sees_people(self) -> bool:
        """Whether one person's progress, dose or ratings may be shown."""
        return self in (Audience.SELF, Audience.COACH)

    def floor(self, privacy: Privacy) -> int:
        """How many people must stand behind a figure; 0 for a coach, who sees each of them anyway."""
        if self is Audience.COACH:
            return 0
        floor = privacy.public if self is Audience.PUBLIC else privacy.floor
        return Floor(floor, min(privacy.public, privacy.floor))
