"""Tables in which a row is a person and columns are activities."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from pdcycle.evidence.intake import NO_DATE, NO_PROOF, NOTHING_YET, TOO_EARLY
from pdcycle.evidence.pieces import About, Piece, piece
from pdcycle.evidence.plan import ActivityColumn, Layout
from pdcycle.evidence.proofs import NOTHING_SEEN, passed_by, score_share
from pdcycle.evidence.rows import UNKNOWN_STATE, RowReader
from pdcycle.model.profile import State
from pdcycle.model.sources import Proof
from pdcycle.tables.header import normalised
from pdcycle.tables.numbers import number
from pdcycle.tables.sheet import Row

_DONE = State()
_WHOLES = "points possible"


class WideReader(RowReader):
    """Reads rows that hold many activities; a row gives a piece for each that something was seen of."""

    activities: tuple[tuple[ActivityColumn, tuple[Proof, ...]], ...] = ()
    wholes: dict[int, Fraction]

    def lay_out(self, layout: Layout) -> None:
        """Keep the activities that prove something."""
        self.wholes = {}
        found = []
        for column in layout.activities:
            if column.rule.holds == "level":
                found.append((column, self.intake.proof((self.stem,), self.kind)))
            else:
                found.append((column, self.intake.proofs.of(column.names)))
        self.activities = tuple((column, proofs) for column, proofs in found if proofs)

    def __call__(self, row: Row) -> list[Piece] | str:
        """The row's pieces, or the reason why it proves nothing."""
        cells = row.cells
        staff, email, name = self.person.read(cells)
        if normalised(name) == _WHOLES:
            self._keep_wholes(cells)
        skipped = self.skipped(row)
        if skipped is not None:
            return skipped
        person, reason = self.subject_person(row, staff, email, name)
        if person is None:
            return reason
        if not self.activities:
            return NO_PROOF
        pieces: list[Piece] = []
        why = NOTHING_YET
        for column, proofs in self.activities:
            found = self._cell(row, column)
            if isinstance(found, str):
                why = found if why == NOTHING_YET else why
            else:
                pieces.extend(self._piece(row, person, column, proof, *found) for proof in proofs)
        return pieces or why

    def _keep_wholes(self, cells: list[str]) -> None:
        for column, _ in self.activities:
            whole = number(cells[column.index])
            if whole:
                self.wholes[column.index] = Fraction(whole)

    def _cell(self, row: Row, column: ActivityColumn) -> tuple[State, datetime] | str:
        """What an activity's cell says and when, or the reason why it proves nothing."""
        text = row.cells[column.index].strip()
        if text.casefold() in NOTHING_SEEN:
            return NOTHING_YET
        if column.rule.holds == "level":
            level = self.intake.observed(column.names[-1], self.intake.words.value(text))
            if isinstance(level, str):
                return level
        component = (
            self.intake.framework.component(column.names[-1]) if column.rule.holds == "level" else None
        )
        state = _DONE
        if column.rule.holds == "state" and column.rule.date != "self":
            known = self.intake.words.state(text)
            if known is None:
                self.intake.trouble(UNKNOWN_STATE, self.file, column.names[0], row.line)
                return UNKNOWN_STATE
            if known.nothing is not None:
                return NOTHING_YET
            state = known
        when = self._when(row, column)
        if isinstance(when, str):
            return when
        if self.intake.framework.is_early(component, when.date()):
            return TOO_EARLY
        return self.outside(row, when, column.names[0]) or (state, when)

    def _when(self, row: Row, column: ActivityColumn) -> datetime | str:
        if column.date is None:
            return self.when(row)
        text = row.cells[column.date].strip()
        if not text:
            return NO_DATE
        found = self.clock.read(text)
        if isinstance(found, str):
            self.intake.trouble(found, self.file, column.names[0], row.line)
        return found

    def _piece(
        self, row: Row, person: str, column: ActivityColumn, proof: Proof, state: State, when: datetime
    ) -> Piece:
        kind, holds = proof.as_ or self.kind, column.rule.holds
        text = self.intake.words.value(row.cells[column.index])
        passed, score, component, value = state.passed, 0.0, None, None
        if holds == "score":
            percent = "percent" in column.names[0]
            share = score_share(text, self.wholes.get(column.index) or self.whole, percent=percent)
            passed = passed_by(share, proof, self.intake.pass_marks) if kind == "check" else None
            score, value = float(share or 0), text
        elif holds == "level":
            framework = self.intake.framework
            component, value = framework.component(column.names[-1]), framework.level(text)
        return piece(
            source=self.intake.name,
            file=self.file,
            row=row.line,
            person=person,
            kind=kind,
            subject=proof.item,
            when=when,
            score=score,
            value=value,
            passed=passed,
            overridden=state.overridden,
            about=About(component, self.intake.source.audience),
        )
