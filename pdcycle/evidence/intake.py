"""What reading one source needs and gathers: people, proofs, words, and what went wrong where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from pdcycle.evidence.people import PeopleIndex, is_nobody
from pdcycle.evidence.proofs import NOTHING_SEEN, Framework, Proofs, Words, slug
from pdcycle.evidence.strangers import Strangers
from pdcycle.model.profile import Profile
from pdcycle.model.results import SetAside
from pdcycle.model.sources import Proof, Source
from pdcycle.tables.header import glob, normalised
from pdcycle.tables.numbers import is_mangled, unwrapped

NOBODY_NAMED = "nobody named"
UNMATCHED = "nobody in people.csv matches"
NO_PERSON = "not about a person"
NO_PROOF = "nothing says what it proves"
NO_DATE = "no date"
NOTHING_YET = "nothing completed yet"
NOT_SEEN = "not seen, so no level"
NO_LEVEL = "a level the rubric does not have"
NO_COMPONENT = "a component the rubric does not have"
TOO_EARLY = "a component the rubric did not have yet"


@dataclass(slots=True)
class Trouble:
    """Cells of one column that could not be read: how many, and the first one's line."""

    line: int
    count: int = 0


@dataclass(slots=True)
class Intake:
    """One source being read."""

    name: str
    source: Source
    profile: Profile
    people: PeopleIndex
    pass_marks: Mapping[str, Fraction]
    framework: Framework = field(default_factory=lambda: Framework(None))
    subjects: Mapping[str, str] | None = None
    """What rows about no person may name, by normalised name, with its id; None where that is not known."""
    set_aside: list[SetAside] = field(default_factory=list)
    troubles: dict[tuple[str, str, str], Trouble] = field(default_factory=dict)
    """By what it is, file and column."""
    strangers: Strangers = field(init=False)
    proofs: Proofs = field(init=False)
    words: Words = field(init=False)
    _not_people: frozenset[str] = field(init=False)
    _audiences: dict[str, str] = field(default_factory=dict)
    _found: dict[tuple[str, str, str], str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.strangers = Strangers(self.people)
        self.proofs = Proofs(self.source)
        self.words = Words(self.profile)
        self._not_people = frozenset(normalised(name) for name in self.profile.not_people)

    def trouble(self, what: str, file: str, column: str, line: int) -> None:
        """Count a cell that could not be read."""
        self.troubles.setdefault((what, file, column), Trouble(line)).count += 1

    def forget(self, file: str, *what: str) -> None:
        """Drop what was counted of a file, which has been said otherwise."""
        self.troubles = {
            key: found for key, found in self.troubles.items() if key[1] != file or key[0] not in what
        }

    def put_aside(self, file: str, line: int, reason: str) -> None:
        """Note a row that proves nothing."""
        self.set_aside.append(SetAside(file, line, reason))

    def is_no_person(self, name: str) -> bool:
        """Whether a name column holds what is no name, such as `Points Possible`."""
        return normalised(name) in self._not_people

    def proof(self, names: Iterable[str], kind: str) -> tuple[Proof, ...]:
        """What a row of these names proves: what the source says, else its group or survey, else the kind alone."""
        found = self.proofs.of(names)
        if found:
            return found
        of_all = {"attendance": self.source.group, "result": self.source.survey}.get(kind)
        if of_all is not None:
            return (Proof.model_construct(item=of_all, as_=None, pass_mark=None),)
        if self.proofs.any or kind in ("completion", "check"):
            return ()
        return (_ANY,)

    def subject(self, name: str) -> str | None:
        """The id of a goal or group; None where there is none of this name."""
        if self.subjects is None:
            return name.strip() or None
        return self.subjects.get(normalised(name))

    def audience(self, text: str) -> str | None:
        """Who answered or was addressed: the source's audience, else what the form's word means."""
        if self.source.audience is not None or not text:
            return self.source.audience
        if not self._audiences:
            self._audiences.update((normalised(said), name) for said, name in self.source.audiences.items())
        key = normalised(text)
        return self._audiences.get(key) or slug(text)

    def observed(self, component: str, level: str) -> tuple[str | None, str] | str:
        """Component and level of an observation, or the reason why it proves nothing; a level is never guessed."""
        if level.strip().casefold() in NOTHING_SEEN:
            return NOT_SEEN
        found = self.framework.level(level)
        if found is None:
            return NO_LEVEL
        part = self.framework.component(component)
        return NO_COMPONENT if part is None and component.strip() else (part, found)

    def person(self, file: str, line: int, staff_id: str, email: str, name: str) -> tuple[str | None, str]:
        """The person's id, or None and the reason."""
        known = self._found.get((staff_id, email, name))
        if known is not None:
            return known, ""
        if name and self.is_no_person(name):
            return None, NO_PERSON
        if is_mangled(staff_id):
            self.trouble("mangled", file, "staff_id", line)
            staff_id = ""
        email = "" if is_nobody(email) else email
        if not staff_id and not email and is_nobody(name):
            return None, NOBODY_NAMED
        found = self.people.find(staff_id, email, name, self.source.email_domains)
        if found is not None:
            self._found[staff_id, email, name] = found
            return found, ""
        self.strangers.note(file, line, staff_id, email, name)
        return None, UNMATCHED

    def person_in(self, file: str, line: int, text: str) -> tuple[str | None, str]:
        """The person one text names (`about`), or None and the reason."""
        if is_nobody(text):
            return None, NOBODY_NAMED
        found = self.people.find_text(text.strip(), self.source.email_domains)
        if found is not None:
            return found, ""
        said = text.strip()
        self.strangers.note(file, line, "", *((said, "") if "@" in said else ("", said)))
        return None, UNMATCHED


@dataclass(frozen=True, slots=True)
class PersonCells:
    """Where a table names a person: indexes of its cells, or None."""

    staff_id: int | None
    email: int | None
    name: int | None
    first: int | None
    last: int | None

    @classmethod
    def of(cls, roles: Mapping[str, int]) -> PersonCells:
        """From the columns by role."""
        return cls(*(roles.get(role) for role in ("staff_id", "email", "name", "first", "last")))

    def read(self, cells: list[str]) -> tuple[str, str, str]:
        """Staff id, e-mail and name of a row, as text; a name in two cells is joined."""
        staff = unwrapped(cells[self.staff_id]) if self.staff_id is not None else ""
        email = cells[self.email].strip() if self.email is not None else ""
        name = unwrapped(cells[self.name]) if self.name is not None else ""
        if not name and (self.first is not None or self.last is not None):
            first = cells[self.first].strip() if self.first is not None else ""
            last = cells[self.last].strip() if self.last is not None else ""
            name = f"{first} {last}".strip()
        return staff, email, name


_ANY = Proof.model_construct(item="", as_=None, pass_mark=None)


def skip_reason(
    cells: list[str], skips: tuple[tuple[int | None, tuple[str, ...], tuple[str, ...], str], ...]
) -> str | None:
    """The reason of the first rule of the profile that sets the row aside."""
    for index, is_, is_not, reason in skips:
        keys = [normalised(cell) for cell in cells] if index is None else [normalised(cells[index])]
        if any(_is(key, text) for key in keys for text in is_):
            return reason
        if is_not and not any(_is(key, text) for key in keys for text in is_not):
            return reason
    return None


def _is(key: str, text: str) -> bool:
    if text == "(empty)":
        return not key
    return glob(text).fullmatch(key) is not None if "*" in text else key == normalised(text)
