"""What riverbend's programs ask of whom by when, from the YAML files, the shipped patterns and the committed locks.

Imports nothing of pdcycle. The locks publish every date; windows they leave out (activities that are optional) are
reckoned by hand below, from the patterns.
"""

import csv
from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from independent_exports import load

DAY = timedelta(days=1)
STEPS = [
    "reflect", "identify", "learn", "plan", "share", "implement", "look-back", "evidence", "confer", "renew",
]  # fmt: skip
KINDS = {  # kind: step, whether it has a date, the evidence it asks for
    "course": ("learn", False, "completion"),
    "meeting": ("share", True, "attendance"),
    "conference": ("confer", True, "log"),
    "coaching": ("confer", True, "log"),
    "observation": ("evidence", True, "observation"),
    "break-out": ("share", True, "attendance of group"),
    "workshop": ("learn", True, "attendance"),
    "submission": ("plan", False, "1 artifact"),
    "practice": ("implement", False, None),
    "survey": ("evidence", False, "result"),
    "reflection": ("look-back", False, "reflection"),
    "event": ("share", True, None),
}
LENGTHS = {"conference": 30, "coaching": 30, "observation": 30, "break-out": 20, "workshop": 180, "event": 60}
BY_HAND = {
    # The first week of each semester: 31 August and 25 January are the semesters' first days.
    "grades-3-5/fall/self-check": [("2026-08-31", "2026-09-06")],
    "grades-3-5/spring/self-check": [("2027-01-25", "2027-01-31")],
    # From the start of summer to the first day of the pre-service week.
    "rti/year/choose-focus": [("2026-06-22", "2026-08-25")],
    # Six weeks after the year's start to four weeks before its end, a stretch a term.
    "rti/year/observe": [("2026-10-12", "2027-01-24"), ("2027-01-25", "2027-05-18")],
    "rti/year/look-back": [("2027-05-04", "2027-05-18")],
    # Two weeks from the growth day, 16 June.
    "rti/year/next-goals": [("2027-06-16", "2027-06-29")],
    # From the observation to the agreement; two weeks from the agreement, and from the visit.
    "schooley/year/reflect": [("2026-09-11", "2026-09-14")],
    "schooley/year/bounce": [("2026-09-14", "2026-09-27")],
    "schooley/year/renew": [("2026-11-04", "2026-11-17")],
}
CYCLE_ENDS = {
    "grades-3-5/fall": date(2027, 1, 22),
    "grades-3-5/spring": date(2027, 6, 15),
    "rti/year": date(2027, 6, 30),
    "schooley/year": date(2026, 12, 18),
}


class Asked(NamedTuple):
    """One piece asked of one person (of a group: `person` is empty), with its days."""

    program: str
    cycle: str
    activity: str
    kind: str
    step: str
    keys: tuple
    n: int
    person: str
    piece: str
    kinds: tuple
    subject: str
    about: frozenset
    audience: str
    starts: date
    due: date
    day: date | None
    optional: bool
    owners: tuple = ()
    of_group: str = ""
    leaves: date | None = None
    school: str = ""
    closes: date | None = None
    minutes: int | None = None
    item: str = ""

    @property
    def occurrence(self):
        return (self.program, self.cycle, self.activity, self.keys, self.n)


class Stay(NamedTuple):
    person: str
    first: date | None = None
    last: date | None = None

    def holds(self, day):
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


def table(path):
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


class Program:
    """One program with its members, activities and what the lock published of it."""

    def __init__(self, root, patterns, path, people):
        self.id, self.root, self.people = path.stem, root, people
        self.written = load(path)
        self.kind = next(word for word in ("curriculum", "initiative", "plan") if word in self.written)
        self.lock = load(root / "schedule" / f"{self.id}.lock.yaml")
        self.groups = load(root / "groups.yaml")["list"]
        self.schools = list(self.written.get("schools", {}))
        self.stays = self._stays()
        self.cycles = self.written.get("cycles") or [{"when": "year"}]
        self.patterns = patterns

    def _stays(self):
        if self.kind == "plan":
            return [Stay(self.written["teacher"])]
        if self.kind == "curriculum":
            found = []
            for member in self.groups[self.written["group"]]["members"]:
                one = {"person": member} if isinstance(member, str) else member
                ends = [date.fromisoformat(one[key]) if key in one else None for key in ("from", "until")]
                found.append(Stay(one["person"], *ends))
            return found
        return [Stay(id_) for id_ in self.role("teacher")]

    def role(self, role):
        """People of a role in the program's schools; mentors teach."""
        roles = ("teacher", "mentor") if role == "teacher" else (role,)
        return [
            id_
            for id_, one in self.people.rows.items()
            if one["role"] in roles and set(one["schools"].split(";")) & set(self.schools)
        ]

    def activities(self, cycle):
        """The pattern's activities with the program's and the cycle's own lines over them."""
        pattern = load(self.patterns / f"{cycle.get('pattern') or self.written['pattern']}.yaml")
        found = {name: dict(one) for name, one in pattern["activities"].items()}
        for holder in (self.written, cycle):
            for name, one in (holder.get("activities") or {}).items():
                found[name] = {**found.get(name, {}), **one}
        return found

    def given(self, cycle):
        return {**self.written.get("with", {}), **cycle.get("with", {})}

    def asked(self):
        """Every piece asked, with its last day."""
        found = []
        for cycle in self.cycles:
            id_ = cycle["when"] if cycle["when"] in ("fall", "spring") else "year"
            for activity, spec in self.activities(cycle).items():
                found += self._of_activity(id_, activity, spec, self.given(cycle))
        return closed(found)

    def _of_activity(self, cycle, activity, spec, given):
        step, dated, expects = KINDS[spec["kind"]]
        expects = spec.get("expects", expects)
        shared = spec.get("share") in ("group", "school")
        if expects is None and not shared:
            return
        rows = self._events(cycle, activity) if dated and spec.get("in") != "own-time" else None
        if rows is None:
            rows = self._windows(cycle, activity, spec, given)
        for keys, n, people, first, last, *more in rows:
            part = self._part(cycle, activity, spec, keys, given)
            day, schools = more if dated and len(more) == 2 else (None, [])
            yield from self._pieces(part, spec, expects, step, n, people, (first, last, day), schools)

    def _part(self, cycle, activity, spec, keys, given):
        """What all pieces of an occurrence share."""
        group = self.written.get("group") or ""
        if "meeting of" in spec.get("in", ""):
            group = given[spec["in"].removeprefix("meeting of $")]
        if spec.get("each") == "department":
            group = keys[0]
        survey = given.get("survey", "communication-360") if spec["kind"] == "survey" else ""
        items = given.get(spec.get("items", "").lstrip("$"), [])
        item = next((key for key in keys if key in items), "")
        audience = keys[-1] if "audiences" in str(spec.get("each")) else ""
        about = {activity, self.id, group, spec.get("document", ""), *keys} - {""}
        return {
            "program": self.id, "cycle": cycle, "activity": activity, "kind": spec["kind"], "keys": keys,
            "subject": item or survey or group, "about": frozenset() if item else frozenset(about),
            "audience": audience, "group": group, "item": item,
        }  # fmt: skip

    def _pieces(self, part, spec, expects, step, n, people, days, at):
        first, last, day = days
        part = dict(part)
        group = part.pop("group")
        minutes = spec.get("length", "")
        number = int(minutes.split()[0]) * (60 if minutes.endswith("h") else 1) if minutes else None
        planned = number or LENGTHS.get(spec["kind"])
        step = spec.get("step") or (part["activity"] if part["activity"] in STEPS else step)
        common = dict(part, step=step, n=n, starts=first, due=last, day=day, minutes=planned)
        optional = spec.get("optional") == "true"
        of_group = (expects or "").endswith(" of group")
        kinds = tuple(
            word.strip().split()[-1]
            for word in (expects or "").removesuffix(" of group").split(" or ")
            if word
        )
        piece = "-or-".join(kinds)
        schools = at if len(at) == 1 else {self.people.school(person) for person in people}
        school = part["keys"][0] if part["keys"] and part["keys"][0] in self.schools else ""
        school = school or (next(iter(schools)) if len(schools) == 1 else "")
        for stay in self._held(people, common) if not of_group else ():
            own = dict(common, person=stay.person, optional=optional, leaves=stay.last)
            own["school"] = self.people.school(stay.person)
            if kinds:
                yield Asked(**own, piece=piece, kinds=kinds)
            if spec.get("check"):
                yield Asked(**own, piece="check", kinds=("check",))
        if of_group:
            yield Asked(
                **common, person="", piece=piece, kinds=kinds, optional=optional, owners=tuple(people),
                of_group=group or part["program"], school=school,
            )  # fmt: skip
        shared = group if spec.get("share") == "group" else school if spec.get("share") == "school" else ""
        if shared:
            common.update(subject=shared, audience="")
            yield Asked(
                **common, person="", piece="shared", kinds=("minutes",), optional=True, owners=tuple(people),
                of_group=shared, school=school,
            )  # fmt: skip

    def _held(self, people, part):
        """Who was in for it: on the day of an event, on any day of a window."""
        known = {stay.person: stay for stay in self.stays}
        for person in people:
            stay = known.get(person, Stay(person))
            if part["day"] is not None:
                if stay.holds(part["day"]):
                    yield stay
            elif not (stay.first and stay.first > part["due"]) and not (
                stay.last and stay.last < part["starts"]
            ):
                yield stay

    def _events(self, cycle, activity):
        start = f"{self.id}/{cycle}/{activity}/"
        for name, row in self.lock["events"].items():
            if name.startswith(start) and row["state"] != "cancelled":
                keys, n = name.removeprefix(start).split("/")
                day = date.fromisoformat(row["day"].split()[0])
                keys = () if keys == "-" else tuple(keys.split("."))
                yield keys, int(n), row.get("people", []), day, day + DAY, day, row.get("schools", [])

    def _windows(self, cycle, activity, spec, given):
        """(keys, n, people, first, last) of each window for each person, as published or reckoned by hand."""
        start = f"{self.id}/{cycle}/{activity}/"
        each = spec.get("each", "")
        each = each if isinstance(each, list) else [each]
        if start.rstrip("/") in BY_HAND:
            spans = BY_HAND[start.rstrip("/")]
            published = {("", n): pair for n, pair in enumerate(spans, 1)}
        else:
            published = {}
            for name, row in self.lock["windows"].items():
                if name.startswith(start):
                    keys, n = name.removeprefix(start).split("/")
                    span = (row["from"].split()[0], row["to"].split()[0])
                    published["" if keys == "-" else keys, int(n)] = span
        people = {
            "member": [stay.person for stay in self.stays], "teacher": self.role("teacher"),
            "principal": self.role("principal"), "school": self.schools, "": [stay.person for stay in self.stays],
        }[each[0]]  # fmt: skip
        for (keys, n), (first, last) in published.items():
            parts = tuple(keys.split(".")) if keys else ()
            own = parts and parts[0] in people
            for person in [parts[0]] if own else people:
                rest = parts[1:] if own else parts
                if not own and (".".join((person, *rest)), n) in published:
                    continue
                key = (person, *rest) if each[0] else rest
                days = (date.fromisoformat(first), date.fromisoformat(last))
                if each[0] == "school":
                    teachers = [id_ for id_ in self.role("teacher") if self.people.school(id_) == person]
                    heads = [id_ for id_ in self.role("principal") if self.people.school(id_) == person]
                    yield key, n, [*heads, *teachers], *days
                else:
                    yield key, n, [person], *days


def closed(pieces):
    """The pieces with the day each closes: before the next of its series begins, the last at the cycle's end."""
    series = defaultdict(list)
    for one in pieces:
        series[one.program, one.cycle, one.activity, one.keys, one.person].append(one)
    for rows in series.values():
        starts = sorted({(one.starts, one.n) for one in rows})
        for one in rows:
            later = [start for start, n in starts if (start, n) > (one.starts, one.n)]
            end = later[0] - DAY if later else CYCLE_ENDS[f"{one.program}/{one.cycle}"]
            end = max(end, one.due)
            if one.leaves is not None:
                end = min(end, max(one.leaves, one.starts))
            yield one._replace(closes=end)


def programs(root, patterns, people):
    """The programs in the order of pdcycle.yaml."""
    order = load(root / "pdcycle.yaml")["programs"]
    order = order if isinstance(order, list) else [order]
    found = {path.stem: path for path in root.glob("*/*.yaml")}
    return [Program(root, patterns, found[name], people) for name in order]
