"""For whom a published title is: levels, schools or grades that the calendar knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from pdcycle.imports.words import Words, holds, plain
from pdcycle.model.calendar import Calendar

_GRADES = re.compile(
    r"\b(?:grades?|gr\.?) *(?P<one>pk|k|\d{1,2})(?:st|nd|rd|th)?(?: *(?:-|\u2013|to|through|&|and) *(?P<last>k|\d{1,2}))?\b"
    r"|\b(?P<from>pk|k|\d{1,2}) *[-\u2013] *(?P<to>\d{1,2})\b(?! *(?:am|pm|:))",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b([\w/&-]+) only\b", re.IGNORECASE)
_SHORT = re.compile(r"\(([A-Z]{2,5})\)")
_GENERIC = re.compile(r"\b(?:school|academy|center|campus)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Audience:
    """Levels, schools or grades; all empty for everyone. `unknown` quotes what the calendar does not know."""

    levels: tuple[str, ...] = ()
    schools: tuple[str, ...] = ()
    grades: tuple[str, ...] = ()
    unknown: str = ""

    @property
    def everyone(self) -> bool:
        """Whether nobody is left out."""
        return not (self.levels or self.schools or self.grades or self.unknown)


@dataclass(frozen=True, slots=True)
class Known:
    """Who there is in a calendar: grades by level, and the names each school goes by."""

    levels: Mapping[str, tuple[str, ...]]
    schools: Mapping[str, tuple[str, ...]]

    @classmethod
    def of(cls, calendar: Calendar) -> Known:
        """The levels and schools somebody wrote."""
        return cls(
            {name: level.grades for name, level in calendar.levels.items()},
            {handle: _names(handle, school.name) for handle, school in calendar.schools.items()},
        )


def _names(handle: str, name: str) -> tuple[str, ...]:
    words = re.findall(r"[^\W\d_]+", name)
    initials = "".join(word[0] for word in words).upper() if len(words) > 2 else ""
    short = _GENERIC.sub("", name)
    found = [plain(text).strip() for text in (name, short, handle)]
    return tuple(dict.fromkeys([text for text in found if text] + ([f"={initials}"] if initials else [])))


def audience(title: str, column: str, known: Known, words: Words) -> Audience:
    """Who a title, or a column beside it, names; whoever it names and is not known is `unknown`."""
    text = f"{title} ({column})" if column else title
    schools = tuple(handle for handle, names in known.schools.items() if _named(text, names, words))
    if schools:
        return Audience(schools=schools)
    found = _GRADES.search(text)
    if found is not None:
        return _by_grades(found, known)
    wanted = [name for name, phrases in words.levels.items() if holds(plain(text), phrases)]
    wanted += [
        name
        for name in known.levels
        if name not in words.levels and holds(plain(text), (plain(name).strip(),))
    ]
    if wanted:
        missing = [name for name in wanted if name not in known.levels]
        if missing:
            return Audience(unknown=missing[0])
        return Audience() if set(wanted) == set(known.levels) else Audience(levels=tuple(wanted))
    for pattern in (_ONLY, _SHORT):
        named = pattern.search(text)
        if named is not None and not holds(plain(named[1]), words.everyone) and not named[1].isdigit():
            return Audience(unknown=named[1])
    return Audience()


def _named(text: str, names: tuple[str, ...], words: Words) -> bool:
    """A school's initials count only as written in capitals; a bare word of a level is no school's name."""
    level_words = {word for phrases in words.levels.values() for word in phrases}
    for name in names:
        if name.startswith("="):
            if re.search(rf"\b{name[1:]}\b", text):
                return True
        elif name not in level_words and holds(plain(text), (name,)):
            return True
    return False


def _by_grades(found: re.Match[str], known: Known) -> Audience:
    first = (found["one"] or found["from"]).lower()
    last = (found["last"] or found["to"] or first).lower()
    scale = ["pk", "k", *(str(grade) for grade in range(1, 13))]
    first, last = first.lstrip("0") or first, last.lstrip("0") or last
    if first not in scale or last not in scale or scale.index(last) < scale.index(first):
        return Audience(unknown=found[0])
    grades = scale[scale.index(first) : scale.index(last) + 1]
    written = {grade.casefold(): grade for taught in known.levels.values() for grade in taught}
    here = [grade for grade in grades if grade in written]
    if not here or (len(here) < len(grades) and set(grades) - set(here) != {"pk"}):
        return Audience(unknown=found[0])
    whole = [
        name
        for name, taught in known.levels.items()
        if taught and {g.casefold() for g in taught} <= set(here)
    ]
    covered = {grade.casefold() for name in whole for grade in known.levels[name]}
    if covered == set(here):
        return Audience() if len(whole) == len(known.levels) else Audience(levels=tuple(whole))
    return Audience(grades=tuple(written[grade] for grade in here))
