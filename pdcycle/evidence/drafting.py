"""A starting profile for a file no profile reads, made from its header and the look of its cells."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from pdcycle.evidence.proofs import slug
from pdcycle.model.profile import NEVER_READ, ROLES, Profile
from pdcycle.tables.header import Column, matches, normalised
from pdcycle.tables.moments import UNREADABLE, read_moment
from pdcycle.tables.numbers import number
from pdcycle.tables.sheet import Row, Sheet

_MOSTLY = 0.8
_MORE: Mapping[str, tuple[str, ...]] = {
    "name": (
        "employee",
        "employee name",
        "participant",
        "attendee",
        "learner",
        "staff member",
        "educator",
        "user",
    ),
    "email": ("mail", "e-mail address", "work email"),
    "staff_id": ("employee number", "employee no", "person id", "badge"),
    "subject": (
        "event",
        "event title",
        "event name",
        "training",
        "workshop",
        "session title",
        "offering",
        "section",
    ),
    "when": (
        "completed date",
        "date of completion",
        "event date",
        "end",
        "finished",
        "submitted at",
        "created",
    ),
    "minutes": ("credit", "credits", "hours earned", "hours", "length", "seat time"),
    "status": (
        "attendance",
        "result",
        "completion",
        "state",
        "approval status",
        "completion status",
        "registration status",
        "enrollment status",
        "attendance status",
        "course status",
        "approval",
    ),
}
"""Names that transcripts have for what no shipped profile calls so."""

_KINDS = (
    ("observation", ("component", "value")),
    ("log", ("actor", "minutes")),
    ("attendance", ("until",)),
    ("completion", ("subject", "status")),
    ("artifact", ("title",)),
    ("completion", ("subject",)),
)
"""What a file may hold, by the roles its columns were taken for, the first that fits."""

_STATES = (
    "states:    # what a status says; a word that is not here proves nothing, and is told",
    *(f'  "{word}": {{}}' for word in ("complete*", "approved", "attended", "present", "yes")),
    '  "passed": {passed: true}',
    '  "failed": {passed: false}',
    *(f'  "{word}": {{nothing: not completed yet}}' for word in ("not *", "in progress", "enrolled", "registered", "pending*")),
    *(f'  "{word}": {{nothing: {word}}}' for word in ("denied", "absent", "withdrawn", "cancelled")),
)  # fmt: skip
"""Without them every row would be proof, whatever its status says."""


def header_at(sheet: Sheet, profiles: Mapping[str, Profile]) -> int:
    """The record that looks most like a header: names profiles know, else the first full line of the usual width."""
    known = _names(profiles)
    widths = [len([cell for cell in row.cells if cell.strip()]) for row in sheet.head]
    widest = max(widths)

    def score(index: int) -> tuple[int, int, int]:
        keys = {normalised(cell) for cell in sheet.head[index].cells}
        named = sum(1 for key in keys if key in known)
        plain = all(
            number(cell) is None and "@" not in cell for cell in sheet.head[index].cells if cell.strip()
        )
        return named if plain else -1, int(plain and widths[index] * 2 > widest), -index

    return max(range(len(sheet.head)), key=score)


def roles_guessed(
    columns: Sequence[Column], rows: Sequence[Row], profiles: Mapping[str, Profile]
) -> dict[str, int]:
    """Columns by what they seem to be: their name as some profile has it, else what most of their cells look like."""
    known = _names(profiles)
    found: dict[str, int] = {}
    readable = [column for column in columns if not is_never_read(column)]
    for column in readable:
        for role in known.get(column.key, ()):
            if role not in found:
                found[role] = column.index
                break
    for column in readable:
        if column.index in found.values():
            continue
        cells = [row.cells[column.index].strip() for row in rows if row.cells[column.index].strip()]
        seeming = _looks(cells)
        if seeming is not None and seeming not in found:
            found[seeming] = column.index
    return dict(sorted(found.items(), key=lambda entry: ROLES.index(entry[0])))


def is_never_read(column: Column) -> bool:
    """Whether a column is of the kind nobody reads: addresses of machines, places, numbers of identity."""
    return any(matches(column.key, name) for name in NEVER_READ)


def draft(file: str, columns: Sequence[Column], roles: Mapping[str, int]) -> str:
    """The profile's YAML, ready to edit; it reads the file it was made from."""
    by_index = {column.index: column for column in columns}
    stem = file.rsplit("/", 1)[-1].rsplit(".", 1)[0]
    taken = set(roles.values())
    rest = [column.key for column in columns if column.index not in taken and column.key]
    needs = [by_index[index].key for role, index in roles.items() if role != "note" and by_index[index].key]
    needs = needs or [column.key for column in columns if column.key][:3] or ["(empty)"]
    lines = [
        f"# A starting profile, made from the header of {stem}.",
        "# Correct what is wrong, then name it in a source.",
        f"profile: {json.dumps(' '.join(slug(stem).split('-')).capitalize() or 'My export', ensure_ascii=False)}",
        "# What a row shows: completion, check, attendance, log, observation, video,",
        "# result, reflection or artifact.",
        f"evidence: {_kind(roles)}",
        "header:",
        "  needs:    # columns by which the file is known again",
        *(f"    - {_quoted(name)}" for name in needs),
        "columns:    # what each column is; who, when and what are needed",
        *(f"  {role}: [{_quoted(by_index[index].key or '(empty)')}]" for role, index in roles.items()),
        *_missing(roles),
    ]
    if "minutes" in roles and any(word in by_index[roles["minutes"]].key for word in ("hour", "credit")):
        lines.append("minutes_in: hours")
    if "status" in roles:
        lines += _STATES
    if rest:
        lines += ["# Columns that are not read:", *(f"#   {name}" for name in rest)]
    return "\n".join(lines) + "\n"


def _missing(roles: Mapping[str, int]) -> list[str]:
    lines = []
    if not {"staff_id", "email", "name", "first", "last"} & roles.keys():
        lines.append("  # email: [...]    who it is about: staff_id, email, name, or first and last")
    if "when" not in roles:
        lines.append("  # when: [...]    the date")
    if "subject" not in roles:
        lines.append("  # subject: [...]    the course, meeting or form that a source's `proves` speaks of")
    return lines


def _kind(roles: Mapping[str, int]) -> str:
    return next((kind for kind, needed in _KINDS if roles.keys() >= set(needed)), "completion")


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _names(profiles: Mapping[str, Profile]) -> dict[str, tuple[str, ...]]:
    """Every column name of every profile, with the roles it has there, the most usual first."""
    counted: dict[str, dict[str, int]] = {}
    for profile in profiles.values():
        for role, names in profile.columns.items():
            for name in names:
                if "*" not in name and name != "(empty)":
                    roles = counted.setdefault(normalised(name), {})
                    roles[role] = roles.get(role, 0) + 1
    for role, names in _MORE.items():
        for name in names:
            counted.setdefault(name, {}).setdefault(role, 0)
    return {
        name: tuple(sorted(roles, key=lambda role: (-roles[role], ROLES.index(role))))
        for name, roles in sorted(counted.items())
    }


def _looks(cells: Sequence[str]) -> str | None:
    if not cells:
        return None
    if _mostly(cells, lambda cell: "@" in cell and "." in cell.partition("@")[2]):
        return "email"
    if _mostly(cells, _is_date):
        return "when"
    return None


def _is_date(cell: str) -> bool:
    return number(cell) is None and read_moment(cell) != UNREADABLE


def _mostly(cells: Sequence[str], holds: Callable[[str], bool]) -> bool:
    return sum(1 for cell in cells if holds(cell)) >= _MOSTLY * len(cells)
