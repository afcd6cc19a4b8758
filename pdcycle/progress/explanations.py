"""What stands behind a figure: its measure in words, what was counted, and the row of an export that showed it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from pdcycle import shipped, wording


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One row of an export: `line` counts the file's lines from 1; `read` says what it shows.

    Never the text of a talk, a rating or a score.
    """

    file: str
    line: int
    day: date
    read: str
    person: str = ""
    """Whom the row is about; "" where it is about nobody."""

    @property
    def place(self) -> str:
        """Where the row stands, as editors open it: `exports/a.csv:12`."""
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Counted:
    """One thing that was counted: `done` of `of` in the figure's numerator and denominator.

    `done` is None where saying it would tell somebody's rating; `why` says why it is not done, or what it lacks.
    """

    what: str
    done: int | None
    of: int = 1
    person: str = ""
    name: str = ""
    due: date | None = None
    state: str = ""
    why: str = ""
    sources: tuple[Source, ...] = ()
    heading: str = ""
    """The activity's title, where it is one piece of several."""

    @property
    def about(self) -> str:
        """What was asked, when it was due and where it stands."""
        due = f", due {wording.day(self.due)}" if self.due else ""
        return f"{self.what}{due}{f': {self.state}' if self.state else ''}"


@dataclass(frozen=True, slots=True)
class Definition:
    """A measure as its file describes it: a sentence, its terms with their meaning, what else there is to know."""

    title: str
    about: str
    terms: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    path: str = ""
    """The SQL file, as `pdcycle/data/measures/NAME.sql` or under the workspace; "" for what reports count."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The sentence, the terms and what else there is to know, a line each."""
        terms = tuple(f"{name}: {meaning}" for name, meaning in self.terms)
        return (f"{self.title}: {self.about}" if self.about else self.title, *terms, *self.notes)


@dataclass(frozen=True, slots=True)
class Explanation:
    """A figure explained to one audience; `others` are things counted that are other people's, None where hidden.

    `adds_up` says whether what is listed, with the others, comes to the figure; where it does not, nothing is listed.
    """

    program: str
    report: str
    number: int
    id: str
    title: str
    said: str
    numerator: int | None
    denominator: int | None
    as_of: date
    definition: Definition
    counted: tuple[Counted, ...]
    others: int | None = 0
    notes: tuple[str, ...] = ()
    adds_up: bool = True
    count: int | None = None
    """How many things a figure that is no share counts, where it counts what is listed."""

    @property
    def head(self) -> str:
        """The figure with its value: `Courses completed, Lincoln: 55 of 55 (100%)`."""
        return f"{self.title}: {self.said}"

    @property
    def sections(self) -> tuple[tuple[str, tuple[Counted, ...]], ...]:
        """What is counted, under headings: what is done, what is not, and what nobody is told about."""
        done = tuple(item for item in self.counted if item.done)
        rest = tuple(item for item in self.counted if item.done == 0)
        untold = tuple(item for item in self.counted if item.done is None)
        is_share = self.denominator is not None or rest
        named = (
            ("Counted as done" if is_share else "Counted", done),
            ("Not done", rest),
            ("Counted", untold),
        )
        return tuple(
            (f"{name}: {sum(item.of for item in several):,}", several) for name, several in named if several
        )

    @property
    def closing(self) -> tuple[str, ...]:
        """What is to be said about what is listed."""
        more = (
            f"{wording.count(self.others, 'thing')} more of other people, not listed here."
            if self.others
            else ""
        )
        return (*self.notes, *((more,) if more else ()))


def by_name(several: Iterable[Counted]) -> Iterator[tuple[str, tuple[Counted, ...]]]:
    """Things under whose they are, in order of names and of what was due first."""
    ordered = sorted(
        several, key=lambda item: (item.name, item.person, item.due or date.max, item.what, item.sources)
    )
    for name, items in groupby(ordered, key=lambda item: item.name):
        yield name, tuple(items)


_TERM = re.compile(r"(\S(?:\S| (?! ))*?)\s{2,}(?=\S)(.*)")
_SENTENCE = re.compile(r"(?<=\.)\s+")
_FOLDED = re.compile(r"\s{4,}(?=\w+ {2,})")


def definition(name: str, text: str) -> Definition:
    """What a measure's file says above its SQL; a file without a comment is known by its name alone."""
    lines = list(_comment(text))
    title, _, about = (lines[0] if lines else name.replace("_", " ")).partition(": ")
    terms: list[tuple[str, str]] = []
    notes: list[str] = []
    for paragraph in _paragraphs(lines[1:]):
        if _TERM.fullmatch(paragraph[0]):
            terms += _terms(paragraph)
        else:
            notes.append(_without_rows(" ".join(paragraph)))
    return Definition(
        title,
        about[:1].upper() + about[1:],
        tuple(terms),
        tuple(note for note in notes if note),
        path_of(name, text),
    )


def _without_rows(text: str) -> str:
    """The paragraph without what it says of the table's rows, which whoever asks about one figure does not see."""
    return " ".join(one for one in _SENTENCE.split(text) if not one.startswith("A row for each"))


def path_of(name: str, text: str) -> str:
    """Where the measure's file is: with pdcycle, or in the workspace."""
    own = shipped.data("measures", f"{name}.sql")
    is_shipped = own.is_file() and own.read_text(encoding="utf-8") == text
    return f"{'pdcycle/data/' if is_shipped else ''}measures/{name}.sql"


def _comment(text: str) -> Iterable[str]:
    for line in text.splitlines():
        if not line.startswith("--"):
            return
        yield line[2:].removeprefix(" ").rstrip()


def _paragraphs(lines: Iterable[str]) -> list[list[str]]:
    found: list[list[str]] = [[]]
    for line in lines:
        if line:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _terms(lines: list[str]) -> list[tuple[str, str]]:
    """Terms with their meanings: a line that is indented goes on with the one before; two may share a line."""
    terms: list[tuple[str, str]] = []
    for line in lines:
        if line[0] == " " and terms:
            name, meaning = terms[-1]
            terms[-1] = name, f"{meaning} {line.strip()}"
            continue
        for part in _FOLDED.split(line):
            found = _TERM.fullmatch(part)
            if found:
                terms.append((found[1], found[2].strip()))
            elif terms:
                name, meaning = terms[-1]
                terms[-1] = name, f"{meaning} {part.strip()}"
    return terms
