"""The six worked cases of docs/evidence.md, word for word, by this calculation's own matching: it reads the page as people do."""

import re
from collections import Counter
from datetime import date, datetime
from pathlib import Path

import pytest
from independent_exports import Row
from independent_matching import meet, standing
from independent_programs import DAY, KINDS, Asked, Stay, closed

PAGE = (Path(__file__).parents[2] / "docs" / "evidence.md").read_text("utf-8")
END = date.fromisoformat(re.search(r"cycle ends on\s(\d{4}-\d\d-\d\d)", PAGE)[1])
CASES = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]


def test_there_are_six():
    assert [case.split(".")[0] for case in CASES] == ["1", "2", "3", "4", "5", "6"]


def tables(text):
    for block in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        head, _, *rows = [
            [cell.strip() for cell in line.strip("|").split("|")] for line in block.splitlines()
        ]
        yield [dict(zip(head, row, strict=True)) for row in rows]


def stay(row):
    ends = [text.strip() for text in row.get("In", "..").split("..")]
    return Stay(row["Person"], *(date.fromisoformat(text) if text else None for text in ends))


def asked(row):
    """The pieces a line asks of its person: who joins later has as long from that day, who left is asked nothing more."""
    held, first, last = stay(row), date.fromisoformat(row["From"]), date.fromisoformat(row["To"])
    dated = KINDS[row["Kind"]][1]
    if not held.holds(first) and (dated or held.first is None or held.first <= last):
        return
    if held.first and held.first > first:
        first, last = held.first, held.first + (last - first)
    item = row["Expects"].partition(" of ")[2].partition(",")[0]
    about = frozenset() if item else frozenset({row["Activity"], row["Program"]})
    for text in row["Expects"].split(", "):
        kind = text.partition(" of ")[0]
        yield Asked(
            row["Program"], "year", row["Activity"], row["Kind"], "", (), int(row["n"]), row["Person"], kind, (kind,), item,
            about, "", first, last + DAY * dated, first if dated else None, optional=False, leaves=held.last,
        )  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[case.splitlines()[0] for case in CASES])
def test_a_case_comes_out_as_it_is_printed(case, monkeypatch):
    day, counts = re.search(r"^On (\S+): (.+)\.$", case, flags=re.MULTILINE).groups()
    lines, happened = tables(case)
    monkeypatch.setattr("independent_programs.CYCLE_ENDS", {f"{row['Program']}/year": END for row in lines})
    pieces = list(closed([piece for row in lines for piece in asked(row)]))
    rows = [
        Row(row["Person"], row["Evidence"], row["About"], datetime.fromisoformat(row["Day"]), "", (at,))
        for at, row in enumerate(happened)
    ]
    order = {program: at for at, program in enumerate(dict.fromkeys(row["Program"] for row in lines))}
    met = meet(pieces, rows, order)
    states = Counter(standing(one, met.get(one), date.fromisoformat(day)) for one in pieces)
    assert states == Counter(
        {word: int(count) for count, word in (part.split(" ", 1) for part in counts.split(", "))}
    )
    theirs = {(row["Person"], word) for row in lines for word in (row["Activity"], row["Program"])}
    for row, told in zip(rows, happened, strict=True):
        proved = [one for one in met if met[one] is row]
        if told["Outcome"].startswith("meets"):
            activity, n, state = re.fullmatch(r"meets (\S+) (\d+), (.+)", told["Outcome"]).groups()
            assert {(one.activity, one.n, standing(one, row, date.fromisoformat(day))) for one in proved} == {(activity, int(n), state)}  # fmt: skip
        else:
            assert not proved
            belongs = (row.person, row.subject) in theirs
            assert told["Outcome"] == ("beyond" if belongs else "unmatched")
