"""What ratings say a group could grow in most, as `pdcycle needs --format json` has it, from the raw exports.

Counts of few people are None, as docs/privacy.md says of figures. Imports nothing of pdcycle.
"""

from collections import Counter, defaultdict
from fractions import Fraction

from independent_programs import Stay

TARGET = "proficient"


def people(mine, about):
    """(title, who belongs to a group or a program on the day)."""
    groups = mine.programs[0].groups
    if about not in groups:
        (program,) = (one for one in mine.programs if one.id == about)
        return about, [stay.person for stay in program.stays if stay.holds(mine.as_of)]
    group = groups[about]
    if isinstance(group["members"], str):
        word, _, school = group["members"].partition(" of ")
        assert word == "teachers"
        found = [
            id_
            for id_, row in mine.people.rows.items()
            if row["role"] in ("teacher", "mentor") and school in row["schools"].split(";")
        ]
        return group["title"], found
    stays = next((one.stays for one in mine.programs if one.written.get("group") == about), None)
    stays = stays or [Stay(one) for one in group["members"]]
    return group["title"], [stay.person for stay in stays if stay.holds(mine.as_of)]


def needs(mine, about, source):
    title, members = people(mine, about)
    latest = {}
    for row in sorted(mine.rows, key=lambda row: row.when):
        if (row.kind, row.source) == ("observation", source) and row.person in members:
            key = (row.person, row.component)
            before = latest.get(key)
            assert before is None or before.when.date() < row.when.date() or before.value == row.value
            latest[key] = row
    levels = defaultdict(Counter)
    for (_, component), row in latest.items():
        levels[component][row.value] += 1
    floor = int(mine.settings["privacy"]["floor"])
    known = {name: found for name, found in levels.items() if found.total() >= floor}
    components = [
        component_need(mine, name, levels[name], floor)
        for name in mine.reading.rubric["components"]
        if name in levels
    ]
    areas = ranked(mine, known, {one["component"]: one for one in components})
    day = max((row.when.date().isoformat() for row in latest.values()), default=None) if known else None
    return {
        "version": 1,
        "about": about,
        "title": title,
        "paste": paste(mine, about, source, areas),
        "needs": {
            "source": source, "people": len(members), "floor": floor, "target": TARGET, "day": day,
            "components": components, "areas": areas,
        },
    }  # fmt: skip


def below(mine, found):
    return sum(count for level, count in found.items() if mine.levels[level] < mine.levels[TARGET])


def component_need(mine, name, found, floor):
    """What may be said: no count of few people, and not that all of a small group are the same."""
    total, low = found.total(), below(mine, found)
    counts = [found[level] for level in mine.levels]

    def safe(parts):
        return not any(0 < part < floor for part in parts) and not (total < 2 * floor and total in parts)

    title = mine.reading.rubric["components"][name]
    told = {"component": name, "title": title["title"] if isinstance(title, dict) else title}
    told |= {"rated": total if total >= floor else None, "below": None, "levels": None}
    if total >= floor and safe(counts):
        return told | {"below": low, "levels": [[level, found[level]] for level in mine.levels]}
    if total >= floor and safe([low, total - low]):
        return told | {"below": low}
    return told


def ranked(mine, known, shown):
    """The three areas with most people below the target in an average component."""
    impacts = {}
    for name, area in mine.reading.rubric["focus"].items():
        lows = [below(mine, known[part]) if part in known else 0 for part in area["components"]]
        if sum(lows):
            impacts[name] = Fraction(sum(lows), len(lows))
    found = []
    for name in sorted(impacts, key=lambda name: (-impacts[name], name))[:3]:
        area = mine.reading.rubric["focus"][name]
        parts = [part for part in area["components"] if part in known]
        told = [shown[part]["below"] for part in parts]
        whole = None not in told
        found.append({
            "focus": name, "title": area["title"], "components": area["components"],
            "rated": sum(known[part].total() for part in parts) if whole else None,
            "below": sum(told) if whole else None,
            "courses": courses(mine, area["components"], {part: below(mine, known[part]) for part in parts}),
        })  # fmt: skip
    return found


def courses(mine, components, weights):
    """Courses for teachers, those about nothing else first, then what weighs most, until each component has one."""
    wanted, order = set(components), []
    for name, one in mine.catalog.items():
        parts = set(one.get("components", ()))
        audience = one.get("audience", [])
        for_teachers = not audience or "teacher" in audience
        if one.get("kind", "course") == "course" and for_teachers and parts & wanted:
            order.append((len(parts - wanted), -sum(weights.get(part, 0) for part in parts & wanted), name))
    chosen, have = [], set()
    for _, _, name in sorted(order):
        parts = set(mine.catalog[name]["components"]) & wanted
        if parts - have:
            chosen.append(name)
            have |= parts
    return chosen


def paste(mine, about, source, areas):
    if not areas:
        return []
    lines = [f"because: {source}"]

    def with_(indent, area):
        if not area["courses"]:
            return f"{indent}# no course of catalog.yaml has a component of this area"
        return f"{indent}with: {{courses: [{', '.join(area['courses'])}]}}"

    if any(one.id == about and one.kind == "initiative" for one in mine.programs):
        return [*lines, f"focus: {areas[0]['focus']}", with_("", areas[0])]
    lines.append("cycles:")
    for term, area in zip(("fall", "spring"), areas, strict=False):
        lines += [f"  - when: {term}", f"    focus: {area['focus']}", "    pattern: small-group-semester"]
        lines.append(with_("    ", area))
    later = ", ".join(area["focus"] for area in areas[2:])
    return [*lines, f"next: [{later}]"] if later else lines
