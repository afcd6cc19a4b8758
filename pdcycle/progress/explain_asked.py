"""Figures that count what was asked of people: each expectation, where it stands, and the row that met it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from pdcycle import wording
from pdcycle.model.results import Evidence, Match, Met
from pdcycle.progress.explain_books import Books, Row, holds, later
from pdcycle.progress.explanations import Counted
from pdcycle.progress.figure_names import Where
from pdcycle.progress.fitting import fits
from pdcycle.progress.matching import counted
from pdcycle.progress.reports import piece_title

Test = Callable[[Row], bool]
_WORDS = {Met.MISSED: "not seen", Met.LAPSED: "left", Met.EXCUSED: "cancelled"}


def is_met(row: Row) -> bool:
    """Shown, on time or late."""
    return bool(row["is_met"])


def on_time(row: Row) -> bool:
    """Shown no later than due."""
    return bool(row["met"] == Met.ON_TIME.value)


def _due(row: Row) -> bool:
    return bool(row["is_past_due"])


def _any(_: Row) -> bool:
    return True


SHARES: dict[str, tuple[Test, Test]] = {
    "completion": (_due, is_met),
    "on_time": (_due, on_time),
    "courses": (lambda row: row["wants"] in ("completion", "check"), is_met),
    "artifacts": (lambda row: row["wants"] in ("artifact", "video"), is_met),
    "survey_response": (lambda row: _due(row) and row["wants"] == "result", is_met),
    "steps": (_any, is_met),
}
"""Of what is counted, which expectations each measure asks about, and which of these it counts as done."""

_BROKEN_DOWN: dict[str, tuple[str, dict[str, str]]] = {
    "completion": ("completion", {}),
    "on-time": ("on_time", {}),
    "courses": ("courses", {"wants": "completion"}),
    "checks": ("courses", {"wants": "check"}),
    "artifacts": ("artifacts", {}),
}


def asked(measure: str, books: Books, program: str, where: Where) -> Iterator[Counted]:
    """The expectations behind a share of them."""
    asks, done = SHARES[measure]
    columns = ("wants", "school", "step", "cycle", "person", "due_month")
    wanted = {name: where.get(name) for name in columns}
    for row in books.rows("expectation", program=program, is_counted=True):
        if asks(row) and holds(row, wanted):
            yield expected(books, books.matches[row["id"]], done=done(row))


def broken_down(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """The expectations behind one part of a breakdown."""
    measure, only = _BROKEN_DOWN[where["measure"]]
    dimension, part = where["dimension"], where["part"]
    if dimension in ("school", "month"):
        column = "school" if dimension == "school" else "due_month"
        yield from asked(measure, books, program, {**only, column: part})
        return
    people = {row["person"] for row in books.rows("trait", dimension=dimension, part=part)}
    yield from (item for item in asked(measure, books, program, only) if item.person in people)


def overdue(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """One person's pieces that are open past their due date."""
    for match in counted(books.facts.matches_of(program)):
        item = match.expectation
        if item.person == where["person"] and match.met is Met.DUE and item.due < books.facts.as_of:
            yield expected(books, match, done=False)


def piece_by_piece(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """One person's pieces that are due, or were shown before that."""
    mine = [item for item in books.facts.matches_of(program) if item.expectation.person == where["person"]]
    for match in counted(mine):
        due = match.expectation.due < books.facts.as_of and match.met is not Met.AHEAD
        if match.evidence or due:
            yield expected(books, match, done=match.evidence is not None)


def expected(books: Books, match: Match, *, done: bool) -> Counted:
    """One expectation with the row that met it, or what is known of why none did."""
    item = match.expectation
    near = () if match.evidence else books.sources(piece.id for piece in _near(books, match))
    occurrence = books.facts.occurrences.get(item.occurrence)
    return Counted(
        what=piece_title(books.facts, item),
        done=int(done),
        person=item.person,
        name=books.facts.person(item.person) if item.person else _group(books, match),
        due=item.due,
        state=_state(match, books.facts.as_of),
        why="" if done else _why(books, match, seen=bool(near)),
        sources=books.sources([match.evidence]) if match.evidence else near,
        heading=occurrence.title if occurrence else item.activity,
    )


def _group(books: Books, match: Match) -> str:
    """Who owes what one piece of a group proves."""
    found = match.expectation.of_group or ""
    facts = books.facts
    return facts.groups.get(found) or facts.schools.get(found) or facts.subject(found) or "the group"


def _state(match: Match, as_of: date) -> str:
    if match.met is Met.DUE and match.expectation.due < as_of:
        return "overdue"
    return _WORDS.get(match.met, match.met.value)


def _why(books: Books, match: Match, *, seen: bool) -> str:
    """Why it is not counted as done; what came near is said, the rows stand beside it."""
    item = match.expectation
    if match.met is Met.LATE:
        piece = books.facts.evidence_by_id[match.evidence or ""]
        return later(piece.when.date(), item.due)
    if match.met is Met.AHEAD:
        if item.tentative:
            return "hangs on a decision not yet made"
        return f"begins {wording.day(item.starts or item.opens)}"
    near = "; what came near is below" if seen else ""
    if match.met is Met.DUE:
        return f"nothing seen yet, open until {wording.day(item.closes)}{near}"
    return f"nothing seen from {wording.day(item.opens)} to {wording.day(item.closes)}{near}"


def _near(books: Books, match: Match) -> Iterable[Evidence]:
    """Evidence that would have fitted on another day, and a course's check that does not say it was passed."""
    item = match.expectation
    if match.met not in (Met.MISSED, Met.DUE):
        return
    for owner in dict.fromkeys((*(item.owners or (item.person,)), item.of_group or "")):
        for piece in books.evidence_of.get(owner, ()):
            failed = "check" in item.kinds and piece.kind == "check" and piece.subject == item.subject
            if failed or (piece.id in books.unused and fits(item, piece, books.levels)):
                yield piece


def break_outs(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """The break-outs of a past date, and the rows that show that somebody was there."""
    met: dict[str, list[str]] = {}
    for match in books.facts.matches_of(program):
        if match.evidence:
            met.setdefault(match.expectation.occurrence, []).append(match.evidence)
    school = where.get("school")
    for row in books.rows("event", program=program, kind="break-out", is_cancelled=False, is_past=True):
        if school is not None and row["school"] != school:
            continue
        held = bool(row["is_held"])
        occurrence = books.facts.occurrences[row["id"]]
        yield Counted(
            what=f"{occurrence.title}, {wording.day(row['day'])}",
            done=int(held),
            name=books.facts.school(row["school"]),
            due=row["day"],
            state="held" if held else "not seen",
            why="" if held else "no export shows that anybody was there",
            sources=books.sources(met.get(row["id"], ())),
            heading=occurrence.title,
        )


def plan_status(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """The plans of which a status is asked, and what shows that it is so."""
    status, school = where["status"], where.get("school")
    for plan in books.rows("plan", program=program, school=school):
        pieces = books.rows("expectation", occurrence=plan["occurrence"])
        own = [row for row in pieces if row["piece"] != "shared" and row["person"] == plan["person"]]
        shared = [row for row in pieces if row["piece"] == "shared"]
        begun = any(row["met"] != Met.AHEAD.value for row in own)
        if not begun or not _is_asked(plan, status):
            continue
        behind = own if status == "drafted" else shared if status == "shared" else []
        done = any(row["is_met"] for row in behind) or (
            plan["is_approved"] if status == "approved" else status == "revised" and plan["is_revised"]
        )
        occurrence = books.facts.occurrences[plan["occurrence"]]
        yield Counted(
            what=occurrence.title,
            done=int(done),
            person=plan["person"],
            name=books.facts.person(plan["person"]),
            state=status if done else f"not {status}",
            why=_recorded(status, occurrence.approved, occurrence.place.file, done=done),
            sources=books.sources(row["evidence"] for row in behind if row["is_met"]),
        )


def _is_asked(plan: Row, status: str) -> bool:
    asks = {"shared": "asks_sharing", "approved": "asks_approval", "revised": "has_goal"}
    return status == "drafted" or bool(plan[asks[status]])


def _recorded(status: str, approved: date | None, file: str, *, done: bool) -> str:
    """What no export tells is written in the program's own file."""
    if status == "approved":
        return f"recorded in {file}, {wording.day(approved)}" if done and approved else f"not said in {file}"
    if status == "revised":
        return f"{'' if done else 'not '}rewritten in {file}"
    return "" if done else "no export shows it"


def journey(books: Books, where: Where) -> Iterator[Counted]:
    """Every piece of one person's evidence, of every program."""
    asked_by = {
        match.evidence: match
        for match in reversed(books.facts.progress.matches)
        if match.evidence is not None
    }
    for item in books.evidence_of.get(where["person"], ()):
        match = asked_by.get(item.id)
        state = match.met.value if match else "beyond what was asked"
        what = piece_title(books.facts, match.expectation) if match else books.facts.subject(item.subject)
        yield Counted(
            what or item.kind, 1, person=item.person, name=books.facts.person(item.person), state=state,
            sources=(books.source(item),),
        )  # fmt: skip
