"""For whom something is made, and what that audience may see of people."""

from __future__ import annotations

from enum import StrEnum

from pdcycle.model.settings import Privacy


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
        return privacy.public if self is Audience.PUBLIC else privacy.floor
