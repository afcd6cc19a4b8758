"""Riverbend's figures from its raw files: every measure, by hand. Imports nothing of pdcycle."""

import math
from collections import Counter, defaultdict
from datetime import date, timedelta
from decimal import Decimal
from functools import wraps
from itertools import pairwise

from independent_exports import Reading, load, plain
from independent_matching import meet, standing
from independent_programs import DAY, STEPS, programs

DAYS = ("2027-02-12", "2026-11-20", "2026-10-01")
"""The day riverbend is told of; one in the middle of the fall; and one while courses are overdue."""
ASKS_FROM = {"rti": date(2026, 6, 22), "grades-3-5": date(2026, 8, 31), "schooley": date(2026, 9, 11)}
FIRST = {"rti": date(2026, 8, 31), "grades-3-5": date(2026, 8, 31), "schooley": date(2026, 9, 11)}
LAST = {"rti": date(2027, 6, 15), "grades-3-5": date(2027, 6, 15), "schooley": date(2026, 12, 18)}
YEAR_LAST = date(2027, 6, 15)  # two snow days, three built in: the year ends as planned
HALF_DAY = 210


def once(method):
    """Work a measure out once for each calculation."""

    @wraps(method)
    def worked_out(self, *args):
        key = (method.__name__, *args)
        if key not in self.known:
            self.known[key] = method(self, *args)
        return self.known[key]

    return worked_out


def share(rows, met):
    rows = list(rows)
    people = {row.person for row in rows} - {""}  # what is asked of a group is nobody's own
    return {"numerator": sum(map(met, rows)), "denominator": len(rows), "people": len(people)}


def tables(rows, keys):
    """The rows under each key a row has; a row may have several."""
    found = defaultdict(list)
    for row in rows:
        for key in keys(row):
            found[key].append(row)
    return found


class Riverbend:
    """What riverbend's raw files come to on a day."""

    def __init__(self, root, shipped, as_of=None):
        self.root, self.known = root, {}
        self.reading = Reading(root)
        self.people = self.reading.people
        self.settings = load(root / "pdcycle.yaml")
        self.calendar = load(root / "calendar.yaml")
        self.year_days = {"year.end": YEAR_LAST.isoformat()}
        self.survey_titles = {
            path.stem: load(path)["survey"] for path in sorted((root / "surveys").glob("*.yaml"))
        }
        self.as_of = date.fromisoformat(as_of or self.settings["as_of"])
        self.programs = programs(root, shipped / "curricula" / "patterns", self.people)
        self.hours_rules = {
            path.stem: load(path) for path in sorted((shipped / "pdcycle/data/hours").glob("*.yaml"))
        }
        self.catalog = load(root / "catalog.yaml")["list"]
        self.levels = {name: rank for rank, name in enumerate(self.reading.rubric["levels"], 1)}
        self.rows = [row for row in self.reading.rows if row.when.date() <= self.as_of]
        self.asked = [one for program in self.programs for one in program.asked()]
        order = {program.id: rank for rank, program in enumerate(self.programs)}
        self.met = meet(self.asked, self.rows, order)
        self.state = {one: standing(one, self.met.get(one), self.as_of) for one in self.asked}
        self.counted = [one for one in self.asked if not one.optional and self.state[one] != "lapsed"]
        self.due = [one for one in self.counted if one.due < self.as_of and self.state[one] != "ahead"]
        used = set(self.met.values())
        mine = self._theirs()
        loose = [row for row in self.rows if row not in used and row.kind != "measurement"]
        self.beyond = {row for row in loose if self._belongs(row, mine)}
        self.unmatched = {row for row in loose if row not in self.beyond}
        self.answers = self._answers()

    # What belongs to nobody's expectation

    def _theirs(self):
        found = defaultdict(set)
        for one in self.asked:
            words = {one.activity, one.item, one.program, *one.about, *one.keys}
            words |= {one.subject} if one.piece != "shared" else {one.of_group}
            for person in (one.person, *one.owners, one.of_group):
                found[person] |= {(kind, word) for kind in one.kinds for word in (*words, "")}
        return found

    def _belongs(self, row, mine):
        return (row.kind, row.subject) in mine.get(row.person or row.subject, ())

    # Who and where

    def school(self, one):
        """The school a piece is counted under."""
        return self.people.school(one.person) if one.person else one.school

    def coach_of(self, program):
        """A group's coach; of a plan, the teacher's own."""
        if program.kind == "plan":
            return self.people.rows[program.written["teacher"]]["coach"]
        group = program.groups.get(program.written.get("group"), {})
        return program.written.get("coach") or group.get("coach")

    def leaders_of(self, one):
        """Who leads what a piece is asked at, as the lock has it."""
        program = next(program for program in self.programs if program.id == one.program)
        event = program.lock["events"].get(
            f"{one.program}/{one.cycle}/{one.activity}/{'.'.join(one.keys) or '-'}/{one.n}"
        )
        return event.get("lead", []) if event else []

    def traits(self, person):
        row = self.people.rows[person]
        grades = [grade for grade in row["grades"].split(";") if grade] or [""]
        yield from (("department", row["department"]), ("role", row["role"]))
        yield from (("grade", grade) for grade in grades)

    def is_met(self, one):
        return one in self.met

    @staticmethod
    def wants(one):
        return "check" if one.piece == "check" else one.kinds[0]

    # Shares

    def _by_school(self, rows, met=None, more=lambda one: ((),)):
        """Shares by program, whatever `more` names, and school, None for all together."""
        groups = tables(
            rows,
            lambda one: [
                (one.program, *extra, school) for extra in more(one) for school in (self.school(one), None)
            ],
        )
        return {key: share(found, met or self.is_met) for key, found in groups.items()}

    @once
    def completion(self):
        return self._by_school(self.due, more=lambda one: ((self.wants(one),), (None,)))

    @once
    def on_time(self):
        return self._by_school(self.due, lambda one: self.state[one] == "on time")

    @once
    def courses(self):
        rows = [one for one in self.counted if self.wants(one) in ("completion", "check")]
        return self._by_school(rows, more=lambda one: ((self.wants(one),),))

    @once
    def artifacts(self):
        return self._by_school(one for one in self.counted if self.wants(one) in ("artifact", "video"))

    @once
    def survey_response(self):
        return self._by_school(one for one in self.due if self.wants(one) == "result")

    @once
    def breakdown(self):
        wanted = {
            "completion": (self.due, self.is_met),
            "on-time": (self.due, lambda one: self.state[one] == "on time"),
            "courses": ([one for one in self.counted if self.wants(one) == "completion"], self.is_met),
            "checks": ([one for one in self.counted if self.wants(one) == "check"], self.is_met),
            "artifacts": (
                [one for one in self.counted if self.wants(one) in ("artifact", "video")],
                self.is_met,
            ),
        }
        found = {}
        for measure, (rows, met) in wanted.items():

            def parts(one, measure=measure):
                yield one.program, measure, "school", self.school(one)
                yield one.program, measure, "month", f"{one.due:%Y-%m}"
                if one.person:
                    for dimension, part in self.traits(one.person):
                        yield one.program, measure, dimension, part

            found |= {key: share(part, met) for key, part in tables(rows, parts).items()}
        return found

    @once
    def steps(self):
        groups = tables(
            self.counted,
            lambda one: [
                (one.program, cycle, one.step, STEPS.index(one.step) + 1, school)
                for cycle in (one.cycle, None)
                for school in (self.school(one), None)
            ],
        )
        return {key: self._step(rows) for key, rows in groups.items()}

    def _step(self, rows):
        states = Counter(self.state[one] for one in rows)
        return {
            "done": states["on time"] + states["late"],
            "due": states["due"],
            "skipped": states["missed"],
            "ahead": states["ahead"],
            "people": len({one.person for one in rows} - {""}),
        }

    # Coaching

    @once
    def dose(self):
        asked = {
            (one.program, self.school(one), one.person) for one in self.asked if self.wants(one) == "log"
        }
        used = defaultdict(set)
        for one, row in self.met.items():
            used[one.program].add(row)
        found = {}
        for program, school, person in asked:
            talks = [
                row
                for row in self.rows
                if row.kind == "log" and row.person == person and (row in used[program] or row in self.beyond)
            ]
            if talks:
                found[program, school, person] = {
                    "talks": len(talks),
                    "minutes": sum(row.minutes or 0 for row in talks),
                    "untold": sum(row.minutes is None for row in talks),
                    "beyond": sum(row in self.beyond for row in talks),
                }
        return found

    @once
    def school_days(self, school):
        """Days with students, from calendar.yaml: later lines win."""
        calendar = self.calendar
        level = calendar["schools"][school]["level"]
        first, last = (date.fromisoformat(text.split()[0]) for text in calendar["year"].split(" .. "))
        found, day = set(), first
        while day <= last:
            if day.weekday() < 5:
                found.add(day)
            day += DAY
        for line in calendar["days"]:
            if line["status"] in ("closed", "staff") and line.get("level", level) == level:
                ends = [date.fromisoformat(text.split()[0]) for text in line["when"].split(" .. ")]
                found -= {ends[0] + n * DAY for n in range((ends[-1] - ends[0]).days + 1)}
        return found

    def _talkers(self):
        return {
            (one.program, self.school(one), one.person)
            for one in self.counted
            if self.wants(one) == "log" and one.person
        }

    def _talks(self, person):
        return sorted({row.when.date() for row in self.rows if row.kind == "log" and row.person == person})

    @once
    def coaching_gaps(self):
        found = {}
        for program, school, person in self._talkers():
            stay = next(
                one
                for other in self.programs
                if other.id == program
                for one in other.stays
                if one.person == person
            )
            first = max(FIRST[program], stay.first or FIRST[program])
            last = min(LAST[program], self.as_of, stay.last or LAST[program])
            if first > last:
                continue  # the program has not begun, or the person has not joined
            talks = [day for day in self._talks(person) if first <= day <= last]
            days = self.school_days(school)
            marks = [first, *talks, last]
            gaps = [(sum(a < day < b for day in days), a, b) for a, b in pairwise(marks)]
            gap, start, end = min(gaps, key=lambda one: (-one[0], one[1], one[2]))
            found[program, school, person] = {
                "gap": gap,
                "from_day": start.isoformat(),
                "to_day": end.isoformat(),
                "talks": len(talks),
            }
        return found

    @once
    def coaching_regularity(self):
        found = defaultdict(list)
        for program, school, person in self._talkers():
            talks = [day for day in self._talks(person) if FIRST[program] <= day <= LAST[program]]
            days = self.school_days(school)
            gaps = [sum(a < day < b for day in days) for a, b in pairwise(talks)]
            if gaps:
                for key in ((program, school), (program, None)):
                    found[key].append(max(gaps) <= 10)
        return {key: counts(sum(ok), len(ok), len(ok)) for key, ok in found.items()}

    # Meetings of departments, plans

    @once
    def break_outs(self):
        held = {one.occurrence for one in self.met if one.kind == "break-out"}
        found = defaultdict(lambda: {"numerator": 0, "denominator": 0, "planned": 0})
        for one in {one.occurrence: one for one in self.asked if one.kind == "break-out"}.values():
            for key in ((one.program, one.school), (one.program, None)):
                past = one.day <= self.as_of
                found[key]["planned"] += 1
                found[key]["denominator"] += past
                found[key]["numerator"] += past and one.occurrence in held
        return dict(found)

    @once
    def plan_status(self):
        told = any(row.kind == "minutes" for row in self.reading.rows)
        found = defaultdict(list)
        for program in self.programs:
            for activity, spec in program.activities(program.cycles[0]).items():
                if spec["kind"] == "submission" and spec.get("step", "plan") == "plan":
                    self._plans(found, program, activity, spec, told=told)
        return {key: counts(sum(ok for _, ok in rows), len(rows), len({who for who, _ in rows}))
                for key, rows in found.items()}  # fmt: skip

    def _plans(self, found, program, activity, spec, *, told):
        pieces = defaultdict(list)
        for one in self.asked:
            if (one.program, one.activity) == (program.id, activity):
                pieces[one.occurrence].append(one)
        for rows in pieces.values():
            own = [one for one in rows if one.piece != "shared"]
            if not any(self.state[one] != "ahead" for one in own):
                continue
            person = own[0].person
            status = {"drafted": any(one in self.met for one in own)}
            if told and "share" in spec:
                status["shared"] = any(one in self.met for one in rows if one.piece == "shared")
            dates = program.written.get("dates", {})
            if "approve" in spec:
                said = dates.get(f"{activity}.approved", "9999").split()[0]
                status["approved"] = date.fromisoformat(said) <= self.as_of
            if program.written.get("teacher") == person and "goal" in program.written:
                told_by_now = [
                    goal for goal in program.written["goal"] if goal["since"] <= self.as_of.isoformat()
                ]
                status["revised"] = len(told_by_now) > 1
            for name, ok in status.items():
                for school in (self.people.school(person), None):
                    found[program.id, name, school].append((person, ok))

    # Observations

    def _observed(self):
        return [row for row in self.rows if row.kind == "observation"]

    @once
    def observations(self):
        found = {}
        groups = tables(
            self._observed(),
            lambda row: [(self.people.school(row.person), row.component), (None, row.component)],
        )
        for (school, component), rows in groups.items():
            for level, count in Counter(self.levels[row.value] for row in rows).items():
                found[school, component, level] = counts(count, len(rows), len({row.person for row in rows}))
        return found

    @once
    def sub_goals(self):
        found = {}
        groups = tables(
            [row for row in self._observed() if row.title],
            lambda row: [(self.people.school(row.person), row.title, row.component)],
        )
        for key, rows in groups.items():
            for level, count in Counter(self.levels[row.value] for row in rows).items():
                found[*key, level] = counts(count, len(rows), len({row.person for row in rows}))
        return found

    @once
    def rubric_growth(self):
        moves = defaultdict(list)
        seen = tables(self._observed(), lambda row: [(row.person, row.component)])
        for program in self.programs:
            members = [stay.person for stay in program.stays if stay.holds(self.as_of)]
            for (person, component), rows in seen.items():
                days = sorted({row.when.date() for row in rows})
                if person not in members or len(days) < 2:
                    continue
                first, last = (
                    {self.levels[row.value] for row in rows if row.when.date() == day}
                    for day in (days[0], days[-1])
                )
                assert len(first) == len(last) == 1, "two levels on one day: order is not told"
                change = last.pop() - first.pop()
                way = "up" if change > 0 else "down" if change < 0 else "same"
                for school in (self.people.school(person), None):
                    moves[program.id, component, school].append(way)
        return {
            (program, component, moved, school): counts(ways.count(moved), len(ways), len(ways))
            for (program, component, school), ways in moves.items()
            for moved in ("up", "same", "down")
        }

    # Goals

    def goals(self):
        """(program, owner, how it reads today, the days it was rewritten)."""
        for program in self.programs:
            owners = {program.written.get("teacher", ""): program.written}
            schools = program.written.get("schools", {})
            owners |= schools if isinstance(schools, dict) else {}
            for owner, holder in owners.items():
                history = [line for line in holder.get("goal", []) if line["since"] <= self.as_of.isoformat()]
                now = {}
                for line in history:
                    now |= line
                if now:
                    yield program, owner, now, history

    @once
    def goal(self):
        found = {}
        for program, owner, now, _ in self.goals():
            common = {"baseline": thousandths(now["baseline"]), "target": thousandths(now["target"])}
            for way, (top, whole, people, day) in self.goal_ways(program, owner, now).items():
                reached = top * 1000 >= whole * common["target"]
                found[program.id, "" if owner == program.id else owner, way] = {
                    **counts(top, whole, people), "day": day.isoformat(), **common, "is_reached": reached,
                }  # fmt: skip
        return found

    def goal_ways(self, program, owner, now):
        found = {}
        # A school's goal that says nothing of its measure has the program's component and level.
        wanted = now.get("measure") if isinstance(now.get("measure"), dict) else None
        if "measure" not in now and owner in program.schools:
            wanted = next(
                (
                    line["measure"]
                    for line in program.written["goal"]
                    if isinstance(line.get("measure"), dict)
                ),
                None,
            )
        if wanted:
            latest = {}
            for row in sorted(self._observed(), key=lambda row: (row.when.date(), self.levels[row.value])):
                if row.component == wanted["component"]:
                    latest[row.person] = row
            members = {stay.person for stay in program.stays if stay.holds(self.as_of)}
            rows = [
                row
                for person, row in latest.items()
                if person in members and owner in ("", person, self.people.school(person))
            ]
            if rows:
                above = sum(self.levels[row.value] >= self.levels[wanted["at_least"]] for row in rows)
                found["rubric"] = (above, len(rows), len(rows), max(row.when.date() for row in rows))
        name = f"{program.id}/{owner or program.id}"
        measured = [row for row in self.rows if row.kind == "measurement" and row.subject == name]
        if measured:
            last = max(measured, key=lambda row: row.when)
            top, _, whole = last.value.partition(" of ")
            found["measured"] = (int(top), int(whole), int(whole), last.when.date())
        return found

    # Surveys

    def _answers(self):
        """{(survey, person, audience): {item: [favourable, on the scale, respondents]}} and how often asked."""
        latest = {}
        for source, who, audience, when, mail, head, row in self.reading.responses:
            every = source.get("submissions", "latest") == "all" or not mail
            key = (source["survey"], who, audience, plain("\x1f".join(row)) if every else plain(mail))
            if key not in latest or latest[key][0] <= when:
                latest[key] = (when, head, row)
        found = defaultdict(lambda: defaultdict(lambda: [0, 0, 0]))
        asked = {name: load(self.root / "surveys" / f"{name}.yaml") for name in self.survey_titles}
        for (name, who, audience, _), (_, head, row) in latest.items():
            survey = asked[name]
            for item, spec in survey["items"].items():
                scale = survey["scales"].get(spec.get("scale", ""), {})
                texts = {plain(text).rstrip(" ?") for text in spec["text"].values()}
                cells = [
                    cell.strip()
                    for title, cell in zip(head, row, strict=True)
                    if cell.strip()
                    and (title.rstrip(" ?") in texts or title.split("[")[-1].rstrip("]") in texts)
                ]
                if cells and scale.get("favourable"):
                    good = {plain(text) for text in scale["favourable"]}
                    options = {
                        plain(text): {plain(word) for word in option.values()}
                        for option in scale["options"]
                        for text in option.values()
                    }
                    told = options.get(plain(cells[0]))
                    counted = found[name, who, audience][item]
                    counted[0] += bool(told and told & good)
                    counted[1] += told is not None
                    counted[2] += 1
        return {key: dict(items) for key, items in found.items()}

    @once
    def survey(self):
        found = {}
        groups = tables(self.answers, lambda key: [(key[0], self.people.school(key[1]), key[2], "")])
        for key, several in groups.items():
            items = [one for name in several for one in self.answers[name].values()]
            found[key] = counts(
                sum(one[0] for one in items), sum(one[1] for one in items), max(one[2] for one in items)
            )
        return found

    def survey_lines(self, program):
        """Favourable answers about a program's people by survey, audience and item."""
        people = {stay.person for stay in program.stays}
        surveys = {one.subject for one in self.asked if one.program == program.id and one.kind == "survey"}
        found = defaultdict(lambda: [0, 0])
        for (name, who, audience), items in self.answers.items():
            if name in surveys and who in people:
                for item, (good, every, _) in items.items():
                    found[name, audience, "", item][0] += good
                    found[name, audience, "", item][1] += every
        return found

    def survey_answered(self):
        """No source of riverbend says how many were asked."""
        assert not any("asked" in source for source in self.reading.sources.values())
        return {}

    def survey_change(self):
        """No survey of riverbend has a second round yet."""
        assert not any("period" in source for source in self.reading.sources.values())
        return {}

    # Hours and money

    def credits(self):
        """(person, category, minutes) of each completion, attendance and talk."""
        served = {}
        for one, row in sorted(self.met.items(), key=lambda pair: pair[0].occurrence[0]):
            served.setdefault(row, one)
        category = {"completion": "online", "attendance": "live", "log": "coaching"}
        for row in self.rows:
            if row.kind not in category or row.passed is False or not row.person:
                continue
            one = served.get(row) or self._met_by_another(row)
            if row.kind == "completion":
                minutes = hours(self.catalog.get(row.subject, {}).get("hours"))
            else:
                planned = one.minutes if one is not None else None
                minutes = planned if row.minutes is None else min(row.minutes, planned or row.minutes)
            if minutes:
                yield row.person, category[row.kind], minutes

    def _met_by_another(self, row):
        """The department's break-out somebody else's sign-in proved: everybody who was there has its time."""
        for one in self.met:
            if (
                one.of_group and row.person in one.owners and row.kind in one.kinds
                and row.subject in one.about and abs(row.when.date() - one.day) <= DAY
            ):  # fmt: skip
                return one
        return None

    @once
    def _credited(self):
        found = defaultdict(lambda: [0, 0])
        for person, _, minutes in self.credits():
            for name, rule in self.hours_rules.items():
                block = int(rule["rounding"]["to"].split()[0])
                assert rule["rounding"]["how"] == "down"
                found[name, person][0] += minutes
                found[name, person][1] += minutes // block * block
        return found

    @once
    def hours(self):
        return {
            (rule, self.people.school(person), person): {
                "seen_minutes": seen,
                "credited_minutes": credited,
                "required_minutes": hours(self.hours_rules[rule]["required"]),
                "years": int(self.hours_rules[rule]["years"]),
            }
            for (rule, person), (seen, credited) in self._credited().items()
        }

    @once
    def hours_pace(self):
        credited, found = self._credited(), defaultdict(list)
        for name, rule in self.hours_rules.items():
            for program in self.programs:
                for stay in program.stays:
                    if stay.holds(self.as_of):
                        got = credited[name, stay.person][1] if (name, stay.person) in credited else 0
                        ok = got * int(rule["years"]) >= hours(rule["required"])
                        for school in (self.people.school(stay.person), None):
                            found[name, program.id, school].append(ok)
        return {key: counts(sum(ok), len(ok), len(ok)) for key, ok in found.items()}

    @once
    def substitutes(self):
        price = int(Decimal(self.settings["costs"]["substitute_day"]) * 100)
        half_days = Counter()
        for one in self.met:
            length = hours(self.catalog.get(one.item, {}).get("hours"))
            if one.kind == "course" and "completion" in one.kinds and length:
                for school in (self.school(one), None):
                    half_days[one.program, "avoided", school] += math.ceil(length / HALF_DAY)
        for program in self.programs:
            for row in program.lock["events"].values():
                day = date.fromisoformat(row["day"].split()[0])
                if row.get("subs") and day <= self.as_of and row["state"] != "cancelled":
                    school = row["schools"][0] if len(row["schools"]) == 1 else ""
                    for name in (school, None):
                        half_days[program.id, "used", name] += math.ceil(int(row["min"]) / HALF_DAY) * int(
                            row["subs"]
                        )
        return {
            key: {
                "half_days": count,
                "cost": count * price // 2,
                "currency": self.settings["costs"]["currency"],
            }
            for key, count in half_days.items()
        }

    def assumptions(self):
        costs = self.settings["costs"]
        return {
            ("half_day_minutes",): {"number": HALF_DAY},
            ("source",): {"number": 0},
            ("substitute_day",): {"number": int(Decimal(costs["substitute_day"]) * 100)},
        }

    # Participation

    @once
    def participation(self):
        shown = {(one.program, row.person, row.when.date()) for one, row in self.met.items()}
        for program in self.programs:
            members = {stay.person for stay in program.stays}
            shown |= {
                (program.id, row.person, row.when.date()) for row in self.beyond if row.person in members
            }
        days = defaultdict(set)
        for program, person, day in shown:
            days[program, person].add(day)
        found = {}
        for program in self.programs:
            for unit, spans in self._periods().items():
                before = {}
                for first, last in spans:
                    now = self._present(program, first, last, days)
                    for school, (active, people) in now.items():
                        held = before.get(school)
                        found[program.id, unit, first.isoformat(), school] = {
                            **counts(active, people, people),
                            "numerator_before": held[0] if held else None,
                            "denominator_before": held[1] if held else None,
                        }
                    before |= now
        return found

    def _periods(self):
        start = min(ASKS_FROM.values())
        weeks, day = [], start - start.weekday() * DAY
        while day <= self.as_of:
            weeks.append((day, day + 6 * DAY))
            day += 7 * DAY
        months, day = [], start.replace(day=1)
        while day <= self.as_of:
            following = (day + timedelta(days=32)).replace(day=1)
            months.append((day, following - DAY))
            day = following
        return {"week": weeks, "month": months}

    def _present(self, program, first, last, days):
        found = defaultdict(lambda: (0, 0))
        if last < ASKS_FROM[program.id] or first > LAST[program.id]:
            return {}
        for stay in program.stays:
            if (stay.first and last < stay.first) or (stay.last and first > stay.last):
                continue
            active = any(first <= day <= last for day in days[program.id, stay.person])
            for school in (self.people.school(stay.person), None):
                top, whole = found[school]
                found[school] = (top + active, whole + 1)
        return dict(found)


def counts(numerator, denominator, people):
    return {"numerator": numerator, "denominator": denominator, "people": people}


def hours(text):
    """Minutes of `1.5 h`."""
    return int(Decimal(text.split()[0]) * 60) if text else 0


def thousandths(text):
    if text.endswith("%"):
        return round(Decimal(text[:-1]) * 10)
    top, _, whole = text.partition(" of ")
    return round(Decimal(top) / Decimal(whole) * 1000)
