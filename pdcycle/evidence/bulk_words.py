"""What the words of a file's status and subject columns mean, as small numbers a database can count by."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction

from pdcycle.evidence.clock import AFTER_SOURCE, AFTER_YEAR, BEFORE_SOURCE, BEFORE_YEAR
from pdcycle.evidence.intake import NO_DATE, NO_PROOF, NOTHING_YET, Intake
from pdcycle.evidence.rows import UNKNOWN_STATE

USED, PASSED, FAILED = 0, 1, 2
UNSEEN = 255
"""A state no row was learned from yet: the file is read again with it."""

NOWHERE, UNKNOWN = 0, 65_535
"""Subjects that prove nothing, and those no row was learned from yet."""

_TOO_MANY = 200
_QUOTED = re.compile(r"\s+\"")


class TooMany(Exception):  # noqa: N818 - it says what is wrong with the file
    """A column that should hold a few words holds too many, or words a database reads otherwise."""


@dataclass(slots=True)
class Vocabulary:
    """The words met so far: a state's code, and a subject's number among `items`.

    A row's fate is USED, or the place of its reason in `reasons` behind the codes of those used.
    """

    intake: Intake
    stem: str
    states: dict[str, int] = field(default_factory=dict)
    subjects: dict[str, int] = field(default_factory=dict)
    items: dict[str, int] = field(default_factory=dict)
    marks: dict[int, Fraction] = field(default_factory=dict)
    kind: str = ""
    _fates: dict[tuple[str, bool], int] = field(default_factory=dict)

    def learn(self, states: Iterable[str], subjects: Iterable[str]) -> None:
        """Enter raw cells of the two columns."""
        for cell in states:
            if cell not in self.states:
                self.states[cell] = self._state(cell)
        for cell in subjects:
            if cell not in self.subjects:
                self.subjects[cell] = self._subject(cell)
        if len(self.states) > _TOO_MANY:
            raise TooMany("its column of states holds too many words")
        if len(self.items) >= UNKNOWN - 1:
            raise TooMany("it holds too many courses")

    def fate(self, reason: str, *, ended: bool = True) -> int:
        """The code of a reason why a row proves nothing; `ended` where nothing more is to come of it."""
        return self._fates.setdefault((reason, ended), FAILED + 1 + len(self._fates))

    def reason(self, fate: int) -> str:
        """What a code says."""
        return next(reason for (reason, _), code in self._fates.items() if code == fate)

    @property
    def open(self) -> tuple[int, ...]:
        """The codes of rows about something still to be done."""
        return tuple(sorted(code for (_, ended), code in self._fates.items() if not ended))

    def outside(self) -> dict[str, int]:
        """The codes of rows without a date, outside the year, and that prove nothing named."""
        told = (NO_DATE, BEFORE_YEAR, AFTER_YEAR, BEFORE_SOURCE, AFTER_SOURCE, NO_PROOF)
        return {reason: self.fate(reason) for reason in told}

    def _state(self, cell: str) -> int:
        text = _trimmed(cell)
        if not text:
            return self.fate(NOTHING_YET, ended=False)
        state = self.intake.words.state(text)
        if state is None:
            return self.fate(UNKNOWN_STATE)
        if state.nothing is not None:
            return self.fate(state.nothing, ended=state.ended)
        return {None: USED, True: PASSED, False: FAILED}[state.passed]

    def _subject(self, cell: str) -> int:
        found = self.intake.proof((_trimmed(cell), self.stem), self.intake.profile.evidence)
        if not found:
            return NOWHERE
        if len(found) > 1:
            raise TooMany("a row of it proves several things")
        proof = found[0]
        kind = proof.as_ or self.intake.profile.evidence
        if kind not in ("completion", "check") or self.kind not in ("", kind):
            raise TooMany("its rows prove several kinds of things")
        self.kind = kind
        number = self.items.setdefault(proof.item, len(self.items) + 1)
        mark = proof.pass_mark if proof.pass_mark is not None else self.intake.pass_marks.get(proof.item)
        if self.marks.setdefault(number, mark or Fraction(-1)) != (mark or Fraction(-1)):
            raise TooMany(f"`{proof.item}` has two pass marks")
        return number


def _trimmed(cell: str) -> str:
    if _QUOTED.match(cell):
        raise TooMany("blanks stand before a quoted cell")
    return cell.strip()
