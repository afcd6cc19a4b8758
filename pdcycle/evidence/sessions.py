"""Tables of joinings: what one person was there for in one meeting is the union of the times, never their sum."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from pdcycle.evidence.clock import Clock, file_date
from pdcycle.evidence.intake import NO_PROOF, Intake
from pdcycle.evidence.pieces import About, Piece, Tally, piece
from pdcycle.evidence.plan import Layout
from pdcycle.evidence.rows import RowReader
from pdcycle.model.sources import Proof
from pdcycle.tables.moments import Moment, read_moment
from pdcycle.tables.numbers import minutes
from pdcycle.tables.sheet import Row
from pdcycle.tables.table import Table

TOO_SHORT = "shorter than the source's `at_least`"

Key = tuple[str, str, str, str]
"""Person, subject, kind and the meeting: its topic and day."""


@dataclass(slots=True)
class Session:
    """One person in one meeting: times of joining and leaving, minutes told by file, and the rows they came from."""

    intervals: set[tuple[datetime, datetime]] = field(default_factory=set)
    told: dict[str, dict[tuple[str, ...], int]] = field(default_factory=dict)
    """Minutes by file and row, as it is written: a row that stands there twice was still there once."""
    rows: list[tuple[datetime, Tally, int]] = field(default_factory=list)

    @property
    def minutes(self) -> int | None:
        """Time present, in minutes; the longest file's total where no file has times."""
        if self.intervals:
            return union_minutes(self.intervals)
        return max((sum(rows.values()) for rows in self.told.values()), default=None)


def union_minutes(intervals: Iterable[tuple[datetime, datetime]]) -> int:
    """Minutes covered by at least one interval, half a minute rounded up."""
    total, end = timedelta(), None
    for start, stop in sorted(intervals):
        if end is None or start > end:
            total += stop - start
            end = stop
        elif stop > end:
            total += stop - end
            end = stop
    return int((total.total_seconds() + 30) // 60)


class SessionReader(RowReader):
    """Reads joinings into sessions that outlast the file; rows give no pieces by themselves."""

    def __init__(
        self,
        intake: Intake,
        table: Table,
        layout: Layout,
        clock: Clock,
        stem: str,
        sessions: dict[Key, Session],
        tally: Tally,
    ) -> None:
        super().__init__(intake, table, layout, clock, stem)
        self.sessions, self.tally = sessions, tally
        self.topic = layout.preamble.get("subject", "")
        started = layout.preamble.get("when", "")
        found = clock.read(started) if started and "when" not in layout.roles else ""
        self.started = (
            found if isinstance(found, datetime) else file_date(stem) if intake.profile.dates.file else None
        )

    def __call__(self, row: Row) -> list[Piece] | str:
        """Nothing but the reason why the row was no joining, else an empty list."""
        skipped = self.skipped(row)
        if skipped is not None:
            return skipped
        person, reason = self.subject_person(row, *self.person.read(row.cells))
        if person is None:
            return reason
        when = self.started if self.started and not self.cell(row.cells, "when") else self.when(row)
        if isinstance(when, str):
            return when
        outside = self.outside(row, when, self.names.get("when", ""))
        if outside is not None:
            return outside
        topic = self.cell(row.cells, "subject") or self.topic
        proofs = self.intake.proof((topic, self.stem), self.kind)
        if not proofs:
            return NO_PROOF
        self._join(row, person, proofs[0], topic, when)
        return []

    def _join(self, row: Row, person: str, proof: Proof, topic: str, when: datetime) -> None:
        key = (person, proof.item, proof.as_ or self.kind, f"{topic.casefold()}\x1f{when.date()}")
        session = self.sessions.setdefault(key, Session())
        session.rows.append((when, self.tally, row.line))
        left = self._left(row, when)
        if left is not None:
            session.intervals.add((when, left))
            return
        told = minutes(self.cell(row.cells, "minutes"), self.intake.profile.minutes_in)
        if told is not None:
            session.told.setdefault(self.file, {})[tuple(row.cells)] = told

    def _left(self, row: Row, when: datetime) -> datetime | None:
        text = self.cell(row.cells, "until")
        if not text:
            return None
        end = read_moment(f"{when.date().isoformat()} {text}")
        found = self.clock.read(text) if isinstance(end, str) else self.clock.local(Moment(end.at, end.zone))
        return found if isinstance(found, datetime) and found >= when else None


def settle(intake: Intake, sessions: dict[Key, Session]) -> list[Piece]:
    """One attendance a session: its first row carries it, the others are folded; short ones are set aside."""
    pieces = []
    for (person, subject, kind, topic), session in sessions.items():
        rows = sorted(session.rows, key=lambda entry: (entry[0], entry[1].file, entry[2]))
        when, tally, line = rows[0]
        present = session.minutes
        least = intake.source.at_least
        if least is not None and present is not None and present < least:
            for _, owner, number in rows:
                owner.aside[TOO_SHORT] += 1
                intake.put_aside(owner.file, number, TOO_SHORT)
            continue
        tally.offered += 1
        for _, owner, _ in rows[1:]:
            owner.folded += 1
        pieces.append(
            piece(
                source=intake.name,
                file=tally.file,
                row=line,
                person=person,
                kind=kind,
                subject=subject,
                when=when,
                minutes=present,
                about=About(audience=intake.source.audience),
                salt=topic,
            )
        )
    return pieces
