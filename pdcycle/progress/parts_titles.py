"""Artifacts as titles: what was made, never by whom; a title that names somebody, and a link, stay out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable

from pdcycle import wording
from pdcycle.model.people import Person
from pdcycle.model.results import Match, Program
from pdcycle.progress.digest import Part
from pdcycle.progress.matching import counted
from pdcycle.progress.scope import Scope

PRODUCTS = ("artifact", "video")
_LINK = re.compile(r"://|\bwww\.|\S@\S")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019-][^\W\d_]+)*")


def titles_part(scope: Scope, school: str) -> Part:
    """The titles of one school's artifacts, each with how often it was handed in.

    Where too few people stand behind the school's artifacts for this audience, none is listed here.
    """
    shown = [one for one in scope.programs if scope.share(one, "artifacts", school).numerator]
    return _part(scope, f"artifacts-{school}", "What was made", [(one, (school,)) for one in shown])


def pooled_titles_part(scope: Scope) -> Part:
    """The titles of schools behind whose artifacts too few people stand, without a word of which school."""
    found = []
    for program in scope.programs:
        hidden = tuple(
            one
            for one in scope.schools_of(program)
            if scope.share(program, "artifacts", one).hidden is not None
        )
        if hidden and scope.share(program, "artifacts", None).numerator:
            found.append((program, hidden))
    return _part(scope, "artifacts", "Made at our schools", found)


def _part(scope: Scope, id_: str, heading: str, wanted: Iterable[tuple[Program, tuple[str, ...]]]) -> Part:
    names = frozenset(_names(scope.facts.people.values()))
    found: Counter[str] = Counter()
    kept_out = 0
    for program, schools in wanted:
        titles, left = _titles(scope, scope.facts.matches_of(program.id), schools, names)
        found += titles
        kept_out += left
    listed = tuple(
        f"{title}{f' ({times} times)' if times > 1 else ''}" for title, times in sorted(found.items())
    )
    said = f"Not listed: {wording.count(kept_out, 'title')} that may name somebody, or {'is' if kept_out == 1 else 'are'} a link."
    return Part(id_, heading, (said,) if kept_out else (), listed=listed)


def _titles(
    scope: Scope, matches: Iterable[Match], schools: Collection[str], names: frozenset[str]
) -> tuple[Counter[str], int]:
    evidence = scope.facts.evidence_by_id
    found: Counter[str] = Counter()
    kept_out = 0
    for match in counted(matches):
        proof = evidence.get(match.evidence or "")
        mine = match.expectation.person and scope.facts.school_of(match.expectation.person) in schools
        if proof is None or not mine or match.expectation.kinds[0] not in PRODUCTS:
            continue
        title = _plain(proof.title or "")
        if title and (_LINK.search(title) or _named(title, names)):
            kept_out += 1
        elif title:
            found[title] += 1
    return found, kept_out


def _names(people: Iterable[Person]) -> Iterable[str]:
    """The words people are called by: of the name, its aliases and the id."""
    for one in people:
        for text in (one.name, *one.aliases, one.id):
            yield from (word.casefold() for word in _WORD.findall(text) if len(word) > 1)


def _named(title: str, names: frozenset[str]) -> bool:
    """Whether a word of the title may be somebody's name: as one of the district's people has it, and capitalised.

    The first word of a title is capitalised in any case, so a name there counts too.
    """
    for word in _WORD.findall(title):
        parts = {word, word.removesuffix("'s").removesuffix("\u2019s"), *word.split("-")}
        if word[:1].isupper() and any(part.casefold() in names for part in parts):
            return True
    return False


def _plain(title: str) -> str:
    """The words of a title, without the marks a spreadsheet puts around text."""
    return " ".join(title.split()).removeprefix("=").strip('"').strip()
