"""Whom the rows of an export name and people.csv does not: where, how often, who is near, and what would mend it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pdcycle.evidence.people import PeopleIndex
from pdcycle.model.people import Person
from pdcycle.model.results import Mend, Unresolved
from pdcycle.tables.header import normalised

MOST_PLACES = 5
"""Rows of one person that are named; all of them are counted."""


@dataclass(slots=True)
class _Stranger:
    """One of them while rows are read."""

    first: Unresolved
    places: list[tuple[str, int]]
    rows: int = 0


@dataclass(slots=True)
class Strangers:
    """People of one source whom nobody in people.csv matches for sure, gathered row by row."""

    people: PeopleIndex
    _found: dict[tuple[str, str], _Stranger] = field(default_factory=dict)

    def note(self, file: str, line: int, staff_id: str, email: str, name: str) -> None:
        """Count a row of somebody; the same e-mail address and name are the same person."""
        said = name or staff_id
        key = (email.casefold(), normalised(said))
        if key not in self._found:
            self._found[key] = _Stranger(self._unresolved(file, line, staff_id, email, name), [])
        one = self._found[key]
        one.rows += 1
        if len(one.places) < MOST_PLACES:
            one.places.append((file, line))

    def found(self) -> tuple[Unresolved, ...]:
        """Everybody noted, in the order of their first rows."""
        return tuple(
            replace(one.first, rows=one.rows, places=tuple(one.places)) for one in self._found.values()
        )

    def _unresolved(self, file: str, line: int, staff_id: str, email: str, name: str) -> Unresolved:
        said = name or staff_id
        shown = f"{said} <{email}>" if said and email else said or email
        near = self.people.candidates(email, said)
        column = "aliases" if email or name else "staff_id"
        mends = (_mend(self.people.person(id_), column, email or said) for id_ in near)
        return Unresolved(file, line, shown, near, mends=tuple(one for one in mends if one is not None))


def together(several: Iterable[Unresolved]) -> tuple[Unresolved, ...]:
    """The same words in several sources are one person; in the order of what was read."""
    found: dict[str, Unresolved] = {}
    for one in several:
        key = normalised(one.shown)
        before = found.get(key)
        if before is None:
            found[key] = one
        else:
            places = (*before.places, *one.places)[:MOST_PLACES]
            found[key] = replace(before, rows=before.rows + one.rows, places=places)
    return tuple(found.values())


def _mend(person: Person, column: str, written: str) -> Mend | None:
    """What the person's cell has to say then; None where the words cannot stand in it."""
    if column == "staff_id":
        return Mend(person.id, person.line, column, _cell(written))
    if ";" in written:  # which parts one alias from the next
        return None
    return Mend(person.id, person.line, column, _cell(";".join((*person.aliases, written))))


def _cell(text: str) -> str:
    """The text as CSV writes it."""
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow([text])
    return out.getvalue()
