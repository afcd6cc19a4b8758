"""All sources to one ledger: every row is used, folded or set aside by reason."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from zoneinfo import ZoneInfo

from pdcycle.diagnostics import Diagnostic, Route
from pdcycle.evidence import complaints
from pdcycle.evidence.aggregates import AggregateReader
from pdcycle.evidence.clock import AFTER_YEAR, BEFORE_YEAR
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.fold import fold
from pdcycle.evidence.intake import NO_PROOF, Intake
from pdcycle.evidence.people import PeopleIndex
from pdcycle.evidence.pieces import Piece, Tally
from pdcycle.evidence.proofs import Framework
from pdcycle.evidence.rows import RowReader
from pdcycle.evidence.sessions import Key, Session, SessionReader, settle
from pdcycle.evidence.strangers import together
from pdcycle.evidence.tables import Opened, open_export
from pdcycle.evidence.unread import troubles
from pdcycle.evidence.wide import WideReader
from pdcycle.model.catalog import Rubric
from pdcycle.model.people import Person
from pdcycle.model.profile import Profile
from pdcycle.model.results import Accounting, Evidence, Ledger, SetAside, Unresolved
from pdcycle.model.sources import Source

BLANK = "blank"
HEADER_AGAIN = "the header again"
CUT_OFF = "cut off"


@dataclass(slots=True)
class _Gathered:
    evidence: list[Evidence] = field(default_factory=list)
    accounting: list[Accounting] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def read_ledger(
    sources: Mapping[str, Source],
    profiles: Mapping[str, Profile],
    people: Mapping[str, Person],
    files: Mapping[str, Sequence[ExportFile]],
    zone: ZoneInfo,
    year: tuple[date, date],
    *,
    pass_marks: Mapping[str, Fraction] | None = None,
    rubric: Rubric | None = None,
    subjects: Mapping[str, Mapping[str, str]] | None = None,
    places: Mapping[str, Route] | None = None,
) -> tuple[Ledger, list[Diagnostic]]:
    """The ledger of every source, and what kept rows or files out of it.

    `files` holds the files that match each source's pattern; `year` the first and last day that count;
    `pass_marks` a catalog item's mark as a share; `rubric` the levels and components an observation may name;
    `subjects` the ids that rows about no person may name, by evidence word and normalised name; `places` where each
    source is written.
    """
    index = PeopleIndex(people)
    gathered = _Gathered(diagnostics=list(index.diagnostics))
    for name, source in sorted(sources.items()):
        place = (places or {}).get(name, Route(f"sources/{name}.yaml"))
        given = sorted(files.get(name, ()), key=lambda file: file.path)
        if source.profile not in profiles:
            gathered.diagnostics.append(complaints.unknown_profile(source, profiles, place))
            continue
        if not given:
            gathered.diagnostics.append(complaints.nothing_matches(source, place))
            continue
        profile = profiles[source.profile]
        known = (subjects or {}).get(profile.evidence)
        intake = Intake(name, source, profile, index, pass_marks or {}, Framework(rubric), known)
        _SourceReading(intake, profiles, zone, year, place, gathered).run(given)
    ordered = sorted(gathered.evidence, key=lambda item: (item.person, item.when, item.id))
    ledger = Ledger(
        tuple(ordered), tuple(gathered.accounting), tuple(gathered.set_aside), together(gathered.unresolved)
    )
    return ledger, gathered.diagnostics


@dataclass(slots=True)
class _SourceReading:
    """One source from its files to folded pieces."""

    intake: Intake
    profiles: Mapping[str, Profile]
    zone: ZoneInfo
    year: tuple[date, date]
    place: Route
    gathered: _Gathered
    pieces: list[Piece] = field(default_factory=list)
    tallies: list[Tally] = field(default_factory=list)
    sessions: dict[Key, Session] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)

    def run(self, files: Sequence[ExportFile]) -> None:
        """Read the files, fold what repeats and account for every row."""
        intake, gathered = self.intake, self.gathered
        with _uncollected():
            for file in files:
                opened, problems = open_export(
                    file, intake.source, self.profiles, self.zone, self.year, self.place
                )
                gathered.diagnostics.extend(problems)
                if opened is not None:
                    self._read(file, opened)
        self.pieces.extend(settle(intake, self.sessions))
        policy = intake.source.submissions or intake.profile.submissions or "latest"
        kept = fold(self.pieces, policy)
        gathered.evidence.extend(found.evidence for found in kept)
        gathered.accounting.extend(self._accounts(kept))
        gathered.set_aside.extend(intake.set_aside)
        gathered.unresolved.extend(intake.strangers.found())
        gathered.diagnostics.extend(self._doubts())

    def _read(self, file: ExportFile, opened: Opened) -> None:
        tally = Tally(opened.table.file, opened.table.encoding)
        self.tallies.append(tally)
        reader = self._reader(file, opened, tally)
        for line, found in _outcomes(opened, reader, tally, self.gathered.diagnostics):
            if isinstance(found, str):
                tally.aside[found] += 1
                self.intake.put_aside(tally.file, line, found)
            elif found:
                tally.offered += 1
                self.pieces.extend(found)
        diagnostics = self.gathered.diagnostics
        diagnostics.extend(complaints.table_doubts(opened.table, opened.layout, self.intake.profile))
        self.seen.update(name for column in opened.layout.activities for name in column.names)
        outside = tally.aside[BEFORE_YEAR] + tally.aside[AFTER_YEAR]
        earlier = self.intake.source.until is not None and self.intake.source.until < self.year[0]
        if (
            outside
            and not earlier  # a source of last year is cited, not counted
            and not tally.offered
            and tally.aside.total() >= tally.read
        ):
            self.intake.forget(tally.file, BEFORE_YEAR, AFTER_YEAR)
            label = f"{self.year[0].isoformat()} .. {self.year[1].isoformat()}"
            diagnostics.append(complaints.another_year(file, outside, label))
        if not tally.read:
            diagnostics.append(complaints.empty(file.path, opened.table.header_line))

    def _reader(self, file: ExportFile, opened: Opened, tally: Tally) -> RowReader:
        parts = (self.intake, opened.table, opened.layout, opened.clock, file.stem)
        layout = self.intake.profile.layout
        if layout == "sessions":
            return SessionReader(*parts, self.sessions, tally)
        if layout == "aggregates":
            return AggregateReader(*parts)
        if layout == "activities":
            wide = WideReader(*parts)
            wide.lay_out(opened.layout)
            return wide
        return RowReader(*parts)

    def _accounts(self, kept: Sequence[Piece]) -> Iterator[Accounting]:
        rows = {(found.evidence.file, found.evidence.row) for found in kept}
        per_file = Counter(file for file, _ in rows)
        for tally in self.tallies:
            used = per_file[tally.file]
            folded = tally.folded + tally.offered - used
            yield Accounting(
                tally.file, self.intake.name, self.intake.source.profile, tally.encoding, tally.read, used, folded,
                tuple(sorted((reason, count) for reason, count in tally.aside.items() if count)),
            )  # fmt: skip

    def _doubts(self) -> Iterator[Diagnostic]:
        intake = self.intake
        yield from troubles(intake, self.place)
        if any(tally.aside[NO_PROOF] for tally in self.tallies) and not intake.proofs.any:
            yield complaints.proves_nothing(intake.profile, self.place)
        if any(tally.read for tally in self.tallies):
            yield from complaints.proves_doubts(intake, self.place, self.seen)
        if strangers := intake.strangers.found():
            yield complaints.unmatched(intake.name, strangers)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Evidence holds no cycles, and looking for some among a million pieces takes a fifth of the reading's time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _outcomes(
    opened: Opened, reader: RowReader, tally: Tally, diagnostics: list[Diagnostic]
) -> Iterator[tuple[int, list[Piece] | str]]:
    """Each row's line with its pieces or the reason why it has none; ragged rows and an early end are told."""
    table = opened.table
    width, long, first, last = len(table.columns), 0, 0, 0
    for row in table.rows():
        tally.read += 1
        cells, last = row.cells, row.line
        if len(cells) > width:
            long, first = long + 1, first or row.line
        if not cells[0].strip() and not any(cell.strip() for cell in cells):
            yield row.line, BLANK
        elif table.is_header(row):
            yield row.line, HEADER_AGAIN
        else:
            yield row.line, reader(row)
    broken = table.reading.broken
    if broken is not None:
        tally.read += 1
        yield broken.line, CUT_OFF
    elif last and table.reading.short == last and table.reading.last_line_open:
        diagnostics.append(complaints.cut_off(table.file, last))
    diagnostics.extend(complaints.ragged(table.file, long, first))
