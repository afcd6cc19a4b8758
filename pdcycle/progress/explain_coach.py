"""Figures of digests that count members, talks, and what a coach waits for; and figures of an earlier release."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle import wording
from pdcycle.progress import explain_talks
from pdcycle.progress.explain_asked import expected
from pdcycle.progress.explain_books import Books
from pdcycle.progress.explanations import Counted, Source
from pdcycle.progress.figure_names import Where
from pdcycle.progress.matching import counted
from pdcycle.progress.parts_coaching import is_open, is_owed
from pdcycle.progress.reports import piece_title


def members(books: Books, program: str, _: Where) -> Iterator[Counted]:
    """Who is in the program on the day of the report."""
    facts = books.facts
    for stay in books.program(program).stays:
        if stay.holds(facts.as_of):
            ends = [
                f"{word} {wording.day(day)}" for word, day in (("from", stay.first), ("to", stay.last)) if day
            ]
            yield Counted(
                "Member",
                1,
                person=stay.person,
                name=facts.person(stay.person),
                state=" ".join(ends) or "all year",
            )


def dose(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """The talks of one person, or of everybody of a school or program who is asked for talks."""
    person, school = where.get("person"), where.get("school")
    if person is not None:
        yield from explain_talks.dose(books, program, where)
        return
    asked = {
        row["person"]
        for row in books.rows("expectation", program=program, wants="log")
        if school in (None, row["school"]) and row["person"]
    }
    for one in sorted(asked):
        yield from explain_talks.dose(books, program, {**where, "person": one})


def gap(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """One person's talks, between which the longest gap was looked for; or who had any, of those asked for talks."""
    if where.get("person") is not None:
        yield from explain_talks.gap(books, program, where)
        return
    people = {
        (row["school"], row["person"])
        for row in books.rows("expectation", program=program, wants="log", is_counted=True)
        if row["person"] and where.get("school") in (None, row["school"])
    }
    for _, person in sorted(people):
        first, last = explain_talks.bounds(books, program, person)
        if last < first:
            continue
        talks = list(explain_talks.gap(books, program, {**where, "person": person}))
        yield Counted(
            "Coaching talks",
            int(bool(talks)),
            person=person,
            name=books.facts.person(person),
            state=wording.count(len(talks), "day with a talk", "days with a talk"),
            why="" if talks else "no log tells of one",
            sources=tuple(source for item in talks for source in item.sources),
        )


def owed(books: Books, where: Where) -> Iterator[Counted]:
    """One person's overdue pieces in all programs of one coach."""
    for program in books.facts.programs:
        if program.coach == where["coach"]:
            for match in counted(books.facts.matches_of(program.id)):
                if match.expectation.person == where["person"] and is_owed(match, books.facts.as_of):
                    yield expected(books, match, done=False)


def still_open(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """Everybody who still has one piece before them."""
    for match in counted(books.facts.matches_of(program)):
        wanted = piece_title(books.facts, match.expectation) == where["what"]
        if wanted and is_open(match, books.facts.as_of):
            yield expected(books, match, done=False)


def released(_: Books, where: Where) -> Iterator[Counted]:
    """The line of the released file; what stood behind it then is in the exports of that day."""
    if not where["file"]:
        return
    said = f"released for the {where['made_for']}"
    source = Source(where["file"], where["line"], where["day"], said)
    yield Counted(
        where["named"],
        where["done"],
        where["of"],
        state=f"as of {wording.day(where['day'])}",
        sources=(source,),
    )
