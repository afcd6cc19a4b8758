"""pdcycle groups: PLCs formed from a pool of people, and how good they are."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pdcycle import files, wording
from pdcycle.cli.exits import DONE, PROBLEMS
from pdcycle.cli.options import Call
from pdcycle.cli.schedule import refuse
from pdcycle.cli.terminal import Terminal
from pdcycle.diagnostics import has_errors
from pdcycle.errors import PdcycleError
from pdcycle.flows.district import District, read
from pdcycle.flows.groups import Entry, entries, formed, judged, written
from pdcycle.groups.candidates import grade_name
from pdcycle.groups.form import Formed
from pdcycle.groups.reasons import Impossible
from pdcycle.groups.verdict import Verdict
from pdcycle.groups.wish import Wish
from pdcycle.output.tables import Block, Grid, terminal
from pdcycle.workspace import find_root

MEETING = 45
"""Minutes the common time must hold."""
PREFIX = "plc"


@dataclass(frozen=True, slots=True)
class How:
    """What was asked of the command; `shown` is text, json or yaml."""

    size: str | None = None
    groups: int | None = None
    together: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
    judge: str | None = None
    name: str = PREFIX
    minutes: int = MEETING
    shown: str = "text"
    write: bool = False
    diff: bool = False


def run(call: Call, who: str, how: How) -> int:
    """Show groups or a judgement; with `write`, add the groups to groups.yaml."""
    wish = parse_wish(how)
    if how.minutes < 1:
        raise PdcycleError(f"--minutes is {how.minutes}", "write how long a meeting is, such as 45")
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", how.name):
        raise PdcycleError(f"--name is '{how.name}'", "use lower-case letters and hyphens, such as plc")
    district = read(find_root(call.start))
    if has_errors(district.diagnostics):
        return refuse(call.terminal, district)
    if how.judge is not None:
        group = judged(district, how.judge, how.minutes)
        call.terminal.result(
            _dump({"version": 1, "group": how.judge, **_group(group)})
            if how.shown == "json"
            else terminal([judgement(how.judge, group)], call.terminal.width)
        )
        return DONE
    found = formed(district, who, wish, how.minutes)
    if isinstance(found, Impossible):
        return _impossible(call.terminal, found, how)
    made = entries(district, found.groups, how.name)
    if how.diff:
        call.terminal.result("".join(files.diff(district.workspace.root, [written(district, made)])))
        return DONE
    call.terminal.result(_shown(found, made, how.shown, call.terminal.width))
    if how.write:
        _write(call.terminal, district, made)
    return DONE


def parse_wish(how: How) -> Wish:
    """`6..8` or `7` and lists of ids with commas, as a wish."""
    least, most = Wish().least, Wish().most
    if how.size is not None:
        parts = re.fullmatch(r"(\d{1,3})(?:\s*(?:\.\.|-)\s*(\d{1,3}))?", how.size.strip())
        if parts is None:
            raise PdcycleError(f"--size is '{how.size}'", "write it as 6..8, or 7")
        least, most = int(parts[1]), int(parts[2] or parts[1])
    if not 1 <= least <= most:
        raise PdcycleError(f"--size is '{how.size}'", "write the smaller number first, at least 1")
    if how.groups is not None and how.groups < 1:
        raise PdcycleError(f"--groups is {how.groups}", "ask for 1 group or more")
    return Wish(least, most, how.groups, _lists(how.together, "together"), _lists(how.apart, "apart"))


def _lists(texts: Sequence[str], option: str) -> tuple[tuple[str, ...], ...]:
    found = []
    for text in texts:
        names = tuple(dict.fromkeys(part.strip() for part in text.split(",") if part.strip()))
        if len(names) < 2:
            raise PdcycleError(
                f"--{option} is '{text}'", f"name two people or more, such as --{option} diaz,raman"
            )
        found.append(names)
    return tuple(found)


def _impossible(terminal_: Terminal, found: Impossible, how: How) -> int:
    if how.shown == "json":
        terminal_.result(_dump({"version": 1, "reason": found.reason, "ways_out": list(found.ways_out)}))
    terminal_.error(found.reason, "; or ".join(found.ways_out) or None)
    return PROBLEMS


def _write(terminal_: Terminal, district: District, made: Sequence[Entry]) -> None:
    artefact = written(district, made)
    outcome = files.write(district.workspace.root, [artefact])[artefact.path]
    terminal_.say(f"{artefact.path}: {outcome.value}, with {wording.names(entry.id for entry in made)}")


def _shown(found: Formed, made: Sequence[Entry], shown: str, width: int) -> str:
    if shown == "yaml":
        return "".join(f"  {line}\n" for entry in made for line in entry.lines)
    if shown == "json":
        document = {
            "version": 1,
            "points": found.points,
            "bound": found.bound,
            "gap": found.gap,
            "groups": [{"id": entry.id, **_group(entry.group)} for entry in made],
        }
        return _dump(document)
    return text(found, made, width)


def text(found: Formed, made: Sequence[Entry], width: int) -> str:
    """How good it is, a table of the groups, and each group in words."""
    people = sum(len(group.members) for group in found.groups)
    head = f"{wording.count(len(made), 'group')} of {wording.count(people, 'person', 'people')}"
    rows = tuple(
        (entry.id, entry.group.title, len(entry.group.members), len(entry.group.schools), entry.group.points)
        for entry in made
    )
    grid = Grid(("group", "about", "people", "schools", "points lost"), rows, frozenset({2, 3, 4}))
    blocks = [Block(head, (proof(found),), grid)]
    return terminal([*blocks, *(judgement(entry.id, entry.group) for entry in made)], width)


def proof(found: Formed) -> str:
    """The points lost, and how few any grouping into as many groups could lose."""
    lost = wording.count(found.points, "point")
    if not found.points:
        return "Nothing is lost: no wish for these groups is left open."
    others = f"no other {wording.count(len(found.groups), 'group')} of these people"
    lose = "loses" if len(found.groups) == 1 else "lose"
    if not found.gap:
        return f"They lose {lost}, and {others} {lose} fewer: proven."
    return (
        f"They lose {lost}; {others} {lose} fewer than {found.bound}, so at most {found.gap} could be saved."
    )


def judgement(name: str, group: Verdict) -> Block:
    """A group in words: its members, what is good (+) and what is lacking (-)."""
    lines = [", ".join(group.members)]
    lines += [f"+ {words}" for words in group.good] + [f"- {words}" for words in group.lacking]
    lost = ", ".join(f"{what} {points}" for what, points in group.points_by if points)
    if lost:
        lines.append(f"points lost: {group.points} ({lost})")
    return Block(f"{name}: {group.title}", tuple(lines))


def _group(group: Verdict) -> dict[str, Any]:
    return {
        "title": group.title,
        "members": list(group.members),
        "schools": list(group.schools),
        "topic": {"kind": group.topic.kind, "id": group.topic.name} if group.topic else None,
        "grades": [grade_name(grade) for grade in group.grades] if group.grades else None,
        "common_time": {
            "weekday": group.slot[0] + 1,
            "start": f"{group.slot[1] // 60:02}:{group.slot[1] % 60:02}",
        }
        if group.slot
        else None,
        "points": group.points,
        "points_by": dict(group.points_by),
        "good": list(group.good),
        "lacking": list(group.lacking),
    }


def _dump(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
