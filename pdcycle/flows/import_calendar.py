"""A district's published calendar into calendar.yaml, with everything that a person must look at."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pdcycle.diagnostics import Diagnostic, Position, Route, Span, has_errors, warning
from pdcycle.files import Artefact
from pdcycle.imports.audience import Known
from pdcycle.imports.calendar_merge import Merged, merge
from pdcycle.imports.calendar_new import new_calendar, standard
from pdcycle.imports.calendar_reading import Mark, Reading, reading, school_year
from pdcycle.imports.day_lines import Line, when
from pdcycle.imports.published import Aside, Published
from pdcycle.imports.words import Words, load
from pdcycle.language.document import Document, read
from pdcycle.model.binding import bind
from pdcycle.model.calendar import Calendar
from pdcycle.program.calendar import compile_calendar

FILE = "calendar.yaml"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the person said: the time zone, the year the school year begins in, how many school days it has."""

    zone: str | None = None
    start: int | None = None
    days: int | None = None


@dataclass(frozen=True, slots=True)
class CalendarImport:
    """The calendar's file and the report on it; `school_days` counts by school, `asks` are lines to decide.

    `there`, `added` and `changed` are published lines by what became of them; `aside` is all the rest.
    """

    artefacts: tuple[Artefact, ...]
    file: str
    titles: int
    there: tuple[Line, ...] = ()
    added: tuple[Line, ...] = ()
    changed: tuple[Line, ...] = ()
    marks: tuple[tuple[str, Mark], ...] = ()
    make_up: tuple[tuple[str, int], ...] = ()
    aside: tuple[Aside, ...] = ()
    unsaid: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    school_days: tuple[tuple[str, int], ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    sources: tuple[tuple[str, str], ...] = ()

    @property
    def asks(self) -> tuple[Line, ...]:
        """Lines a person must decide something about."""
        return tuple(line for line in (*self.added, *self.changed) if line.asks)


def import_calendar(data: bytes, file: str, old: bytes | None, wanted: Wanted) -> CalendarImport:
    """The published file laid into the bytes of the calendar.yaml there is, or made into a new one.

    Where the calendar.yaml cannot be read there are no artefacts, and the diagnostics say why.
    """
    words = load()
    published = _published(data, file, wanted.zone, words)
    if old is None:
        found = reading(published, standard(words), words, wanted.start)
        text = new_calendar(found, published.title, file, words)
        made = CalendarImport((Artefact.text(FILE, text),), file, len(published.entries), added=found.lines)
        return _reported(made, published, found, text, wanted)
    document = read(old, FILE)
    calendar, problems = bind(document, Calendar)
    if calendar is None:
        return CalendarImport(
            (), file, len(published.entries),
            diagnostics=(*document.diagnostics, *problems), sources=((FILE, document.text),),
        )  # fmt: skip
    start = school_year(calendar.year[0]) if wanted.start is None else wanted.start
    found = reading(published, Known.of(calendar), words, start)
    merged = _settled(document, calendar, found)
    found = replace(found, aside=tuple(sorted({*found.aside, *merged.aside})))
    mark = BOM_UTF8 if old.startswith(BOM_UTF8) else b""
    made = CalendarImport(
        (Artefact(FILE, old if merged.text == document.text else mark + merged.text.encode()),), file,
        len(published.entries), merged.there, merged.added, merged.changed, unsaid=merged.unsaid,
    )  # fmt: skip
    return _reported(made, published, found, merged.text, wanted, calendar)


def _settled(document: Document, calendar: Calendar, found: Reading) -> Merged:
    """Merged until nothing more comes: a line that came may hide one that was there already."""
    merged = merge(document, calendar, found.lines)
    for _ in range(len(found.lines)):
        again = read(merged.text.encode(), FILE)
        bound, _problems = bind(again, Calendar)
        if bound is None:
            break
        more = merge(again, bound, found.lines)
        if more.text == merged.text:
            break
        came = tuple(dict.fromkeys((*merged.added, *more.added)))
        changed = tuple(dict.fromkeys((*merged.changed, *more.changed)))
        there = tuple(line for line in merged.there if line not in (*came, *changed))
        merged = replace(merged, text=more.text, there=there, added=came, changed=changed)
    return merged


def _published(data: bytes, file: str, zone: str | None, words: Words) -> Published:
    """An .ics by what it holds, whatever it is called; else a table."""
    if b"BEGIN:VCALENDAR" in data.upper() or file.casefold().endswith((".ics", ".ical")):
        from pdcycle.imports.ics import read_ics

        return read_ics(data, file, zone)
    from pdcycle.imports.calendar_csv import read_calendar_csv

    return read_calendar_csv(data, file, words)


def _reported(
    made: CalendarImport,
    published: Published,
    found: Reading,
    text: str,
    wanted: Wanted,
    was: Calendar | None = None,
) -> CalendarImport:
    document = read(text, FILE)
    calendar, problems = bind(document, Calendar)
    diagnostics = [*found.diagnostics, *document.diagnostics, *problems]
    counted: tuple[tuple[str, int], ...] = ()
    if calendar is not None:
        counted = _school_days(calendar)
        diagnostics += [*_ends(found, was, published.file), *_counts(counted, calendar, found, wanted)]
    listed = was.make_up.dates if was is not None else tuple(found.make_up)
    return replace(
        made,
        artefacts=() if has_errors(diagnostics) else made.artefacts,
        marks=tuple(sorted(found.marks.items())),
        make_up=tuple((when(day, day), line) for day, line in found.make_up.items() if day not in listed),
        aside=found.aside,
        notes=published.notes,
        school_days=counted,
        diagnostics=tuple(diagnostics),
        sources=((FILE, text), (published.file, published.source)),
    )


def _school_days(calendar: Calendar) -> tuple[tuple[str, int], ...]:
    compiled = compile_calendar(calendar)
    counted = []
    for school in calendar.schools:
        year = compiled.year(school)
        counted.append((school, compiled.count_school_days(school, year.first, year.last)))
    return tuple(counted)


def _ends(found: Reading, was: Calendar | None, file: str) -> Iterator[Diagnostic]:
    """What the file calls the first and last day, where a calendar says otherwise."""
    if was is None:
        return
    for name, day in (("first-day", was.year[0]), ("last-day", was.year[1])):
        mark = found.marks.get(name)
        if mark is not None and mark.day != day:
            yield warning(
                "PD372", f"the {name.replace('-', ' ')} of school is {mark.day} here, and {day} in {FILE}",
                Span(file, Position(mark.sources[0], 1), Position(mark.sources[0], 2)),
                help=f"if the file is right, change `year:` in {FILE}",
            )  # fmt: skip


def _counts(
    counted: tuple[tuple[str, int], ...], calendar: Calendar, found: Reading, wanted: Wanted
) -> Iterator[Diagnostic]:
    said = wanted.days or found.declared or calendar.declared_days
    off = [f"{count} at {school}" for school, count in counted if said is not None and count != said]
    if off:
        yield warning(
            "PD373", f"{said} school days are declared, and the calendar has {', '.join(off)}",
            Route(FILE, ("year",)),
            help="look at the first and last day, at what was not classified, and at each DECIDE",
        )  # fmt: skip
