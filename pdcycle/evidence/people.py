"""Who a row is about: district staff id, then e-mail, then alias, then a name only one person has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pdcycle.diagnostics import Diagnostic, Label, Position, Span, error
from pdcycle.evidence.names import name_keys, plain
from pdcycle.model.near import nearest
from pdcycle.model.people import Person

PEOPLE = "people.csv"
_NOBODY = frozenset({"", "-", "anonymous", "n/a", "none", "unknown", "guest"})
_MOST_CANDIDATES = 200


@dataclass(slots=True)
class _Index:
    """Keys to ids; a key of two people leads to neither."""

    ids: dict[str, str | None] = field(default_factory=dict)

    def add(self, key: str, person: str) -> str | None:
        """Enter the key; another person who has it already is returned."""
        if not key:
            return None
        first = self.ids.setdefault(key, person)
        if first == person:
            return None
        self.ids[key] = None
        return first


class PeopleIndex:
    """Finds people by what an export says of them; built once from people.csv."""

    def __init__(self, people: Mapping[str, Person]) -> None:
        self.diagnostics: list[Diagnostic] = []
        self._people = people
        self._staff, self._short, self._email, self._alias, self._name = (_Index() for _ in range(5))
        for person in people.values():
            self._enter(person)
        self._known: dict[tuple[str, str, str, tuple[str, ...]], str | None] = {}
        self._asked: dict[tuple[str, str], tuple[str, ...]] = {}

    def _enter(self, person: Person) -> None:
        staff, email = plain(person.staff_id), plain(person.email)
        for index, key, what in ((self._staff, staff, "staff id"), (self._email, email, "e-mail address")):
            first = index.add(key, person.id)
            if first is not None:
                self.diagnostics.append(_shared(what, self._people[first], person))
        if staff:
            self._short.add(staff.lstrip("0"), person.id)
        self._alias.add(plain(person.id), person.id)
        for alias in person.aliases:
            self._alias.add(plain(alias), person.id)
        keys = {key for name in (person.name, *person.aliases) for key in name_keys(name)}
        for key in sorted(keys):
            self._name.add(key, person.id)

    def find(self, staff_id: str, email: str, name: str, domains: tuple[str, ...] = ()) -> str | None:
        """The person's id, or None; `domains` are e-mail domains that are one and the same."""
        asked = (staff_id, email, name, domains)
        if asked not in self._known:
            self._known[asked] = self._find(plain(staff_id), plain(email), name, domains)
        return self._known[asked]

    def find_text(self, text: str, domains: tuple[str, ...] = ()) -> str | None:
        """The person a single text names, be it a staff id, an e-mail address, an id, an alias or a name."""
        return self.find("", text, "", domains) if "@" in text else self.find(text, "", text, domains)

    def _find(self, staff: str, email: str, name: str, domains: tuple[str, ...]) -> str | None:
        bare = staff.removeprefix("e_")  # Schoology's mark for staff
        found = self._staff.ids.get(staff) or self._short.ids.get(bare.lstrip("0")) if staff else None
        if found:
            return found
        for address in _addresses(email, domains):
            found = self._email.ids.get(address) or self._alias.ids.get(address)
            if found:
                return found
        if found := self._alias.ids.get(plain(name)):
            return found
        return next((found for key in name_keys(name) if (found := self._name.ids.get(key))), None)

    def person(self, id_: str) -> Person:
        """The person of an id that was found here."""
        return self._people[id_]

    def candidates(self, email: str, name: str) -> tuple[str, ...]:
        """The ids of the people most like it; for the first few hundred who are asked for."""
        asked = (plain(email), plain(name))
        if asked not in self._asked:
            if len(self._asked) >= _MOST_CANDIDATES:
                return ()
            keys = name_keys(name)
            text = (
                keys[-1]
                if keys
                else plain(name) or asked[0].partition("@")[0].replace(".", " ").replace("_", " ")
            )
            self._asked[asked] = nearest(text, self._names) if text else ()
        return self._asked[asked]

    @property
    def _names(self) -> dict[str, str]:
        return {
            key: (name_keys(person.name) or (plain(person.name),))[-1]
            for key, person in sorted(self._people.items())
        }


def is_nobody(text: str) -> bool:
    """Whether a cell of a name or an e-mail address names no one."""
    return plain(text) in _NOBODY


def _addresses(email: str, domains: tuple[str, ...]) -> Iterable[str]:
    if "@" not in email:
        return (email,) if email else ()
    local, _, domain = email.partition("@")
    if domain in domains:
        return (email, *(f"{local}@{other}" for other in domains if other != domain))
    return (email,)


def _shared(what: str, first: Person, second: Person) -> Diagnostic:
    return error(
        "PD509",
        f"'{first.id}' and '{second.id}' have the same {what}",
        _row(second.line),
        related=(Label(_row(first.line), "the first"),),
        help=f"give each their own {what}; until then rows with it are matched by name only",
    )


def _row(line: int) -> Span:
    return Span(PEOPLE, Position(line, 1), Position(line, 2))
