"""Who may see what of people, and which figures are hidden so that nobody can be read off them.

A figure is hidden where fewer people than the floor stand behind it, and where it says "none" or "all" of
fewer than twice the floor. Then, within a column whose total is shown, as many further figures are hidden as
it takes for the total minus the rest to say nothing about the hidden ones; where there are not enough, the
total is hidden too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum
from fractions import Fraction

from pdcycle.model.settings import Privacy
from pdcycle.progress.facts import DASH
from pdcycle.progress.measures import Cell


class Audience(StrEnum):
    """For whom a report is made."""

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


class Hidden(Enum):
    """Why a figure is not shown."""

    FEW = "few"  # fewer people than the floor
    ALONE = "alone"  # it would give another one away, or says none or all of a small group


@dataclass(frozen=True, slots=True)
class Shown:
    """A figure as an audience gets it; what is hidden carries no numbers at all."""

    numerator: int | None
    denominator: int | None
    hidden: Hidden | None = None
    floor: int = 0

    @property
    def share(self) -> Fraction | None:
        """The value; None where it is hidden or nothing is counted."""
        if self.hidden or not self.denominator or self.numerator is None:
            return None
        return Fraction(self.numerator, self.denominator)

    @property
    def text(self) -> str:
        """What people read: `12 of 14`, `fewer than 5`, `kept back`, or a dash where nothing is counted."""
        if self.hidden is Hidden.FEW:
            return f"fewer than {self.floor}"
        if self.hidden is Hidden.ALONE:
            return "kept back"
        return f"{self.numerator} of {self.denominator}" if self.denominator else DASH


NOTHING = Shown(0, 0)


def shown(cell: Cell, floor: int = 0) -> Shown:
    """One figure that stands alone."""
    return _shown(cell, _by_itself(cell, floor), floor)


def shown_column(cells: Mapping[str, Cell], total: Cell, floor: int) -> tuple[dict[str, Shown], Shown]:
    """The figures of a column and their total, hidden so that none follows from the others."""
    hidden = {key: why for key, cell in cells.items() if (why := _by_itself(cell, floor)) is not None}
    above = _by_itself(total, floor)
    if hidden and above is None and floor:
        above = _complete(cells, hidden, floor)
    parts = {key: _shown(cell, hidden.get(key), floor) for key, cell in cells.items()}
    return parts, _shown(total, above, floor)


def _by_itself(cell: Cell, floor: int) -> Hidden | None:
    if not floor or cell.people is None or not cell.denominator:
        return None
    if cell.people < floor:
        return Hidden.FEW
    if cell.people < 2 * floor and cell.numerator in (0, cell.denominator):
        return Hidden.ALONE
    return None


def _complete(cells: Mapping[str, Cell], hidden: dict[str, Hidden], floor: int) -> Hidden | None:
    """Hide more, the smallest first, until the hidden ones cover each other; else say the total must go."""
    rest = sorted(
        (
            key
            for key, cell in cells.items()
            if key not in hidden and cell.denominator and cell.people is not None
        ),
        key=lambda key: (cells[key].people or 0, cells[key].denominator, key),
    )
    while not _covered([cells[key] for key in hidden], floor):
        if not rest:
            return Hidden.ALONE
        hidden[rest.pop(0)] = Hidden.ALONE
    return None


def _covered(cells: Sequence[Cell], floor: int) -> bool:
    """Whether their sum, which anyone can work out, leaves each of them open by at least the floor less one."""
    met = sum(cell.numerator for cell in cells)
    asked = sum(cell.denominator for cell in cells)
    people = sum(cell.people or 0 for cell in cells)
    return len(cells) > 1 and people >= 2 * floor and met >= floor - 1 and asked - met >= floor - 1


def _shown(cell: Cell, why: Hidden | None, floor: int) -> Shown:
    if why is not None:
        return Shown(None, None, why, floor)
    return Shown(cell.numerator, cell.denominator, None, floor)
