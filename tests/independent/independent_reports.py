"""The figures of riverbend's reports as nested plain values, laid out as the JSON of `pdcycle report` lays them out.

Imports nothing of pdcycle. Lists of the JSON are dictionaries here, by what names their entries.
"""

from collections import defaultdict
from datetime import date

from independent_figures import YEAR_LAST
from independent_programs import BY_HAND, STEPS


class Excused:
    """A cell of something that was cancelled or skipped: the lock has no such event, and no day is owed."""


def figure(row):
    return {"numerator": row["numerator"], "denominator": row["denominator"], "hidden": None, "floor": 0}


NONE = {"numerator": 0, "denominator": 0}


def basis(riverbend, *programs):
    people = {stay.person for program in programs for stay in program.stays}
    return {
        "as_of": riverbend.as_of.isoformat(),
        "floor": 0,
        "accounting": {
            file: {"read": read, "used": used, "folded": folded, "aside": aside}
            for file, read, used, folded, aside in riverbend.reading.accounting()
        },
        "unresolved": sum(len(found) for found in riverbend.reading.strangers.values()),
        "strangers": {
            "people": sum(len(found) for found in riverbend.reading.strangers.values()),
            "rows": sum(found.total() for found in riverbend.reading.strangers.values()),
        },
        "beyond": sum(row.person in people for row in riverbend.beyond),
        "unmatched": len(riverbend.unmatched),
        "unbound": [],
    }


def step_lines(riverbend, program, rows=None):
    """The ten steps with their counts and where each stands."""
    asked = [one for one in riverbend.counted if one.program == program.id] if rows is None else rows
    lived = lived_steps(program)
    found = {}
    for step in STEPS:
        here = [one for one in asked if one.step == step]
        counts = riverbend._step(here)
        done, due, skipped, ahead = (counts[name] for name in ("done", "due", "skipped", "ahead"))
        if not here:
            state = "untracked" if step in lived else "none"
        elif due:
            state = "due"
        elif skipped:
            state = "partly" if done else "skipped"
        else:
            state = "done" if done or not ahead else "ahead"
        total = {"numerator": done, "denominator": len(here)}
        found[step] = {
            "state": state,
            "figure": figure(total),
            "due": due,
            "skipped": skipped,
            "ahead": ahead,
        }
    return found


def lived_steps(program):
    """The steps the program's activities belong to, whether or not anything is asked for."""
    kinds = {
        "course": "learn", "meeting": "share", "conference": "confer", "coaching": "confer",
        "observation": "evidence", "break-out": "share", "workshop": "learn", "submission": "plan",
        "practice": "implement", "survey": "evidence", "reflection": "look-back", "event": "share",
    }  # fmt: skip
    return {
        spec.get("step") or (name if name in STEPS else kinds[spec["kind"]])
        for cycle in program.cycles
        for name, spec in program.activities(cycle).items()
    }


def goal_line(riverbend, program, owner, now, history):
    """A goal with its history and where it was last measured: its own measurement before the rubric."""
    ways = riverbend.goal_ways(program, owner, now)
    by = YEAR_LAST.isoformat() if now["by"] == "year.end" else now["by"]
    line = {
        "owner": owner or program.id,
        "baseline": now["baseline"],
        "target": now["target"],
        "by": by,
        "history": histories(history),
        "way": "",
        "day": None,
        "figure": figure(NONE),
    }
    for way in ("measured", "rubric"):
        if way in ways:
            top, whole, _, day = ways[way]
            shown = figure({"numerator": top, "denominator": whole})
            return line | {"way": way, "day": day.isoformat(), "figure": shown}
    return line


def histories(history):
    found, now = {}, {}
    for line in history:
        now |= line
        found[line["since"]] = {"since": line["since"], "baseline": now["baseline"], "target": now["target"]}
    return found


def group_report(riverbend, program):
    completion, on_time = riverbend.completion(), riverbend.on_time()
    lines = {
        school or "": {
            "completion": figure(completion[program.id, None, school]),
            "on_time": figure(on_time[program.id, school]),
        }
        for school in ("birch", "cedar", "lincoln", None)
    }
    return {
        "version": 1,
        "basis": basis(riverbend, program),
        "members": sum(stay.holds(riverbend.as_of) for stay in program.stays),
        "completion": lines[""]["completion"],
        "on_time": lines[""]["on_time"],
        "by_school": lines,
        "steps": step_lines(riverbend, program),
        "surveys": {
            key: {"figure": figure({"numerator": good, "denominator": every})}
            for key, (good, every) in riverbend.survey_lines(program).items()
        },
        "matrix": matrix(riverbend, program),
        "calls": calls(riverbend, program),
        "doses": {
            person: row
            for (program_id, _, person), row in riverbend.dose().items()
            if program_id == program.id
        },
    }


def matrix(riverbend, program):
    """Person by piece: where it stands, the day it was shown, whether it is overdue, the day it is due."""
    rows = defaultdict(dict)
    for one in riverbend.asked:
        if one.program != program.id or not one.person:
            continue
        keys = tuple(key for key in one.keys if key != one.person)
        column = "/".join((one.cycle, one.activity, ".".join(keys) or "-", str(one.n), one.piece))
        state, row = riverbend.state[one], riverbend.met.get(one)
        rows[one.person][column] = {
            "met": state,
            "day": row.when.date().isoformat() if row else None,
            "overdue": state == "due" and one.due < riverbend.as_of,
            "due": one.due.isoformat(),
        }
    found = {}
    for person, cells in rows.items():
        owed = [
            one
            for one in riverbend.counted
            if one.program == program.id and one.person == person and riverbend.state[one] != "ahead"
        ]
        done = sum(one in riverbend.met for one in owed)
        asked = sum(one in riverbend.met or one.due < riverbend.as_of for one in owed)
        found[person] = {"cells": cells, "done": done, "asked": asked}
    return {"rows": found}


def calls(riverbend, program):
    found = defaultdict(list)
    for one in riverbend.counted:
        mine = one.program == program.id and one.person
        if mine and riverbend.state[one] == "due" and one.due < riverbend.as_of:
            found[one.person].append(one.due)
    return {
        person: {
            "overdue": [day.isoformat() for day in sorted(days)],
            "days": (riverbend.as_of - min(days)).days,
        }
        for person, days in found.items()
    }


def initiative_report(riverbend, program):
    shares = {
        "completion": {key[2]: row for key, row in riverbend.completion().items() if key[:2] == (program.id, None)},
        "courses": {key[2]: row for key, row in riverbend.courses().items() if key[:2] == (program.id, "completion")},
        "checks": {key[2]: row for key, row in riverbend.courses().items() if key[:2] == (program.id, "check")},
        "artifacts": {key[1]: row for key, row in riverbend.artifacts().items() if key[0] == program.id},
        "break_outs": {key[1]: row for key, row in riverbend.break_outs().items() if key[0] == program.id},
    }  # fmt: skip
    goals = {
        owner: goal_line(riverbend, program, owner, now, history)
        for other, owner, now, history in riverbend.goals()
        if other is program
    }

    def line(school):
        figures = {name: figure(rows.get(school, NONE)) for name, rows in shares.items()}
        planned = shares["break_outs"][school]["planned"]
        goal = goals[school] if school else None
        return {**figures, "survey": figure(NONE), "planned": planned, "goal": goal}

    return {
        "version": 1,
        "basis": basis(riverbend, program),
        "goals": {program.id: goals[""]},
        "schools": {school: line(school) for school in program.schools},
        "total": line(None),
        "steps": step_lines(riverbend, program),
    }


def journey_report(riverbend, program):
    teacher = program.written["teacher"]
    mine = [one for one in riverbend.counted if one.program == program.id and one.person == teacher]
    (goal,) = (one for one in riverbend.goals() if one[0] is program)
    return {
        "version": 1,
        "basis": basis(riverbend, program),
        "moments": sorted(
            [*evidence_moments(riverbend, program, teacher), *planned_moments(riverbend, program)]
            + [(line["since"], "goal", "plan", None, "", "") for line in goal[3]]
            + [(program.written["because"]["date"], "because", "reflect", None, "", "")],
            key=str,
        ),
        "goals": {teacher: goal_line(riverbend, program, *goal[1:])},
        "steps": step_lines(riverbend, program, mine),
    }


def evidence_moments(riverbend, program, teacher):
    """(day, kind, step, until, state, program) of all evidence of the teacher, whatever program asked for it."""
    by_itself = {
        "completion": "learn", "check": "learn", "attendance": "share", "reflection": "look-back", "log": "confer",
    }  # fmt: skip
    proved = {}
    for one, row in riverbend.met.items():
        if row not in proved or one.program == program.id:
            proved[row] = one
    for row in riverbend.rows:
        if row.person == teacher:
            one = proved.get(row)
            step = one.step if one else by_itself.get(row.kind, "evidence")
            state = riverbend.state[one] if one else "beyond"
            where = one.program if one else ""
            yield row.when.date().isoformat(), "evidence", step, None, state, where


def planned_moments(riverbend, program):
    """Every activity with its date or window, and the recorded approval."""
    order = ["missed", "due", "ahead", "lapsed", "late", "on time"]
    specs = program.activities(program.cycles[0])
    spans = {}
    for name, row in program.lock["events"].items():
        spans[name] = (row["day"].split()[0], None)
    for name, row in program.lock["windows"].items():
        spans[name] = (row["from"].split()[0], row["to"].split()[0])
    for name, days in BY_HAND.items():
        if name.startswith(f"{program.id}/"):
            spans |= {f"{name}/-/{n}": pair for n, pair in enumerate(days, 1)}
    for name, (first, until) in spans.items():
        activity, key = name.split("/")[2], name.split("/")[3]
        states = [
            riverbend.state[one]
            for one in riverbend.asked
            if one.program == program.id and one.activity == activity and (".".join(one.keys) or "-") == key
        ]
        began = date.fromisoformat(first) <= riverbend.as_of
        state = min(states, key=order.index) if states else "nothing to hand in" if began else "ahead"
        step = step_of(activity, specs[activity])
        yield first, "planned", step, until, state, program.id
    for name, text in program.written.get("dates", {}).items():
        if name.endswith(".approved"):
            yield text.split()[0], "approval", "share", None, "", program.id


def step_of(activity, spec):
    kinds = {"conference": "confer", "practice": "implement", "observation": "evidence", "meeting": "share"}
    kinds |= {"course": "learn", "submission": "plan", "reflection": "look-back"}
    return spec.get("step") or (activity if activity in STEPS else kinds[spec["kind"]])


REPORTS = {"group": group_report, "initiative": initiative_report, "journey": journey_report}
"""The kinds of report this calculation covers."""
