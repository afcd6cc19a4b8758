"""Figures that count what was seen of people: goals, observations, surveys. Who was rated how is never said."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle import wording
from pdcycle.model.results import Evidence, SurveyAnswers
from pdcycle.progress.explain_books import Books, Row
from pdcycle.progress.explanations import Counted
from pdcycle.progress.figure_names import Where
from pdcycle.progress.quantities import counts
from pdcycle.progress.surveying import favourable

RATED = "Who is at which level is a rating and is not said here; the rows are those that were counted."
ANSWERED = (
    "What was answered about one person is not said here; these are the files and rows that were counted."
)


def goal(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """The measurement of a goal, or the latest observation of each person it is about."""
    owner = where["owner"]
    if where["way"] == "measured":
        yield from _measured(books, program, owner or program)
        return
    goals = [row for row in books.rows("goal", program=program) if row["owner"] == owner]
    for one in goals:
        for stay in books.rows("membership", program=program, is_in=True):
            if owner in ("", stay["school"], stay["person"]):
                last = _latest(books, stay["person"], one["component"])
                if last is not None:
                    yield _observed(books, last, "latest observation")


def _measured(books: Books, program: str, owner: str) -> Iterator[Counted]:
    found: list[tuple[Evidence, tuple[int, int]]] = []
    for item in books.evidence_of.get(f"{program}/{owner}", ()):
        pair = counts(item.value) if item.kind == "measurement" else None
        if pair is not None:
            found.append((item, pair))
    if not found:
        return
    day = max(item.when.date() for item, _ in found)
    last = [one for one in found if one[0].when.date() == day]
    item, (done, of) = max(last, key=lambda one: (one[1][1], one[1][0]))
    yield Counted(
        "The latest measurement", done, of, name=books.facts.schools.get(owner, owner),
        state=f"measured on {wording.day(day)}", sources=(books.source(item),),
    )  # fmt: skip


def _latest(books: Books, person: str, component: str | None) -> Row | None:
    seen = [
        row
        for row in books.rows("evidence", person=person, kind="observation")
        if row["component"] == component and row["level"] is not None
    ]
    return _best(seen) if seen else None


def _best(seen: list[Row]) -> Row:
    """The latest; of one day the highest, then the first by id, as `goal` has it."""
    day = max(row["day"] for row in seen)
    level = max(row["level"] for row in seen if row["day"] == day)
    return min((row for row in seen if (row["day"], row["level"]) == (day, level)), key=lambda row: row["id"])


def _observed(books: Books, row: Row, state: str) -> Counted:
    return Counted(
        books.facts.component(row["component"]),
        None,
        person=row["person"],
        name=books.facts.person(row["person"]),
        state=state,
        sources=books.sources([row["id"]]),
    )


def observations(books: Books, where: Where) -> Iterator[Counted]:
    """The observations of a component, at whatever level."""
    for row in books.rows("evidence", kind="observation", component=where["component"]):
        at = where.get("school") in (None, row["school"])
        if row["level"] is not None and at and where.get("sub_goal") in (None, row["sub_goal"]):
            yield _observed(books, row, f"seen on {wording.day(row['day'])}")


def growth(books: Books, program: str, where: Where) -> Iterator[Counted]:
    """The people observed twice or more in a component: the first and the latest row of each."""
    for stay in books.rows("membership", program=program, is_in=True, school=where.get("school")):
        seen = sorted(
            (
                row
                for row in books.rows("evidence", person=stay["person"], kind="observation")
                if row["component"] == where["component"] and row["level"] is not None
            ),
            key=lambda row: (row["day"], row["id"]),
        )
        if seen and seen[0]["day"] < seen[-1]["day"]:
            yield Counted(
                books.facts.component(where["component"]),
                None,
                person=stay["person"],
                name=books.facts.person(stay["person"]),
                state="first and latest observation",
                sources=books.sources([seen[0]["id"], seen[-1]["id"]]),
            )


def survey(books: Books, program: str | None, where: Where) -> Iterator[Counted]:
    """The answers of one survey, or of all surveys of a program, by whom they are about."""
    names, people = _of_program(books, program, where)
    sums: dict[tuple[str, str, str], int] = {}
    behind: dict[tuple[str, str, str], int] = {}
    for item in books.facts.answers:
        if item.survey not in names or not _wanted(books, item, where, people):
            continue
        found = favourable(item, books.facts.surveys.get(item.survey))
        if found is not None:
            key = (item.survey, item.audience, item.about)
            sums[key] = sums.get(key, 0) + found[1]
            behind[key] = max(behind.get(key, 0), item.respondents)
    for (name, audience, about), of in sorted(sums.items()):
        yield _answers(books, name, audience, about, of, behind[name, audience, about])


def _of_program(books: Books, program: str | None, where: Where) -> tuple[set[str], set[str] | None]:
    """The surveys asked about, and the people: all where it is no program's."""
    if where.get("survey"):
        stays = books.program(program).stays if program and where.get("item") else ()
        return {where["survey"]}, {stay.person for stay in stays} if stays else None
    occurrences = books.program(program).occurrences if program else ()
    return {item.survey for item in occurrences if item.survey}, None


def _wanted(books: Books, item: SurveyAnswers, where: Where, people: set[str] | None) -> bool:
    known = {
        "school": _school(books, item),
        "audience": item.audience,
        "period": item.period,
        "item": item.item,
    }
    asked = all(where.get(name) in (None, value) for name, value in known.items())
    return asked and (people is None or item.about in people)


def _school(books: Books, item: SurveyAnswers) -> str:
    """The school the answers are about, or that of the person they are about."""
    return books.facts.school_of(item.about) if item.about in books.facts.people else item.about


def _answers(books: Books, name: str, audience: str, about: str, of: int, respondents: int) -> Counted:
    pieces = [
        piece.id
        for piece in books.evidence_of.get(about, ())
        if piece.kind == "result" and piece.subject == name and piece.audience in (None, audience)
    ]
    who = books.facts.person(about) if about in books.facts.people else books.facts.school(about)
    return Counted(
        f"{books.facts.subject(name)}, answered by {audience}",
        None,
        of,
        about if about in books.facts.people else "",
        who,
        state=f"{wording.count(of, 'answer')} of {wording.count(respondents, 'person', 'people')}",
        sources=books.sources(pieces),
    )


def answered(books: Books, where: Where) -> Iterator[Counted]:
    """Who answered, as a count for each person asked about, and how many did not."""
    most: dict[str, int] = {}
    asked = 0
    for item in books.facts.answers:
        named = (item.survey, item.audience, item.period)
        known = favourable(item, books.facts.surveys.get(item.survey)) is not None
        if (
            known
            and item.asked is not None
            and named == (where["survey"], where["audience"], where["period"])
        ):
            most[item.about] = max(most.get(item.about, 0), item.respondents)
            asked = max(asked, item.asked)
    for about, respondents in sorted(most.items()):
        found = _answers(books, where["survey"], where["audience"], about, respondents, respondents)
        yield Counted(
            found.what,
            respondents,
            respondents,
            found.person,
            found.name,
            state="answered",
            sources=found.sources,
        )
    missing = asked - sum(most.values())
    if missing:
        yield Counted(
            "Invited and did not answer", 0, missing, state="not seen", why="nobody says who they are"
        )


def change(books: Books, where: Where) -> Iterator[Counted]:
    """The answers of the latest round, or of the first, to the questions that both rounds asked."""
    period, other = where["period"], where["period_before"]
    if where.get("side") == "before":
        period, other = other, period
    both = {
        (_school(books, item), item.audience, item.item)
        for item in books.facts.answers
        if item.survey == where["survey"] and item.period == other
    }
    sums: dict[tuple[str, str], tuple[int, int]] = {}
    for item in books.facts.answers:
        named = item.survey == where["survey"] and item.period == period
        if not named or (_school(books, item), item.audience, item.item) not in both:
            continue
        found = favourable(item, books.facts.surveys.get(item.survey))
        if found is not None and _wanted(
            books, item, {"school": where["school"], "audience": where["audience"]}, None
        ):
            of, most = sums.get((item.audience, item.about), (0, 0))
            sums[item.audience, item.about] = of + found[1], max(most, item.respondents)
    for (audience, about), (of, most) in sorted(sums.items()):
        yield _answers(books, where["survey"], audience, about, of, most)
