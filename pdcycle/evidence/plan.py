"""Which column of a table is what: a profile and a source laid over a header."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pdcycle.evidence.recognise import is_dated
from pdcycle.model.profile import NEVER_READ, PERSON_ROLES, Activities, Profile
from pdcycle.model.sources import Source
from pdcycle.tables.header import EMPTY, Column, glob, matches
from pdcycle.tables.table import Table


@dataclass(frozen=True, slots=True)
class ActivityColumn:
    """A column that stands for an activity, by every name `proves` may call it, and the column of its date."""

    index: int
    names: tuple[str, ...]
    rule: Activities
    date: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one table by role; `lost` are roles whose column the source names but the table lacks."""

    roles: Mapping[str, int]
    preamble: Mapping[str, str]
    activities: tuple[ActivityColumn, ...]
    lost: tuple[tuple[str, str], ...]
    skips: tuple[tuple[int | None, tuple[str, ...], tuple[str, ...], str], ...]
    """Column (None is any), what it is, what it is not, and the reason."""

    @property
    def dated(self) -> tuple[int, ...]:
        """The columns that hold dates."""
        of_roles = [self.roles[role] for role in ("when", "until") if role in self.roles]
        return (*of_roles, *(column.date for column in self.activities if column.date is not None))


def layout_of(table: Table, profile: Profile, source: Source) -> Layout:
    """Find each role's column; columns of addresses, places and numbers of identity are never among them."""
    readable = tuple(column for column in table.columns if not is_dropped(column, profile))
    roles: dict[str, int] = {}
    lost = []
    for role, names in source.columns.items():
        found = _column(readable, names)
        if found is None:
            lost.append((role, names[0]))
        else:
            roles[role] = found
    about = roles.get("about")  # who is spoken of is not who answered
    for role, names in profile.columns.items():
        found = _column(readable, names)
        if role not in source.columns and found is not None and (found != about or role not in PERSON_ROLES):
            roles[role] = found
    preamble = {
        role: value
        for role, names in profile.preamble.items()
        if (value := next((table.preamble[name] for name in names if table.preamble.get(name)), ""))
    }
    activities = _activities(readable, profile, set(roles.values())) if profile.layout == "activities" else ()
    return Layout(roles, preamble, activities, tuple(lost), _skips(readable, profile))


def is_dropped(column: Column, profile: Profile) -> bool:
    """Whether a column is of the kind nobody reads."""
    return any(matches(column.key.partition("#")[0], name) for name in (*NEVER_READ, *profile.drop))


def questions(table: Table, profile: Profile, source: Source, layout: Layout) -> tuple[Column, ...]:
    """The columns that hold answers: no role, not ignored, not dropped."""
    taken = {
        index for role, index in layout.roles.items() if role in (*PERSON_ROLES, "when", "about", "audience")
    }
    return tuple(
        column
        for column in table.columns
        if column.index not in taken
        and not is_dropped(column, profile)
        and not any(matches(column.key, name) for name in profile.ignore)
        and not any(matches(column.key, name) for name in source.columns.get("note", ()))
    )


def _column(columns: tuple[Column, ...], names: tuple[str, ...]) -> int | None:
    for name in names:
        if name == EMPTY:
            if columns and columns[0].index == 0 and not columns[0].key:
                return 0
            continue
        for column in columns:
            if matches(column.key, name):
                return column.index
    return None


def _skips(
    columns: tuple[Column, ...], profile: Profile
) -> tuple[tuple[int | None, tuple[str, ...], tuple[str, ...], str], ...]:
    found = []
    for skip in profile.skip:
        index = None if skip.column == ("(any)",) else _column(columns, skip.column)
        if index is not None or skip.column == ("(any)",):
            found.append((index, skip.is_, skip.is_not, skip.reason))
    return tuple(found)


def _activities(columns: tuple[Column, ...], profile: Profile, taken: set[int]) -> tuple[ActivityColumn, ...]:
    by_key = {column.key: column for column in columns}
    by_index = {column.index: column for column in columns}
    taken = taken | {
        column.index for column in columns if any(matches(column.key, name) for name in profile.ignore)
    }
    found = []
    for column in columns:
        if column.index in taken:
            continue
        for rule in profile.activities:
            entry = _activity(column, rule, by_key, by_index)
            if entry is not None:
                found.append(entry)
                taken |= {entry.index} | ({entry.date} if entry.date is not None else set())
                break
    return tuple(found)


def _activity(
    column: Column, rule: Activities, by_key: Mapping[str, Column], by_index: Mapping[int, Column]
) -> ActivityColumn | None:
    matched = glob(rule.name).fullmatch(column.key)
    if not matched or not column.key or any(matches(column.key, name) for name in rule.without):
        return None
    names = tuple(dict.fromkeys((column.key, *(part for part in reversed(matched.groups()) if part))))
    if rule.date == "row":
        return ActivityColumn(column.index, names, rule, None)
    if rule.date == "self":
        return ActivityColumn(column.index, names, rule, column.index)
    if rule.date == "next":
        partner = by_index.get(column.index + 1)
        if is_dated(column.key) or partner is None or not is_dated(partner.key):
            return None
    else:
        name, mark, number = column.key.partition("#")
        partner = by_key.get(rule.date.casefold().replace("*", name) + mark + number)
    return ActivityColumn(column.index, names, rule, partner.index) if partner is not None else None
