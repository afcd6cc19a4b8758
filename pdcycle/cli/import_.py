"""pdcycle import: a district's calendar and its roster, out of other systems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pdcycle import files
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call
from pdcycle.cli.terminal import Terminal
from pdcycle.cli.validate import explain
from pdcycle.diagnostics import has_errors
from pdcycle.errors import PdcycleError
from pdcycle.files import Artefact, Outcome
from pdcycle.flows.import_calendar import FILE, CalendarImport, Wanted, import_calendar
from pdcycle.flows.import_oneroster import PEOPLE, TIMETABLE, Before, RosterImport, import_oneroster, used_ids
from pdcycle.flows.starter_year import first_year
from pdcycle.imports.bundle import open_bundle
from pdcycle.wording import count
from pdcycle.workspace import find_root, load

MANY = 5
"""More titles of another school year than this are told in one line."""


@dataclass(frozen=True, slots=True)
class How:
    """What was asked for beside the file; `out` is `-` for the terminal, else a folder."""

    check: bool = False
    diff: bool = False
    out: Path | None = None


def run_calendar(
    call: Call,
    source: Path,
    how: How,
    *,
    zone: str | None = None,
    school_year: str | None = None,
    days: int | None = None,
) -> int:
    """Lay a published calendar into calendar.yaml; the result is what changed, the report goes to stderr."""
    root, inside = _root(call, how.out)
    settings = load(root).settings if inside else None
    path = call.inside(source)
    old = files.read_bytes(root / FILE) if (root / FILE).is_file() and not _to_terminal(how) else None
    wanted = Wanted(
        zone or (settings.time_zone if settings else None),
        first_year(school_year) if school_year else None,
        days,
    )
    made = import_calendar(files.read_bytes(path), path.name, old, wanted)
    explain(call.terminal, made.diagnostics, dict(made.sources))
    if has_errors(made.diagnostics):
        call.terminal.complain(f"nothing was written; mend {FILE} first, then run this again")
        return PROBLEMS
    code = _write(call.terminal, root, made.artefacts, how)
    for line in _calendar_report(made):
        call.terminal.tell(line)
    used = len(made.there) + len(made.added) + len(made.changed)
    call.terminal.say(
        f"{count(made.titles, 'title')} read: {count(used, 'line')} ({len(made.added)} new, {len(made.changed)} changed), "
        f"{len(made.aside)} set aside"
    )
    return code


def run_oneroster(call: Call, source: Path, how: How) -> int:
    """Lay a OneRoster bundle into people.csv and timetable.csv; the report goes to stderr."""
    root, inside = _root(call, how.out)
    calendar = load(root).calendar if inside else None
    old = {name: (root / name).read_bytes() for name in (PEOPLE, TIMETABLE) if (root / name).is_file()}
    locks = [files.read_bytes(path) for path in sorted((root / "schedule").glob("*.lock.yaml"))]
    before = Before(old.get(PEOPLE), old.get(TIMETABLE), calendar, used_ids(locks))
    made = import_oneroster(open_bundle(call.inside(source)), before)
    code = _write(call.terminal, root, made.artefacts, how)
    for line in _roster_report(made):
        call.terminal.tell(line)
    people = made.people
    call.terminal.say(
        f"OneRoster {made.version}: {count(len(set(people.ids.values())), 'person', 'people')} "
        f"({len(people.added)} new, {len(people.changed)} changed), {made.timetable.added} lessons new"
    )
    return code


def _to_terminal(how: How) -> bool:
    return how.out is not None and str(how.out) == "-"


def _root(call: Call, out: Path | None) -> tuple[Path, bool]:
    """Where the files are, and whether that is a workspace; none is needed."""
    if out is not None and str(out) != "-":
        return call.inside(out), (call.inside(out) / "pdcycle.yaml").is_file()
    try:
        return find_root(call.start), True
    except PdcycleError:
        if not call.start.is_dir():
            raise
        return call.start, False


def _write(terminal: Terminal, root: Path, artefacts: Sequence[Artefact], how: How) -> int:
    """Write, or show, or check; what changes in a file that was there is shown as a diff."""
    if _to_terminal(how):
        terminal.result("".join(artefact.content.decode(errors="replace") for artefact in artefacts))
        return DONE
    states = {artefact.path: files.outcome(root, artefact) for artefact in artefacts}
    differ = [artefact for artefact in artefacts if states[artefact.path] is not Outcome.UNCHANGED]
    shown = differ if how.diff else [one for one in differ if states[one.path] is Outcome.CHANGED]
    terminal.result("".join(files.diff(root, shown)))
    if how.check or how.diff:
        return PROBLEMS if how.check and differ else DONE
    files.write(root, artefacts)
    for path, state in states.items():
        terminal.say(f"{state.value}: {path}")
    return DONE


def _calendar_report(made: CalendarImport) -> Iterator[str]:
    """Everything a person must look at, a line each, with the file's own line numbers."""
    yield from made.notes
    for name, mark in made.marks:
        yield f"{name.replace('-', ' ')} of school: {mark.day} ({made.file}:{mark.sources[0]})"
    for line in made.asks:
        yield f"decide: {line.first} {line.name}: {' '.join(line.asks)} ({made.file}:{line.sources[0]})"
    for day, source in made.make_up:
        yield f"make-up day, for `make_up: {{dates: [...]}}`: {day} ({made.file}:{source})"
    yield from _aside(made)
    if made.unsaid:
        yield f"only in {FILE}, the file says nothing of them: lines {', '.join(map(str, made.unsaid))}"
    if made.school_days:
        yield f"school days: {', '.join(f'{number} at {school}' for school, number in made.school_days)}"


def _aside(made: CalendarImport) -> Iterator[str]:
    """What was not taken, a line each; many that are of another school year share one."""
    years = Counter(aside.why for aside in made.aside if aside.elsewhere)
    for why, number in years.items():
        if number > MANY:
            lines = ", ".join(str(aside.line) for aside in made.aside if aside.why == why)
            yield f"set aside: {made.file}: {number} titles, of each: {why} (lines {lines})"
    for aside in made.aside:
        if years[aside.why] <= MANY:
            yield f"set aside: {made.file}:{aside.line}: {aside.title or '(no title)'}: {aside.why}"


def _roster_report(made: RosterImport) -> Iterator[str]:
    yield from made.notes
    for used in made.usage:
        left = "; ".join(f"{number} not taken: {why}" for why, number in sorted(used.left.items()))
        yield f"{used.file}: {used.taken} of {count(used.rows, 'row')} used{f'; {left}' if left else ''}"
        secret = {column for file, column in made.secret if file == used.file}
        unused = [column for column in used.columns if column not in secret]
        if unused:
            yield f"{used.file}: columns not used: {', '.join(unused)}"
        if secret:
            yield f"{used.file}: columns never read: {', '.join(sorted(secret))}"
    if made.unopened:
        yield f"not opened: {', '.join(made.unopened)}"
    if made.elsewhere:
        yield f"{count(made.elsewhere, 'class', 'classes')} of another school year left out"
    if made.without_periods:
        yield f"{count(made.without_periods, 'class', 'classes')} without periods, so not in {TIMETABLE}"
    yield from _people_report(made)
    for key, lines in (("schools", made.schools), ("terms", made.terms)):
        if lines:
            yield f"for {FILE}:\n{key}:\n" + "\n".join(lines)


def _people_report(made: RosterImport) -> Iterator[str]:
    people, lessons = made.people, made.timetable
    if people.by_name:
        yield f"matched by name only, look at them: {', '.join(sorted(people.by_name))}"
    if people.gone:
        yield f"in {PEOPLE} and not in the roster (nobody is deleted): {', '.join(people.gone)}"
    for column in ("role", "department"):
        kept = sorted({person for person, name in people.kept if name == column})
        if kept:
            yield f"the roster gives another {column}, yours was kept: {', '.join(kept)}"
    if lessons.against:
        yield f"{TIMETABLE} has something else where the roster has a class: lines {', '.join(map(str, lessons.against))}"
    if lessons.unsaid:
        yield f"classes in {TIMETABLE} that the roster does not have: lines {', '.join(map(str, lessons.unsaid))}"
