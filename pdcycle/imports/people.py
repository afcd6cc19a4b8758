"""Staff of a bundle into people.csv: rows, their order, ids and hand-made columns stay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from pdcycle.imports.csv_text import KeptRow, KeptTable, kept_table
from pdcycle.imports.handles import handles
from pdcycle.imports.oneroster import Staff

COLUMNS = (
    "id", "name", "email", "staff_id", "role", "schools", "department", "grades", "subjects", "years", "prep",
    "coach", "mentor", "principal", "evaluator", "aliases",
)  # fmt: skip
_FOLLOWED = ("name", "email")
"""Columns in which the roster is right; the others of its columns are filled where they are empty."""
_FILLED = ("staff_id", "role", "department", "grades", "subjects")


@dataclass(frozen=True, slots=True)
class Incoming:
    """One person of the roster: the keys other files know them by, and the cells of their row."""

    keys: tuple[str, ...]
    family: str
    given: str
    cells: Mapping[str, str]


@dataclass(slots=True)
class People:
    """The new people.csv, the id of every sourcedId, and by id what happened; `kept` cells differ and stayed."""

    content: bytes
    ids: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    by_name: list[str] = field(default_factory=list)
    kept: list[tuple[str, str]] = field(default_factory=list)


def one_each(staff: Sequence[Staff]) -> list[tuple[Staff, tuple[str, ...]]]:
    """Everybody once, with all sourcedIds: accounts of one name and one e-mail, or one number, are one person."""
    found: dict[tuple[str, ...], list[Staff]] = {}
    for person in sorted(staff, key=lambda one: one.id):
        mark = person.email.casefold() or person.identifier.casefold() or person.id
        found.setdefault((mark, person.family.casefold(), person.given.casefold()), []).append(person)
    joined = []
    for several in found.values():
        first = several[0]
        joined.append((
            Staff(
                first.id, first.identifier, first.given, first.family, first.email,
                tuple(dict.fromkeys(role for one in several for role in one.roles)),
                tuple(dict.fromkeys(org for one in several for org in one.orgs)),
            ),
            tuple(one.id for one in several),
        ))  # fmt: skip
    return joined


def merge_people(old: bytes | None, incoming: Sequence[Incoming], used: Collection[str]) -> People:
    """The roster laid into the bytes of people.csv; `used` are ids that were somebody's once.

    A person is the row with their number, else with their e-mail, else with their name where the row
    has neither number nor e-mail.
    """
    table = kept_table(old, COLUMNS)
    for column in ("id", "name", "email", "staff_id", "role", "schools"):
        table.need(column)
    made = People(b"")
    rows = [row for row in table.rows if row.get("id")]
    matched = _matches(rows, incoming, made)
    for at, person in enumerate(incoming):
        row = matched.get(at)
        if row is not None:
            made.ids.update(dict.fromkeys(person.keys, row.get("id")))
            if _update(table, row, person, made):
                made.changed.append(row.get("id"))
    taken = {id(row) for row in matched.values()}
    made.gone = [row.get("id") for row in rows if id(row) not in taken]
    _add(
        table,
        [person for at, person in enumerate(incoming) if at not in matched],
        {*used, *(row.get("id") for row in rows)},
        made,
    )
    made.content = (
        old
        if old is not None and not made.added and not made.changed and not table.grown
        else table.content()
    )
    return made


def _matches(rows: Sequence[KeptRow], incoming: Sequence[Incoming], made: People) -> dict[int, KeptRow]:
    matched: dict[int, KeptRow] = {}
    taken: set[int] = set()
    for key in range(4):
        wanted = [(at, _key(person, key)) for at, person in enumerate(incoming) if at not in matched]
        theirs = Counter(value for _, values in wanted for value in values)
        here: dict[str, list[KeptRow]] = {}
        for row in rows:
            value = _row_key(row, key)
            if value and id(row) not in taken:
                here.setdefault(value, []).append(row)
        for at, values in wanted:
            hit = next(
                (value for value in values if theirs[value] == 1 and len(here.get(value, ())) == 1), None
            )
            if hit is not None and id(here[hit][0]) not in taken:
                matched[at] = here[hit][0]
                taken.add(id(here[hit][0]))
                if key == 3:
                    made.by_name.append(here[hit][0].get("id"))
    return matched


def _key(person: Incoming, key: int) -> tuple[str, ...]:
    if key == 0:
        return tuple(value.casefold() for value in person.keys)
    column = ("", "staff_id", "email", "name")[key]
    return tuple(value for value in (person.cells.get(column, "").casefold(),) if value)


def _row_key(row: KeptRow, key: int) -> str:
    if key < 2:
        return row.get("staff_id").casefold()
    if key == 2:
        return row.get("email").casefold()
    return "" if row.get("staff_id") or row.get("email") else row.get("name").casefold()


def _update(table: KeptTable, row: KeptRow, person: Incoming, made: People) -> bool:
    changed = False
    for column in _FOLLOWED:
        value = person.cells.get(column, "")
        changed |= bool(value) and row.put(column, value)
    for column in _FILLED:
        value = person.cells.get(column, "")
        if value and column in table.columns and not row.get(column):
            changed |= row.put(column, value)
        elif value and column in ("role", "department") and row.get(column) not in ("", value):
            made.kept.append((row.get("id"), column))
    schools = person.cells.get("schools", "")
    if schools and not _many(schools) <= _many(row.get("schools")):
        changed |= row.put("schools", schools)
    return changed


def _many(cell: str) -> set[str]:
    return {part.strip() for part in cell.replace("|", ";").split(";") if part.strip()}


def _add(table: KeptTable, new: Sequence[Incoming], used: Collection[str], made: People) -> None:
    found = handles([(person.family, person.given, person.keys[0]) for person in new], used)
    for handle, person in sorted(zip(found, new, strict=True), key=lambda one: one[0]):
        table.add({**person.cells, "id": handle})
        made.ids.update(dict.fromkeys(person.keys, handle))
        made.added.append(handle)


def listed(values: Iterable[str]) -> str:
    """Several values in one cell of ours."""
    return ";".join(dict.fromkeys(value for value in values if value))
