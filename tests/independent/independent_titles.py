"""Titles of what was handed in, without whose: docs/reports.md. Imports nothing of pdcycle."""

import re
from collections import Counter

from independent_words import counted


def titles(mine, programs, places):
    """Each title with how often, and the line that says how many are left out."""
    names = _names(mine)
    found, out = Counter(), 0
    for one in mine.counted:
        row = mine.met.get(one)
        wanted = one.program in {program.id for program in programs} and one.kinds[0] in ("artifact", "video")
        if row is None or not wanted or not one.person or mine.people.school(one.person) not in places:
            continue
        title = " ".join(row.title.split()).removeprefix("=").strip('"').strip()
        if title and (re.search(r"://|www\.|\S@\S", title) or _names_somebody(title, names)):
            out += 1
        elif title:
            found[title] += 1
    said = [f"{title} ({times} times)" if times > 1 else title for title, times in sorted(found.items())]
    verb = "is" if out == 1 else "are"
    return said, [
        f"Not listed: {counted(out, 'title')} that may name somebody, or {verb} a link."
    ] if out else []


def _names(mine):
    return {
        word.casefold()
        for id_, row in mine.people.rows.items()
        for word in re.findall(r"[^\W\d_]+", " ".join((row["name"], row["aliases"], id_)))
        if len(word) > 1
    }


def _names_somebody(title, names):
    return any(
        word[0].isupper() and word.casefold() in names
        for word in re.findall(r"[^\W\d_]+", re.sub(r"['\u2019]s\b", "", title))
    )
