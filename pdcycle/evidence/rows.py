"""Tables in which one row is one thing that happened."""

from __future__ import annotations

from datetime import datetime
from hashlib import blake2b

from pdcycle.evidence.clock import AFTER_YEAR, BEFORE_YEAR, Clock, file_date
from pdcycle.evidence.intake import (
    NO_COMPONENT,
    NO_DATE,
    NO_LEVEL,
    NO_PROOF,
    NOTHING_YET,
    TOO_EARLY,
    Intake,
    PersonCells,
    skip_reason,
)
from pdcycle.evidence.people import is_nobody
from pdcycle.evidence.pieces import About, Piece, piece
from pdcycle.evidence.plan import Layout
from pdcycle.evidence.proofs import NOTHING_SEEN, passed_by, score_share
from pdcycle.model.profile import State
from pdcycle.model.sources import Proof
from pdcycle.tables.moments import read_moment
from pdcycle.tables.numbers import minutes
from pdcycle.tables.sheet import Row
from pdcycle.tables.table import Table

UNKNOWN_STATE = "its state is not known"
_SAID = State()


class RowReader:
    """Reads the rows of one table; called with a row it gives its pieces, or the reason why there are none."""

    def __init__(self, intake: Intake, table: Table, layout: Layout, clock: Clock, stem: str) -> None:
        self.intake, self.clock, self.file = intake, clock, table.file
        self.kind = intake.profile.evidence
        self.roles = layout.roles
        self.skips = layout.skips
        self.person = PersonCells.of(layout.roles)
        self.names = {role: table.columns[index].name for role, index in layout.roles.items()}
        self.stem = stem
        self.file_when = file_date(stem) if intake.profile.dates.file else None
        self.percent = "value" in self.names and "percent" in self.names["value"].casefold()
        self.whole = intake.source.out_of or intake.profile.out_of
        self.measured = bool({"minutes", "until"} & layout.roles.keys())
        self.described = bool(
            {"component", "audience", "title", "actor", "actor_email"} & layout.roles.keys()
        )
        self.nothing_more = About(audience=intake.source.audience)

    def __call__(self, row: Row) -> list[Piece] | str:
        """The row's pieces, or the reason why it proves nothing."""
        cells = row.cells
        skipped = self.skipped(row)
        if skipped is not None:
            return skipped
        staff, email, name = self.person.read(cells)
        person, reason = self.subject_person(row, staff, email, name)
        if person is None:
            return reason
        state = self.state(row)
        if isinstance(state, str):
            return state
        when = self.when(row)
        if isinstance(when, str):
            return when
        outside = self.outside(row, when, self.names.get("when", ""))
        if outside is not None:
            return outside
        proofs = self.intake.proof((self.cell(cells, "subject"), self.stem), self.kind)
        if not proofs:
            return NO_PROOF
        unseen = self.unseen(row, when)
        if unseen is not None:
            return unseen
        salt = self.salt(cells, staff, email, name) if self.kind == "result" else ""
        return [self.piece(row, person, proof, state, when, salt) for proof in proofs]

    def skipped(self, row: Row) -> str | None:
        """The reason why the profile sets the row aside, if it does."""
        return skip_reason(row.cells, self.skips) if self.skips else None

    def cell(self, cells: list[str], role: str) -> str:
        """A role's cell trimmed, or nothing."""
        index = self.roles.get(role)
        return cells[index].strip() if index is not None else ""

    def subject_person(self, row: Row, staff: str, email: str, name: str) -> tuple[str | None, str]:
        """Whom the row is about: the source's person, the one it names, or who sent it."""
        if self.intake.source.person is not None:
            return self.intake.source.person, ""
        if "about" in self.roles:
            return self.intake.person_in(self.file, row.line, self.cell(row.cells, "about"))
        return self.intake.person(self.file, row.line, staff, email, name)

    def state(self, row: Row) -> State | str:
        """What the status column says, or the reason why nothing is proven."""
        if "status" not in self.roles or not self.intake.profile.states:
            return _SAID
        text = self.cell(row.cells, "status")
        if not text:
            return NOTHING_YET
        state = self.intake.words.state(text)
        if state is None:
            self.intake.trouble(UNKNOWN_STATE, self.file, self.names["status"], row.line)
            return UNKNOWN_STATE
        return state if state.nothing is None else state.nothing

    def when(self, row: Row) -> datetime | str:
        """The row's local moment, its date and time of day put together, or the reason why there is none."""
        text = self.cell(row.cells, "when")
        if not text:
            return self.file_when or NO_DATE
        clock = self.cell(row.cells, "time")
        found = self.clock.read(f"{text} {clock}") if clock else self.clock.read(text)
        if isinstance(found, str) and clock:
            found = self.clock.read(text)
        if isinstance(found, str):
            self.intake.trouble(found, self.file, self.names["when"], row.line)
        return found

    def outside(self, row: Row, when: datetime, column: str) -> str | None:
        """The reason why a day does not count; one outside the year is told, the source's own bounds are not."""
        reason = self.clock.outside(when)
        if reason in (BEFORE_YEAR, AFTER_YEAR):
            self.intake.trouble(reason, self.file, column, row.line)
        return reason

    def minutes(self, row: Row, when: datetime) -> int | None:
        """The row's length: as told, else from its start to its end."""
        if not self.measured:
            return None
        told = minutes(self.cell(row.cells, "minutes"), self.intake.profile.minutes_in)
        until = self.cell(row.cells, "until")
        if told is not None or not until:
            return told
        end = read_moment(f"{when.date().isoformat()} {until}")
        moment = self.clock.read(until) if isinstance(end, str) else end.at
        if isinstance(moment, str) or moment.tzinfo is not None or moment < when:
            return None
        return round((moment - when).total_seconds() / 60)

    def salt(self, cells: list[str], staff: str = "", email: str = "", name: str = "") -> str:
        """Who answered, as a hash; where nobody says so, or all are `anonymous`, the answers themselves."""
        respondent = next((said for said in (email, staff, name) if not is_nobody(said)), "")
        text = respondent.casefold() if respondent else "\x1f".join(cell.strip() for cell in cells)
        return blake2b(text.encode(), digest_size=8).hexdigest()

    def piece(self, row: Row, person: str, proof: Proof, state: State, when: datetime, salt: str) -> Piece:
        """What the row proves by one proof; a check without a score is seen, neither passed nor failed."""
        cells, kind = row.cells, proof.as_ or self.kind
        value = self.intake.words.value(self.cell(cells, "value"))
        passed, score = state.passed, 0.0
        if kind in ("check", "completion") and value.casefold() in NOTHING_SEEN:
            value = ""
        elif kind == "check":
            share = score_share(value, self.whole, percent=self.percent)
            score = float(share or 0)
            passed = passed if passed is not None else passed_by(share, proof, self.intake.pass_marks)
        elif kind == "observation":
            value = self.intake.framework.level(value) or ""
        return piece(
            source=self.intake.name,
            file=self.file,
            row=row.line,
            person=person,
            kind=kind,
            subject=proof.item,
            when=when,
            salt=salt,
            score=score,
            value=value or None,
            minutes=self.minutes(row, when),
            passed=passed,
            overridden=state.overridden,
            about=self.about(cells),
        )

    def unseen(self, row: Row, when: datetime) -> str | None:
        """The reason why an observed row proves nothing, if so."""
        if self.kind != "observation" or "value" not in self.roles:
            return None
        level = self.intake.words.value(self.cell(row.cells, "value"))
        found = self.intake.observed(self.cell(row.cells, "component"), level)
        if not isinstance(found, str):
            return TOO_EARLY if self.intake.framework.is_early(found[0], when.date()) else None
        if found in (NO_LEVEL, NO_COMPONENT):
            role = "value" if found == NO_LEVEL else "component"
            self.intake.trouble(found, self.file, self.names[role], row.line)
        return found

    def about(self, cells: list[str]) -> About:
        """Component, audience, title and actor of a row; most tables have none of these columns."""
        if not self.described:
            return self.nothing_more
        actor = self.cell(cells, "actor_email") or self.cell(cells, "actor")
        return About(
            self.intake.framework.component(self.cell(cells, "component")),
            self.intake.audience(self.cell(cells, "audience")),
            self.cell(cells, "title") or None,
            self.intake.people.find_text(actor) if actor else None,
        )
