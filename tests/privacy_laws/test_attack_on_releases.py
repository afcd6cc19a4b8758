"""An onlooker who keeps what a district publishes learns nothing of few people from two dates together."""

import itertools

from attacker import Attacker
from random_staff import DAYS, district

from pdcycle.flows.facts import Account
from pdcycle.flows.publish import publish, released
from pdcycle.model.audience import Audience
from pdcycle.progress.releasing import DUE, MEASURES, due_table
from pdcycle.progress.suppression import Tally

DISTRICTS = 8
"""As many as a run of all tests has time for; others were tried the same way."""
READERS = tuple(itertools.product((Audience.DISTRICT, Audience.PUBLIC), repeat=2))


def out(root, seed):
    """What is published of a district on two of its days, and by program what was true on each."""
    made = district(seed)
    days = ((DAYS[0], DAYS[1]), (DAYS[1], DAYS[2]), (DAYS[0], DAYS[2]))[seed % 3]
    true = {}
    for day, audience in zip(days, READERS[seed % len(READERS)], strict=True):
        facts = made.facts(day)
        for file in publish(Account(facts, (), root=root), root, audience):
            (root / file.path).parent.mkdir(parents=True, exist_ok=True)
            (root / file.path).write_bytes(file.content)
        for program in facts.programs:
            true.setdefault(program.id, []).append(due_table(facts, program))
    return true


def learned(root, true):
    """By program: what is learned of its hidden places; and how much of each release is shown and hidden."""
    for program, every in true.items():
        releases = [one.tables for one in released(root, program)]
        tables = [one for one in every if one.tallies]  # before anything is due, nothing is released
        assert len(releases) == len(tables)
        floors = [one[DUE].floor for one in releases]
        left = [
            {
                f"not {name}": table.tallies[()].of - done
                for name, done in zip(MEASURES, table.tallies[()].done, strict=True)
            }
            for table in tables
        ]
        places = [isinstance(one, Tally) for release in releases for one in release[DUE].cells.values()]
        known = list(Attacker(releases, True, floors[-1], MEASURES).learned(left, floors))
        yield program, known, sum(places), len(places) - sum(places)


def test_no_place_hidden_in_a_release_follows_from_it_and_an_earlier_one(tmp_path):
    shown = hidden = 0
    found = {}
    for seed in range(DISTRICTS):
        root = tmp_path / str(seed)
        for program, known, some, others in learned(root, out(root, seed)):
            shown, hidden = shown + some, hidden + others
            if known:
                found[seed, program] = known
    assert found == {}
    assert hidden > 200
    assert shown > 20
