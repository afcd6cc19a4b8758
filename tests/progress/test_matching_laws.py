"""What holds for any group, any evidence, in any order."""

import random
from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from pdcycle.model.results import Met, Stay
from pdcycle.progress.matching import SHARED, progress

START = date(2026, 9, 1)
SHAPES = [
    ("talk", "coaching", "log"),
    ("show", "submission", "2 artifacts"),
    ("learn", "course", "completion of probes, check"),
    ("meet", "meeting", "attendance"),
    ("level", "observation", "3a at least proficient"),
    ("lesson", "submission", "1 artifact of group"),
]
KINDS = ["log", "artifact", "completion", "check", "attendance", "observation", "video"]
SUBJECTS = ["", "talk", "show", "probes", "meet", "one", "nothing"]

days = st.integers(0, 130).map(lambda at: START + timedelta(days=at))
pieces = st.lists(
    st.tuples(st.sampled_from("abc"), st.sampled_from(KINDS), st.sampled_from(SUBJECTS), days, st.booleans()),
    max_size=25,
)
asked = st.lists(
    st.tuples(
        st.sampled_from(["one", "two"]),
        st.sampled_from(SHAPES),
        st.sampled_from("abc"),
        days,
        st.integers(0, 20),
    ),
    max_size=12,
)
stays = st.tuples(*(st.tuples(st.none() | days, st.none() | days) for _ in "abc"))


def _programs(build, asked, stays):
    counts, found = Counter(), {"one": [], "two": []}
    for id_, (activity, kind, expects), person, first, length in asked:
        counts[id_, activity, person] += 1
        last = first if kind in ("coaching", "meeting") else first + timedelta(days=length)
        found[id_].append(
            build.occurrence(id_, activity, counts[id_, activity, person], person, kind, first, last, expects)
        )
    members = [Stay(person, *stay) for person, stay in zip("abc", stays, strict=True)]
    return tuple(build.program(id_, occurrences, members) for id_, occurrences in found.items())


def _evidence(build, rows):
    return [
        build.evidence(
            f"e{at}",
            person,
            kind,
            subject,
            day,
            passed=passed or None,
            component="3a",
            value=("basic", "distinguished")[passed],
        )
        for at, (person, kind, subject, day, passed) in enumerate(rows)
    ]


AS_OF = date(2026, 12, 20)


@settings(max_examples=150, deadline=None)
@given(asked, stays, pieces, st.randoms(use_true_random=False))
def test_every_piece_counts_once_and_the_counts_add_up(build, asked, stays, rows, rng: random.Random):
    programs, seen = _programs(build, asked, stays), _evidence(build, rows)
    found = progress(programs, build.ledger(seen), AS_OF, build.rubric)

    uses = Counter(match.evidence for match in found.matches if match.evidence)
    by_id = {piece.id: piece for piece in seen}
    for id_, times in uses.items():
        # A completion that tells its result proves both the course and its check, in each program.
        assert times <= (4 if by_id[id_].kind in SHARED else 1)
    rules = Counter(
        (match.evidence, match.expectation.program, match.expectation.piece == "check")
        for match in found.matches
        if match.evidence
    )
    assert max(rules.values(), default=1) == 1
    told = {*uses, *found.beyond, *found.unmatched}
    assert told == {piece.id for piece in seen if piece.when.date() <= AS_OF}
    assert len(uses) + len(found.beyond) + len(found.unmatched) == len(told)
    assert all(
        (match.evidence is not None) == (match.met in (Met.ON_TIME, Met.LATE)) for match in found.matches
    )

    rng.shuffle(seen)
    assert progress(programs, build.ledger(seen), AS_OF, build.rubric) == found


@settings(max_examples=150, deadline=None)
@given(asked, stays, pieces, st.integers(0, 24))
def test_more_evidence_never_takes_a_match_away_nor_makes_it_late(build, asked, stays, rows, cut):
    programs, seen = _programs(build, asked, stays), _evidence(build, rows)
    fewer = progress(programs, build.ledger(seen[:cut]), AS_OF, build.rubric)
    more = progress(programs, build.ledger(seen), AS_OF, build.rubric)
    after = {match.expectation.id: match.met for match in more.matches}
    for match in fewer.matches:
        if match.met is Met.ON_TIME:
            assert after[match.expectation.id] is Met.ON_TIME
        if match.met is Met.LATE:
            assert after[match.expectation.id] in (Met.ON_TIME, Met.LATE)
