"""Checks a published schedule by reading the lock and the workspace's own files, and nothing of pdcycle.

Written apart from the planner on purpose: its calendar, its timetable and its rules are its own. `check(root)`
returns one line for each broken rule, sorted.
"""

import csv
import re
from collections import Counter, defaultdict
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

import yaml

WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ORDER = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
DAY = timedelta(days=1)
CROWD = 4  # with more people an absence does not stop a meeting, but the lead has to be there
KINDS = {"prep", "class", "meeting", "staff-time", "after-school", "before-school", "release", "at"}


def load(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader) if path.exists() else {}


def table(path):
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return [
            {key: (cell or "").strip() for key, cell in row.items() if key} for row in csv.DictReader(stream)
        ]


def clock(text):
    hours, minutes = text.strip().split(":")
    return int(hours) * 60 + int(minutes)


def span(text):
    first, _, second = text.partition("..")
    return clock(first), clock(second)


def days_of(text):
    first, _, second = text.partition("..")
    start = date.fromisoformat(first.split()[0])
    return start, date.fromisoformat(second.split()[0]) if second.strip() else start


def several(value):
    if value is None or value == "":
        return []
    return value if isinstance(value, list) else re.split(r"[;,]\s*|\s+", value)


def matches(rule, day):
    """Whether a day rule (a date, a range, weekdays, an ordinal weekday, every other weekday) holds on a day."""
    rule = rule.lower().strip().removeprefix("the ")
    if rule[0].isdigit():
        first, last = days_of(rule)
        return first <= day <= last
    if found := re.fullmatch(r"every other (\w+?)s?(?: from (\S+).*)?", rule):
        start = date.fromisoformat(found[2])
        return WEEK[day.weekday()] == found[1] and day >= start and (day - start).days % 14 == 0
    if found := re.fullmatch(r"([\w ]+?) (\w+) of (?:the|each) month", rule):
        if WEEK[day.weekday()] != found[2]:
            return False
        wanted = [ORDER[word] for word in found[1].split(" and ")]
        return (day.day - 1) // 7 in wanted or (-1 in wanted and (day + 7 * DAY).month != day.month)
    return WEEK[day.weekday()] in [word.removesuffix("s") for word in re.split(r",? and |, ", rule)]


class Calendar:
    """A school year as this checker reads it; unplanned closures beyond the allowance extend it."""

    def __init__(self, written):
        self.written = written
        self.schools = {
            name: several(entry.get("level") or entry.get("levels"))
            for name, entry in written["schools"].items()
        }
        self.first, self.planned_last = days_of(written["year"])
        self.staff_first, self.staff_last = days_of(written.get("staff_year", written["year"]))
        self.days = {name: self._days(name) for name in self.schools}
        self.letters = {name: self._letters(name) for name in self.schools}

    def _applies(self, line, school):
        levels, schools = several(line.get("level")), several(line.get("school"))
        return (not levels or set(levels) & set(self.schools[school])) and (not schools or school in schools)

    def _lines(self, school):
        return [line for line in self.written.get("days", []) if self._applies(line, school)]

    def _one(self, school, day, *, planned=False):
        if day.weekday() > 4:
            return "closed", None
        status = "closed"
        if self.staff_first <= day <= self.staff_last:
            status = "staff"
        if self.first <= day <= self.planned_last:
            status = "regular"
        made = None
        for line in self._lines(school):
            if (planned and line.get("unplanned") == "true") or not matches(line["when"], day):
                continue
            ruled = not line["when"][0].isdigit()
            if ruled and status in ("closed", "staff"):
                continue
            if line["status"] in ("testing", "remote") and status not in ("closed", "staff"):
                continue
            status, made = line["status"], line
        return status, made

    def _days(self, school):
        days, day = {}, min(self.first, self.staff_first) - 90 * DAY
        while day < max(self.planned_last, self.staff_last) + 60 * DAY:
            days[day] = self._one(school, day)
            day += DAY
        self._make_up(school, days)
        return days

    def _make_up(self, school, days):
        policy = self.written.get("make_up", {})
        lost = [
            day
            for day in sorted(days)
            if self._one(school, day, planned=True)[0] not in ("closed", "staff")
            and days[day][0] in ("closed", "staff")
        ]
        named = sorted(date.fromisoformat(text.split()[0]) for text in policy.get("dates", []))
        end = self.planned_last
        after = sum(state == "staff" for day, (state, _) in days.items() if day > end)
        for day in lost[int(policy.get("built_in", 0)) :]:
            target = next(
                (other for other in named if other > day and days[other][0] in ("closed", "staff")), None
            )
            if target is not None:
                named.remove(target)
            elif policy.get("then", "extend") == "waive":
                continue
            else:
                target = end + DAY
                while target.weekday() > 4 or (days[target][0] == "closed" and days[target][1] is not None):
                    target += DAY
            days[target] = ("regular", None)
            end = max(end, target)
        day = end
        have = sum(state == "staff" for day, (state, _) in days.items() if day > end)
        while have < after:
            day += DAY
            if day.weekday() < 5 and days[day] == ("closed", None):
                days[day] = ("staff", None)
                have += 1

    def _letters(self, school):
        name = self.written["schools"][school].get("rotation")
        if not name:
            return {}
        rotation = self.written["rotations"][name]
        turn = rotation["letters"]
        fixed = {
            date.fromisoformat(day.split()[0]): letter for day, letter in rotation.get("fixed", {}).items()
        }
        found, index = {}, -1
        for day in sorted(self.days[school]):
            if not self.students(school, day):
                continue
            if day in fixed:
                found[day] = fixed[day]
                index = turn.index(fixed[day])
            else:
                index = (index + 1) % len(turn)
                found[day] = turn[index]
        return found

    def students(self, school, day):
        return self.days[school].get(day, ("closed", None))[0] not in ("closed", "staff")

    def on_duty(self, school, day):
        return self.days[school].get(day, ("closed", None))[0] != "closed"

    def duty(self, school, day):
        return span(self.written["levels"][self.schools[school][0]]["duty"])

    def _bells(self, school):
        bells = self.written.get("bells", {})
        for name in (self.written["schools"][school].get("bells"), school, *self.schools[school]):
            if name in bells:
                return bells[name]
        return {}

    def hours(self, school, day):
        """First bell and dismissal."""
        status, line = self.days[school][day]
        start, end = span(self.written["levels"][self.schools[school][0]]["students"])
        rows = self._bells(school).get(status)
        if rows and status not in ("regular", "testing", "remote"):
            times = sorted(span(text) for text in rows.values())
            start, end = min(start, times[0][0]), times[-1][1]
        if line and line.get("dismissal"):
            end = clock(line["dismissal"])
        if line and line.get("start"):
            start = clock(line["start"])
        return start, end

    def periods(self, school, day):
        """The periods of a day by name, cut at dismissal."""
        status, _ = self.days[school][day]
        start, end = self.hours(school, day)
        bells = self._bells(school)
        rows = bells.get(status) or bells.get("regular", {})
        times = {name: span(text) for name, text in rows.items()}
        if times and max(high for _, high in times.values()) > end and status != "regular":
            times = {name: span(text) for name, text in bells.get("regular", {}).items()}
        cut = {name: (max(low, start), min(high, end)) for name, (low, high) in times.items()}
        return {name: (low, high) for name, (low, high) in cut.items() if high - low >= 15}


class District:
    def __init__(self, root):
        self.root = root
        self.settings = load(root / "pdcycle.yaml")
        self.calendar = Calendar(load(root / "calendar.yaml"))
        self.people = {row["id"]: row for row in table(root / "people.csv")}
        self.absences = table(root / "absences.csv")
        self.groups = load(root / "groups.yaml").get("list", {})
        self.rows = defaultdict(list)
        for row in table(root / "timetable.csv"):
            self.rows[row["person"]].append(row)
        self.terms = self.calendar.written.get("terms", {})

    def schools(self, person):
        named = self.people[person].get("schools") or self.people[person].get("school", "")
        return [name for name in several(named) if name] or list(self.calendar.schools)

    def _written(self, event):
        """The activity as its program's own file has it."""
        name, _, activity, *_ = event.id.split("/")
        for path in sorted(self.root.glob(f"*/{name}.yaml")):
            program = load(path)
            for holder in (*program.get("cycles", []), program):
                if isinstance(holder.get("activities", {}).get(activity), dict):
                    return holder["activities"][activity]
        return {}

    def named(self, event):
        """The groups with a standing meeting that the event's own id names: `break-out/math-river-high/7`."""
        keys = event.id.split("/")[3].split(".")
        return {
            key for key in keys if isinstance(self.groups.get(key), dict) and self.groups[key].get("meets")
        }

    def has_hour(self, event):
        return "at" in self._written(event)

    def duty(self, person, day):
        """Minutes on duty, from the first of the person's schools that opens to the last that closes."""
        spans = [
            self.calendar.duty(name, day) for name in self.schools(person) if self.calendar.on_duty(name, day)
        ]
        return max(high for _, high in spans) - min(low for low, _ in spans) if spans else 0

    def teaches(self, person):
        return self.people[person]["role"] == "teacher" or any(
            row["kind"] == "class" for row in self.rows[person]
        )

    def _in_term(self, row, day):
        name = row.get("term", "")
        if not name:
            return True
        first, _, last = self.terms[name].partition("..")
        start = date.fromisoformat(first.split()[0])
        end = (
            self.calendar.planned_last + 60 * DAY
            if "year.end" in last
            else date.fromisoformat(last.split()[0])
        )
        return start <= day <= end

    def lessons(self, person, day):
        """(kind, start, end) of what the timetable gives the person that day."""
        found = []
        schools = [name for name in self.schools(person) if self.calendar.students(name, day)]
        if not schools:
            return found
        periods = self.calendar.periods(schools[0], day)
        letter = self.calendar.letters[schools[0]].get(day, "")
        for row in self.rows[person]:
            word = row["day"].lower()
            named = (
                not word or word == letter.lower() or (len(word) > 2 and WEEK[day.weekday()].startswith(word))
            )
            if named and row["period"] in periods and self._in_term(row, day):
                found.append((row["kind"], *periods[row["period"]]))
        return found

    def away(self, person, day, start, end):
        for row in self.absences:
            if row["person"] == person and row["from"] <= day.isoformat() <= (row["to"] or row["from"]):
                low, high = {"am": (0, 720), "pm": (720, 1440)}.get(row.get("part", "all"), (0, 1440))
                if start < high and low < end:
                    return True
        return False

    def travel(self, here, there):
        if here == there:
            return 0
        table_ = self.settings.get("travel", {})
        between = table_.get("between", {})
        text = (
            between.get(f"{here} to {there}")
            or between.get(f"{there} to {here}")
            or table_.get("default", "15")
        )
        return int(text.split()[0])

    def own_groups(self, person):
        """The groups that name a person as coach, lead or listed member."""
        found = set()
        for name, group in self.groups.items():
            members = group.get("members", [])
            ids = (
                []
                if isinstance(members, str)
                else [m["person"] if isinstance(m, dict) else m for m in members]
            )
            if person in (group.get("coach"), group.get("lead"), *ids):
                found.add(name)
        return found

    def _meets(self, group, rule, day):
        """Whether a group's rule names the day, by date or by the letter all its schools that rotate give it (`B days`)."""
        letter = re.fullmatch(r"(\w) days?", rule)
        if not letter:
            return matches(rule, day)
        turns = [
            self.calendar.letters[name] for name in several(group.get("school")) or self.calendar.letters
        ]
        return any(turns) and all(turn.get(day) == letter[1] for turn in turns if turn)

    def meetings(self, day):
        """(group, start, end, where) of the standing meetings of a day."""
        for name, group in self.groups.items():
            rule = group.get("meets") if isinstance(group, dict) else None
            if not rule:
                continue
            found = re.fullmatch(r"(.+?) (\d{1,2}:\d\d)(?:, (\d+) min)?", rule)
            if found and self._meets(group, found[1], day):
                start = clock(found[2])
                yield name, start, start + int(found[3] or 45), group.get("where", "")


class Event:
    def __init__(self, name, row, program):
        self.id, self.row, self.program = name, row, program
        text, _, self.weekday = row["day"].partition(" ")
        self.day = date.fromisoformat(text)
        self.start = clock(row["at"])
        self.end = self.start + int(row["min"])
        self.lead = row.get("lead", [])
        self.people = row.get("people", [])
        self.everybody = list(dict.fromkeys([*self.people, *self.lead]))
        self.kind, self.state = row["in"], row["state"]
        self.schools = row.get("schools", [])

    @property
    def school(self):
        return self.schools[0] if len(self.schools) == 1 else ""


def check(root):
    """Every broken rule of every lock under `root/schedule`, as `event: rule` lines, sorted."""
    root = Path(root)
    district = District(root)
    found, live, uids = [], [], Counter()
    for path in sorted((root / "schedule").glob("*.lock.yaml")):
        lock = load(path)
        rows = lock.get("events") or {}
        if list(rows) != sorted(rows):
            found.append(f"{path.name}: not sorted")
        for name, row in rows.items():
            event = Event(name, row, lock["program"])
            uids[row["uid"]] += 1
            found += _label(event)
            if event.state != "cancelled":
                live.append(event)
    found += [f"{uid}: uid used {count} times" for uid, count in uids.items() if count > 1]
    for event in live:
        found += _alone(event, district)
    found += _pairs(live, district)
    found += _substitutes(live, district)
    found += _rooms(live, district)
    found += _contract(live, district)
    return sorted(found)


def _label(event):
    if event.weekday and not WEEK[event.day.weekday()].startswith(event.weekday):
        yield f"{event.id}: weekday is wrong"
    if event.kind not in KINDS:
        yield f"{event.id}: unknown kind of time {event.kind}"


def _alone(event, district):
    """The rules one event can break by itself. What people fixed may be at any hour, but not where nobody is."""
    calendar = district.calendar
    for person in event.everybody:
        if person not in district.people:
            yield f"{event.id}: nobody is {person}"
            return
        if not any(calendar.on_duty(school, event.day) for school in district.schools(person)):
            yield f"{event.id}: {person} is off duty"
            return
    for person in event.everybody:
        crowd = len(event.people) > CROWD and person not in event.lead
        if not crowd and event.state == "placed" and district.away(person, event.day, event.start, event.end):
            yield f"{event.id}: {person} is absent"
    if event.state == "placed":
        yield from _time(event, district)
        yield from _teaching(event, district)


def _time(event, district):
    if event.kind in ("prep", "class"):
        yield from _lesson(event, district)
    elif event.kind == "meeting":
        inside = _meeting_of(event, district) or set()
        if not inside or not district.named(event) <= inside:
            yield f"{event.id}: not inside a standing meeting"
    elif event.kind in ("after-school", "staff-time", "before-school"):
        yield from _students_gone(event, district.calendar)


def _lesson(event, district):
    for person in event.people or event.lead:
        if event.kind == "prep" and not district.teaches(person):
            continue
        rows = [(low, high) for kind, low, high in district.lessons(person, event.day) if kind == event.kind]
        if not any(low <= event.start and event.end <= high for low, high in rows):
            yield f"{event.id}: not in a {event.kind} of {person}"


def _students_gone(event, calendar):
    for school in event.schools:
        if not calendar.students(school, event.day):
            continue
        first, dismissal = calendar.hours(school, event.day)
        if event.kind == "before-school" and event.end > first:
            yield f"{event.id}: students are there at {school}"
        if event.kind != "before-school" and event.start < dismissal:
            yield f"{event.id}: before dismissal at {school}"


def _teaching(event, district):
    """Nobody is in front of a class meanwhile, but who is observed or released."""
    for person in event.everybody:
        asked = person in event.people or not event.people
        if not district.teaches(person) or (event.kind in ("class", "release", "meeting") and asked):
            continue
        for kind, low, high in district.lessons(person, event.day):
            if kind != "prep" and low < event.end and event.start < high:
                yield f"{event.id}: {person} has {kind}"
                break


def _meeting_of(event, district):
    if event.kind != "meeting":
        return None
    inside = {
        name
        for name, low, high, _ in district.meetings(event.day)
        if low <= event.start and event.end <= high
    }
    return inside or None


def _online(meetings, district):
    return bool(meetings) and all(district.groups[name].get("where") == "online" for name in meetings)


def _pairs(live, district):
    by_person = defaultdict(list)
    for event in live:
        for person in event.everybody:
            by_person[person, event.day].append(event)
    for (person, _), events in by_person.items():
        for one, other in combinations(sorted(events, key=lambda event: event.start), 2):
            if one.state == "placed" or other.state == "placed":
                yield from _pair(person, one, other, district)


def _pair(person, one, other, district):
    """Items of one standing meeting share it; otherwise nobody is in two places, nor on the way meanwhile."""
    mine, theirs = _meeting_of(one, district), _meeting_of(other, district)
    if mine and theirs and mine & theirs and not (_leads(person, one) and _leads(person, other)):
        return
    if other.start < one.end:
        if not (mine and theirs and mine & theirs & district.own_groups(person)):
            yield f"{one.id}: {person} is also at {other.id}"
        return
    apart = one.school and other.school and not _online(mine, district) and not _online(theirs, district)
    if apart and other.start < one.end + district.travel(one.school, other.school):
        yield f"{one.id}: {person} has no time to travel to {other.id}"


def _leads(person, event):
    return person in event.lead


def _substitutes(live, district):
    supply = district.settings.get("substitutes", {})
    used = defaultdict(set)
    for event in live:
        if event.kind != "release":
            continue
        for person in event.people or event.lead:
            busy = [
                kind
                for kind, low, high in district.lessons(person, event.day)
                if kind != "prep" and low < event.end and event.start < high
            ]
            if district.teaches(person) and busy:
                school = district.schools(person)[0]
                halves = [0] * (event.start < 720) + [1] * (event.end > 720)
                for half in halves:
                    used[school, event.day, half].add(person)
    for (school, day, _), people in used.items():
        if len(people) > int(supply.get(school, 0)):
            yield f"{school} {day}: {len(people)} substitutes, {supply.get(school, 0)} there are"


def _rooms(live, district):
    """A room that a school names holds one event at a time; items of one standing meeting are one."""
    held = defaultdict(list)
    for event in live:
        where = event.row.get("where")
        for school in event.schools:
            if where and where in several(district.settings.get("rooms", {}).get(school)):
                held[school, where, event.day].append(event)
                break
    for (_, where, _), events in held.items():
        for one, other in combinations(sorted(events, key=lambda event: (event.start, event.id)), 2):
            together = (_meeting_of(one, district) or set()) & (_meeting_of(other, district) or set())
            if other.start < one.end and "placed" in (one.state, other.state) and not together:
                yield f"{one.id}: {where} is also taken by {other.id}"


def _period(per, day, district, person):
    if per == "week":
        return day - day.weekday() * DAY
    if per == "month":
        return day.year, day.month
    if per == "term":
        return next((name for name in district.terms if district._in_term({"term": name}, day)), "")
    return "year"


def _contract(live, district):
    """What the contract allows those who attend, and a coach who leads; a sum that nobody placed is not judged."""
    contract = district.calendar.written.get("contract", {})
    after = contract.get("after_school", {})
    for event in live:
        if event.state == "placed":
            yield from _too_long_or_late(event, contract, district)
    if "meetings" in contract:
        count, per = re.fullmatch(r"(\d+) +\w+ +(\w+)", contract["meetings"]).groups()
        yield from _over(_sums(live, district, "meetings", per), int(count), "meetings")
    if "minutes" in after:
        sums = _sums(live, district, "after-school", after.get("per", "month"))
        yield from _over(sums, int(after["minutes"]), "minutes after school")
    if "visits" in contract:
        count, per = re.fullmatch(r"(\d+) +\w+ +(\w+)", contract["visits"]).groups()
        yield from _over(_sums(live, district, "visits", per), int(count), "visits")
    if "coaching" in contract:
        share = int(contract["coaching"].rstrip("%"))
        for (person, monday), found in _sums(live, district, "coaching", "week").items():
            duty = sum(district.duty(person, monday + number * DAY) for number in range(7))
            yield from _over({(person, monday): found}, share * duty // 100, "minutes led")


def _is_meeting(event):
    return "meeting" in (event.kind, event.row.get("kind"))


def _too_long_or_late(event, contract, district):
    longest, time = contract.get("meeting_length"), contract.get("after_school", {}).get("time")
    if _is_meeting(event) and longest and event.end - event.start > int(longest.split()[0]):
        yield f"{event.id}: longer than a meeting may be"
    if event.kind == "after-school" and time and not district.has_hour(event):
        low, high = span(time)
        if not (low <= event.start and event.end <= high):
            yield f"{event.id}: not when people may be kept after school"


def _sums(live, district, what, per):
    """(person, period) to what they give: (its own id or that of the meeting shared) to amount and whether it was placed."""
    found = defaultdict(dict)
    for event in live:
        leads = [name for name in event.lead if district.people.get(name, {}).get("role") == "coach"]
        others = [name for name in event.people if name not in event.lead]
        counts = {
            "meetings": _is_meeting(event),
            "after-school": event.kind == "after-school",
            "coaching": True,
            "visits": True,
        }
        counted = what in ("meetings", "visits")
        for person in (leads if what in ("coaching", "visits") else others) if counts[what] else ():
            shared = min(_meeting_of(event, district) or {event.id}) if counted else event.id
            amount = 1 if counted else event.end - event.start
            entries = found[person, _period(per, event.day, district, person)]
            placed = event.state == "placed" or entries.get((shared, event.day), (0, False))[1]
            entries[shared, event.day] = amount, placed
    return found


def _over(sums, most, what):
    for (person, period), found in sums.items():
        total = sum(amount for amount, _ in found.values())
        if total > most and any(placed for _, placed in found.values()):
            yield f"{person} {period}: {total} {what}"
