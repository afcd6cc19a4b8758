"""From a figure to what it counts: its measure in words, the things counted, and each row's file and line.

For a person's own report the rows of other people stay out; for everybody but that person and the coach all of it does.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

from pdcycle.progress import explain_asked, explain_coach, explain_seen, explain_talks
from pdcycle.progress.digest_years import RELEASED
from pdcycle.progress.explain_books import Books
from pdcycle.progress.explanations import Counted, Definition, Explanation, definition
from pdcycle.progress.figure_names import Where
from pdcycle.progress.figures import Figure

_Traced = Iterable[Counted]

_OF_PROGRAM: dict[str, Callable[[Books, str, Where], _Traced]] = {
    **{name: partial(explain_asked.asked, name) for name in explain_asked.SHARES},
    "breakdown": explain_asked.broken_down,
    "break_outs": explain_asked.break_outs,
    "plan_status": explain_asked.plan_status,
    "overdue": explain_asked.overdue,
    "person": explain_asked.piece_by_piece,
    "dose": explain_coach.dose,
    "coaching_gaps": explain_coach.gap,
    "members": explain_coach.members,
    "open": explain_coach.still_open,
    "coaching_regularity": explain_talks.regular,
    "participation": explain_talks.participation,
    "hours_pace": explain_talks.pace,
    "substitutes": explain_talks.substitutes,
    "goal": explain_seen.goal,
    "rubric_growth": explain_seen.growth,
    "survey": explain_seen.survey,
}
_OF_ALL: dict[str, Callable[[Books, Where], _Traced]] = {
    "journey": explain_asked.journey,
    "owed": explain_coach.owed,
    RELEASED: explain_coach.released,
    "hours": explain_talks.hours,
    "observations": explain_seen.observations,
    "sub_goals": explain_seen.observations,
    "survey": lambda books, where: explain_seen.survey(books, None, where),
    "survey_answered": explain_seen.answered,
    "survey_change": explain_seen.change,
}

_REPORTS = {
    "overdue": Definition(
        "Overdue", "What is asked of one person, is open today and was due before.",
        notes=("What is optional, cancelled or skipped is left out.",),
    ),
    "person": Definition(
        "Piece by piece", "Of what was due of one person, or was shown before it was due, what has been shown.",
        notes=("What is optional, cancelled or skipped is left out.",),
    ),
    "owed": Definition(
        "Overdue", "What is asked of one person in the coach's programs, is open today and was due before.",
        notes=("What is optional, cancelled or skipped is left out; logs of talks stand by themselves.",),
    ),
    "open": Definition(
        "Open now", "Who may still hand in this piece, which is not yet due.",
        notes=("What is optional, cancelled or skipped is left out; logs of talks stand by themselves.",),
    ),
    "members": Definition("Members", "Who is in the program on the day of the report."),
    RELEASED: Definition(
        "Released share", "A share as it was released of a day: counts that stand in `published/`.",
        notes=(
            "Of what was due up to that day: what was shown, or shown on time.",
            "The rows behind it are in that day's exports: `pdcycle report --as-of` that day, where these still are.",
        ),
    ),
    "journey": Definition(
        "Evidence of one person", "Every row of every export that is about this person, whatever program it serves.",
    ),
}  # fmt: skip
_SETTLED = "What it reckons with is written in pdcycle.yaml under `costs:`; no export is read for it."
_UNKNOWN = (
    "This measure is the workspace's own: its SQL says what it counts, and pdcycle knows no rows behind it."
)
_DIFFERENT = (
    "The workspace counts this measure in its own way, so the rows pdcycle would list do not come to the figure; "
    "its SQL says what it counts."
)
_HIDDEN = (
    "Too few people stand behind this figure for this audience, or it would tell about them; it is not shown."
)


def explain(
    books: Books,
    figure: Figure,
    texts: Mapping[str, str],
    program: str,
    report: str,
    own: str | None = None,
) -> Explanation:
    """The figure explained, whole for a coach; with `own`, only that person's rows and the count of the others'."""
    of = figure.where.get("program", program)
    found = tuple(_traced(books, figure, of))
    adds_up = _adds_up(figure, found)
    hidden = figure.value is not None and figure.value.hidden is not None
    mine = tuple(kept for item in found if (kept := _for(item, own)) is not None)
    others = sum(1 for item in found if _for(item, own) is None)
    text = texts.get(figure.measure)
    return Explanation(
        program=program,
        report=report,
        number=figure.number,
        id=figure.id,
        title=figure.title,
        said=figure.said,
        numerator=figure.value.numerator if figure.value else None,
        denominator=figure.value.denominator if figure.value else None,
        as_of=books.facts.as_of,
        count=figure.count,
        definition=_REPORTS[figure.measure] if text is None else definition(figure.measure, text),
        counted=mine if adds_up else (),
        others=None if hidden else others if adds_up else 0,
        notes=tuple(_notes(figure, found, adds_up=adds_up, hidden=hidden)),
        adds_up=adds_up,
    )


def _traced(books: Books, figure: Figure, program: str) -> _Traced:
    if figure.measure in _OF_PROGRAM and program:
        return _OF_PROGRAM[figure.measure](books, program, figure.where)
    if figure.measure in _OF_ALL:
        return _OF_ALL[figure.measure](books, figure.where)
    return ()


def _adds_up(figure: Figure, found: tuple[Counted, ...]) -> bool:
    """Whether what was found comes to the figure; a hidden one is not compared, so as to tell nothing."""
    value = figure.value
    if figure.count is not None:
        return sum(item.of for item in found) == figure.count
    if value is None or value.hidden is not None:
        return True
    done = [item.done for item in found]
    told = [one for one in done if one is not None]
    whole = len(told) < len(done) or sum(told) == value.numerator
    return whole and sum(item.of for item in found) == value.denominator


def _for(item: Counted, own: str | None) -> Counted | None:
    """The thing as one person may see it: nobody else's, and no row of anybody else."""
    if own is None:
        return item
    if item.person not in ("", own):
        return None
    mine = tuple(source for source in item.sources if source.person in ("", own))
    return replace(item, sources=mine) if item.person or mine or not item.sources else None


def _notes(figure: Figure, found: tuple[Counted, ...], *, adds_up: bool, hidden: bool) -> Iterable[str]:
    known = figure.measure in _OF_PROGRAM or figure.measure in _OF_ALL
    if hidden:
        yield _HIDDEN
    if figure.measure == "assumptions":
        yield _SETTLED
    elif not known:
        yield _UNKNOWN
    elif not adds_up:
        yield _DIFFERENT
    elif any(item.done is None for item in found):
        is_survey = figure.measure.startswith("survey")
        yield explain_seen.ANSWERED if is_survey else explain_seen.RATED
