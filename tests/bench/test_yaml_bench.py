"""Reading and binding a district's worth of curricula, against the least that PyYAML can be asked for."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field
from yaml.cyaml import CParser
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from pdcycle.language.document import read
from pdcycle.model.binding import bind

FILES = 1000
WORDS = [
    "talk",
    "listen",
    "question",
    "evidence",
    "families",
    "feedback",
    "grouping",
    "clarity",
    "pace",
    "practice",
    "review",
    "support",
]


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Person(Closed):
    id: str
    name: str
    email: Annotated[str, Field(pattern=r"^[^@ ]+@[^@ ]+$")]
    role: str


class Session(Closed):
    id: str
    topic: str
    date: date
    start: str
    minutes: int
    lead: Literal["coach", "principal"]


class Cycle(Closed):
    id: str
    focus: str
    why: str
    starts: date
    steps: list[Session]
    sessions: list[Session]


class Curriculum(Closed):
    title: str
    grades: list[int]
    members: list[Person]
    cycles: list[Cycle]


def _session(rng, day, row):
    topic, minutes = " ".join(rng.sample(WORDS, 3)), rng.choice((20, 30, 45))
    lead = rng.choice(("coach", "principal"))
    return [("id", f"s{row}"), ("topic", topic), ("date", day), ("start", f"{rng.randint(8, 15):02}:20"),
            ("minutes", minutes), ("lead", lead)]  # fmt: skip


def curriculum(rng, number):
    """A valid file of about 130 lines and 4.8 kB: flow and block mappings, comments and folded prose."""
    rows = [
        f"# Curriculum {number}",
        f'title: "{rng.choice(WORDS)}: a year"',
        "grades: [3, 4, 5]",
        "members:",
    ]
    rows += [
        f"  - {{id: t{row}, name: T {row}, email: t{row}.{number}@district.example, role: teacher}}"
        for row in range(rng.randint(8, 20))
    ]
    rows.append("cycles:")
    for turn in range(rng.randint(1, 3)):
        day = date(2026, 8, 31) + timedelta(84 * turn)
        rows += [f"  - id: c{turn}", f"    focus: {' '.join(rng.sample(WORDS, 2))}", "    why: >-"]
        rows += [f"      {' '.join(rng.sample(WORDS, 9))}", f"      {' '.join(rng.sample(WORDS, 7))}"]
        rows += [f"    starts: {day}", "    steps:"]
        for row in range(10):
            pairs = _session(rng, day + timedelta(7 * row), row)
            rows.append(f"      - {{{', '.join(f'{key}: {value}' for key, value in pairs)}}}  # a step")
        rows.append("    sessions:")
        for row in range(rng.randint(3, 7)):
            pairs = _session(rng, day + timedelta(14 * row), row)
            rows += [
                f"      {'-' if not at else ' '} {key}: {value}" for at, (key, value) in enumerate(pairs)
            ]
    return ("\n".join(rows) + "\n").encode()


@pytest.fixture(scope="module")
def files():
    rng = random.Random(20260921)
    return [curriculum(rng, number) for number in range(FILES)]


def bare(data):
    """Values with line and column and nothing else: the fastest honest reader PyYAML allows."""
    get = CParser(data).get_event
    stack, into, places, key, value = [], None, None, None, None
    while (event := get()) is not None:
        kind = event.__class__
        if kind is ScalarEvent:
            value, place = event.value, event.start_mark
            if key is None and into.__class__ is dict:
                key = value
                continue
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            stack.append((into, places, key))
            into, places, key = ({}, {}, None) if kind is MappingStartEvent else ([], [], None)
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value, place = into, places
            into, places, key = stack.pop()
        else:
            continue
        if into is None:
            root = value
        elif key is not None:
            into[key], places[key], key = value, place, None
        else:
            into.append(value)
            places.append(place)
    return root


def read_and_bind(files):
    for data in files:
        model, problems = bind(read(data, "curricula/x.yaml"), Curriculum)
        assert model is not None
        assert not problems


def bare_and_bind(files):
    for data in files:
        Curriculum.model_validate(bare(data))


def test_read_and_bind(benchmark, files):
    benchmark.pedantic(read_and_bind, args=(files,), rounds=3, warmup_rounds=1)


def test_bare_pyyaml_and_bind(benchmark, files):
    benchmark.pedantic(bare_and_bind, args=(files,), rounds=3, warmup_rounds=1)


def test_how_much_more_reading_costs_than_the_bare_reader(benchmark, files):
    def best(run):
        times = []
        for _ in range(3):
            start = time.perf_counter()
            run(files)
            times.append(time.perf_counter() - start)
        return min(times)

    ratio = benchmark.pedantic(lambda: best(read_and_bind) / best(bare_and_bind), rounds=1)
    print(f"\n{ratio:.2f} times the bare reader")
