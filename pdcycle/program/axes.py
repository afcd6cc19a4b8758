"""`each` and `items`: the combinations an activity is multiplied by, and who each one means."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from pdcycle.diagnostics import error
from pdcycle.model.authored import Decision
from pdcycle.model.kinds import Kind
from pdcycle.model.near import near
from pdcycle.program.cast import singular
from pdcycle.program.scene import Keys, Scene
from pdcycle.program.spec import Spec

PEOPLE_WORDS = ("member", "members")
SCHOOL_WISE = ("school", "department", "teacher", "principal")
SELF_PACED = (Kind.COURSE, Kind.SUBMISSION, Kind.SURVEY, Kind.REFLECTION, Kind.PRACTICE)


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who attends one combination, who leads it, of whom evidence is expected."""

    people: tuple[str, ...]
    lead: tuple[str, ...]
    owners: tuple[str, ...]
    schools: tuple[str, ...]
    group: str | None
    keys: Keys


def combinations(spec: Spec, scene: Scene) -> Iterator[Keys]:
    """Every combination of keys, in written order of axes and sorted people."""
    each = spec.value("each", scene.parameters)
    names: tuple[str, ...] = () if each is None or isinstance(each, Decision) else each
    axes = [_axis(name, spec, scene) for name in names]
    items = spec.value("items", scene.parameters)
    if items is not None and not isinstance(items, Decision):
        axes.append([Keys(item=item, written=(item,)) for item in items])
    for chosen in product(*axes):
        keys = Keys()
        for part in chosen:
            keys = _joined(keys, part)
        yield keys


def _joined(keys: Keys, part: Keys) -> Keys:
    return Keys(
        person=part.person or keys.person,
        school=part.school or keys.school,
        department=part.department or keys.department,
        word=part.word or keys.word,
        item=part.item or keys.item,
        written=keys.written + part.written,
    )


def _axis(name: str, spec: Spec, scene: Scene) -> list[Keys]:
    cast, single = scene.cast, singular(name)
    if name in PEOPLE_WORDS:
        return [_person(stay.person, scene) for stay in scene.stays]
    if single == "school":
        return [Keys(school=school, written=(school,)) for school in scene.schools]
    if single == "department":
        return [
            Keys(school=_only(cast.group_schools(group)), department=group, written=(group,))
            for group in cast.departments(scene.schools)
        ]
    if single == "principal":
        heads = [(school, cast.principal(school)) for school in scene.schools]
        return [Keys(person=head, school=school, written=(head,)) for school, head in heads if head]
    if single == "host":
        return [_person(person, scene) for person in scene.host]
    if scene.parameters.has(name):
        return _words(scene.parameters.value(name))
    staff = cast.staff(name, scene.schools)
    if staff:
        stays = {stay.person for stay in scene.stays}
        return [
            _person(person, scene) for person in staff if not stays or single != "teacher" or person in stays
        ]
    guess = near(name, ["member", "school", "department", "teacher", "principal", *scene.parameters.values])
    scene.found.append(
        error(
            "PD313",
            f"`each: {name}` multiplies by nothing known",
            spec.route("each"),
            help=f"did you mean `{guess}`?"
            if guess
            else "use member, school, department, teacher or a list parameter",
        )
    )
    return []


def _person(person: str, scene: Scene) -> Keys:
    row = scene.cast.people.get(person)
    return Keys(person=person, school=_only(row.schools) if row else None, written=(person,))


def _only(schools: tuple[str, ...]) -> str | None:
    return schools[0] if len(schools) == 1 else None


def _words(value: Any) -> list[Keys]:
    if value is None or isinstance(value, Decision):
        return [Keys()]
    return [Keys(word=word, written=(word,)) for word in value]


def attendance(spec: Spec, keys: Keys, scene: Scene) -> Attendance:
    """Who one combination means."""
    group = _group(spec, keys, scene)
    people = _who(spec, keys, scene)
    lead = _lead(spec, keys, scene, group)
    everyone = tuple(dict.fromkeys((*people, *lead)))
    attending = tuple(person for person in people if person not in lead)
    return Attendance(
        people=attending,
        lead=lead,
        owners=_owners(spec, keys, people, lead),
        schools=_schools(keys, people or everyone, scene),
        group=group,
        keys=keys,
    )


def _group(spec: Spec, keys: Keys, scene: Scene) -> str | None:
    choices = spec.value("in_", scene.parameters)
    for _, several in choices.by_role if choices is not None else ():
        for choice in several:
            if choice.group:
                name = choice.group.removeprefix("$")
                value = scene.parameters.value(name) if choice.group.startswith("$") else name
                return value if isinstance(value, str) else None
    return keys.department or scene.group


def _who(spec: Spec, keys: Keys, scene: Scene) -> tuple[str, ...]:
    names = spec.value("who", scene.parameters)
    if names is not None and not isinstance(names, Decision):
        return _named(names, spec, keys, scene)
    if keys.person:
        return (keys.person,)
    if keys.department:
        return tuple(stay.person for stay in scene.cast.stays_of(keys.department))
    if keys.school:
        # What a school hands in or learns at its own pace is its lead's; what it meets for is everybody's.
        return () if spec.kind in SELF_PACED else scene.cast.at_home(keys.school)
    return tuple(stay.person for stay in scene.everyone)


def _named(names: tuple[str, ...], spec: Spec, keys: Keys, scene: Scene) -> tuple[str, ...]:
    chosen: list[str] = []
    schools = (keys.school,) if keys.school else scene.everywhere
    for name in names:
        if name in PEOPLE_WORDS:
            chosen += [stay.person for stay in scene.everyone]
        elif person := scene.cast.role(name, person=keys.person, school=keys.school, group=scene.group):
            chosen.append(person)
        elif staff := scene.cast.staff(name, schools) or scene.cast.staff(name):
            chosen += staff
        elif name in scene.cast.groups:
            chosen += [stay.person for stay in scene.cast.stays_of(name)]
        else:
            nobody(name, spec, "who", scene)
    return tuple(dict.fromkeys(chosen))


def _lead(spec: Spec, keys: Keys, scene: Scene, group: str | None) -> tuple[str, ...]:
    names = spec.value("lead", scene.parameters)
    if names is None or isinstance(names, Decision):
        return ()
    found: list[str] = []
    person_meant = keys.person or (scene.everyone[0].person if len(scene.everyone) == 1 else None)
    for name in names:
        if name == "host":
            found += scene.host
            continue
        person = scene.cast.role(
            name, person=person_meant, school=keys.school or scene.span.school, group=group
        )
        if person is not None:
            found.append(person)
        elif group is None or group in scene.cast.groups:
            nobody(name, spec, "lead", scene)
    return tuple(dict.fromkeys(found))


def nobody(name: str, spec: Spec, field: str, scene: Scene) -> None:
    """Say once that a name in a field means no person here."""
    guess = near(name, [*scene.cast.people, "coach", "mentor", "principal", "lead"])
    problem = error(
        "PD314",
        f"'{name}' is nobody's id and no role anybody has here",
        spec.route(field),
        help=f"did you mean `{guess}`?"
        if guess
        else "name a person's id, or fill in that role in people.csv",
    )
    if problem not in scene.found:
        scene.found.append(problem)


def _owners(spec: Spec, keys: Keys, people: tuple[str, ...], lead: tuple[str, ...]) -> tuple[str, ...]:
    if keys.person:
        return (keys.person,)
    if keys.school and not keys.department and spec.kind in SELF_PACED:
        return lead or people
    return tuple(person for person in people if person not in lead) or lead


def _schools(keys: Keys, people: tuple[str, ...], scene: Scene) -> tuple[str, ...]:
    if keys.school:
        return (keys.school,)
    return scene.cast.schools_of(people) or scene.everywhere


def school_wise(spec: Spec) -> bool:
    """Whether every occurrence belongs to one school, so that a school may change it for itself."""
    each = spec.raw("each")
    return isinstance(each, tuple) and any(singular(name) in SCHOOL_WISE for name in each)
