"""Tables about goals and groups: measurements and minutes, in which no person stands."""

from __future__ import annotations

from fractions import Fraction

from pdcycle.evidence.intake import NO_PROOF, NOBODY_NAMED
from pdcycle.evidence.pieces import About, Piece, piece
from pdcycle.evidence.proofs import NOTHING_SEEN, slug
from pdcycle.evidence.rows import RowReader
from pdcycle.tables.header import normalised
from pdcycle.tables.numbers import number, share
from pdcycle.tables.sheet import Row

NO_GOAL = "a name no goal has"
NO_GROUP = "a name no group has"
NO_CASES = "of how many is not said"
NO_SHARE = "no share, such as 55% or 11 of 20"
NOT_MEASURED = "not measured yet"


class AggregateReader(RowReader):
    """Reads rows about a goal or a group; a row gives one piece that belongs to nobody."""

    def __call__(self, row: Row) -> list[Piece] | str:
        """The row's piece, or the reason why it proves nothing."""
        skipped = self.skipped(row)
        if skipped is not None:
            return skipped
        when = self.when(row)
        if isinstance(when, str):
            return when
        outside = self.outside(row, when, self.names.get("when", ""))
        if outside is not None:
            return outside
        read = self._measured(row) if self.kind == "measurement" else self._shared(row)
        if isinstance(read, str):
            return read
        subject, value, audience = read
        return [
            piece(
                source=self.intake.name,
                file=self.file,
                row=row.line,
                person="",
                kind=self.kind,
                subject=subject,
                when=when,
                value=value,
                about=About(audience=audience, title=self.cell(row.cells, "title") or None),
            )
        ]

    def _measured(self, row: Row) -> tuple[str, str, None] | str:
        """The goal as `program/owner`, and its share as `11 of 20`."""
        cells = row.cells
        named = self.cell(cells, "subject")
        found = self.intake.proofs.of((named, self.stem))
        goal = self.intake.subject(found[0].item if found else named)
        if goal is None:
            return self._unknown(NO_GOAL, row)
        value = self.cell(cells, "value")
        if value.casefold() in NOTHING_SEEN:
            return NOT_MEASURED
        counts = counts_of(value, self.cell(cells, "cases"), percent=self.percent)
        return counts if isinstance(counts, str) else (goal, f"{counts[0]} of {counts[1]}", None)

    def _shared(self, row: Row) -> tuple[str, str | None, str | None] | str:
        """The group, what was shared as an activity's id, and with whom."""
        cells = row.cells
        named = self.intake.source.group or self.cell(cells, "subject")
        if not named:
            return NOBODY_NAMED
        group = self.intake.subject(named)
        if group is None:
            return self._unknown(NO_GROUP, row)
        what = self.cell(cells, "value")
        found = self.intake.proofs.of((what, self.stem))
        if not found and self.intake.proofs.any:
            return NO_PROOF
        return (
            group,
            found[0].item if found else slug(what) or None,
            self.intake.audience(self.cell(cells, "audience")),
        )

    def _unknown(self, what: str, row: Row) -> str:
        self.intake.trouble(what, self.file, self.names.get("subject", ""), row.line)
        return what


def counts_of(value: str, cases: str, *, percent: bool = False) -> tuple[int, int] | str:
    """A share as two whole numbers, from `55%` of 20 or `11 of 20`, or the reason why it is none.

    A bare number above 1 could be a share or a count, so that it is taken for neither unless its column says percent.
    """
    text = normalised(value).replace(" of ", "/").replace(" out of ", "/")
    top, slash, bottom = text.partition("/")
    if slash:
        above, whole = number(top), number(bottom)
        if above is None or not whole or above % 1 or whole % 1 or not 0 <= above <= whole:
            return NO_SHARE
        return int(above), int(whole)
    count = number(cases)
    if count is None or count <= 0 or count % 1:
        return NO_CASES
    bare = number(text)
    if bare is None or (bare > 1 and not percent and "%" not in text):
        return NO_SHARE
    found = share(f"{text}%" if percent and "%" not in text and bare > 1 else text)
    if found is None or not 0 <= found <= 1:
        return NO_SHARE
    return int(found * int(count) + Fraction(1, 2)), int(count)
