"""The worked cases of docs/evidence.md, run as they are printed there."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from pdcycle.model.results import Met, Stay
from pdcycle.progress.matching import progress

DOC = Path(__file__).parents[2] / "docs" / "evidence.md"
CASES = re.split(r"^## ", DOC.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]


def _tables(text):
    for block in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        rows = [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in block.splitlines()]
        yield [dict(zip(rows[0], row, strict=True)) for row in rows[2:]]


def _stay(person, text):
    first, _, last = (text or "..").partition("..")
    return Stay(
        person, *(date.fromisoformat(part.strip()) if part.strip() else None for part in (first, last))
    )


@pytest.mark.parametrize("case", CASES, ids=[case.splitlines()[0] for case in CASES])
def test_evidence_meets_expectation_as_the_docs_say(case, build):
    asked, happened = _tables(case)
    programs = []
    for id_ in dict.fromkeys(row["Program"] for row in asked):
        mine = [row for row in asked if row["Program"] == id_]
        occurrences = [
            build.occurrence(
                id_,
                row["Activity"],
                int(row["n"]),
                row["Person"],
                row["Kind"],
                date.fromisoformat(row["From"]),
                date.fromisoformat(row["To"]),
                row["Expects"],
            )
            for row in mine
        ]
        stays = {row["Person"]: _stay(row["Person"], row.get("In")) for row in mine}
        programs.append(build.program(id_, occurrences, stays.values()))
    pieces = [
        build.evidence(str(at), row["Person"], row["Evidence"], row["About"], date.fromisoformat(row["Day"]))
        for at, row in enumerate(happened)
    ]
    day, counts = re.search(r"^On (\S+): (.+)\.$", case, flags=re.MULTILINE).groups()

    found = progress(programs, build.ledger(pieces), date.fromisoformat(day), build.rubric)

    outcomes = {}
    for match in found.matches:
        if match.evidence is not None:
            outcomes[match.evidence] = f"meets {match.expectation.label}, {match.met.value}"
    outcomes |= dict.fromkeys(found.beyond, "beyond") | dict.fromkeys(found.unmatched, "unmatched")
    assert outcomes == {str(at): row["Outcome"] for at, row in enumerate(happened)}
    parts = (part.split(" ", 1) for part in counts.split(", "))
    told = {Met(word): int(count) for count, word in parts}
    assert Counter(match.met for match in found.matches) == told
