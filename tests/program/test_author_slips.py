"""Slips in programs: each is said once, at the line that has to change, with a mend that works."""

from __future__ import annotations

from datetime import date

from pdcycle.diagnostics import Route, Severity
from pdcycle.model.results import Standing

TALK = "talk: {kind: coaching, each: member, lead: coach, every: 3 weeks, when: start .. end, in: prep}"
FILE = "curricula/trial.yaml"


def slips(pinecrest):
    return [(item.code, item.message, item.help) for item in pinecrest.expand("trial")[1]]


def test_dates_of_a_program_with_one_cycle_need_not_name_it(curriculum):
    trial = curriculum(TALK)
    text = (trial.root / FILE).read_text()
    trial.write(FILE, text + "dates:\n  talk kim 2: 2026-10-08 10:00\n")
    second = next(item for item in trial.occurrences("trial", "talk") if item.label == "talk kim 2")
    assert (second.standing, second.first) == (Standing.FIXED, date(2026, 10, 8))


def test_dates_of_a_program_with_two_cycles_say_which_one_is_meant(curriculum):
    trial = curriculum(TALK)
    text = (trial.root / FILE).read_text()
    second = "  - id: d\n    when: 2026-11-16 .. 2026-12-11\n    activities:\n      seek: {kind: meeting, in: meeting}\n"
    trial.write(FILE, text + second + "dates:\n  talk kim 2: 2026-10-08 10:00\n")
    assert slips(trial) == [
        ("PD340", "nothing here is called 'talk kim 2'", "name its cycle first: `c talk kim 2`")
    ]


def test_a_number_too_high_is_told_how_far_the_numbers_go(curriculum):
    trial = curriculum(TALK, "talk kim 99: 2026-10-08 10:00")
    assert slips(trial) == [
        ("PD340", "nothing here is called 'talk kim 99'", "`talk kim` has the numbers 1 to 3")
    ]


def test_a_person_who_has_none_is_told_who_has(curriculum):
    trial = curriculum(TALK, "talk quixote 1: 2026-10-08 10:00")
    [(code, message, mend)] = slips(trial)
    assert (code, message) == ("PD340", "nothing here is called 'talk quixote 1'")
    assert mend == "`talk` is followed by one of abel, kim, lind, marsh, okoye, petit, ruiz, tran"


def test_a_meeting_fixed_on_a_day_off_is_a_warning_at_its_line(curriculum):
    trial = curriculum(TALK, "talk kim 2: 2026-10-17 10:00\ntalk kim 3: 2027-11-05 10:00")
    found = trial.expand("trial")[1]
    assert [(item.code, item.severity, item.message) for item in found] == [
        ("PD325", Severity.WARNING, "nobody is on duty on sat 2026-10-17"),
        ("PD325", Severity.WARNING, "fri 2027-11-05 lies outside the school year"),
    ]
    assert found[0].place == Route(FILE, ("cycles", 0, "dates", "talk kim 2"))


def test_a_closure_is_named(curriculum):
    trial = curriculum(TALK, "talk kim 2: 2026-10-13 10:00")
    assert [(code, message) for code, message, _ in slips(trial)] == [
        ("PD325", "nobody is on duty on tue 2026-10-13: Fall break")
    ]


def test_what_is_dropped_and_still_needed_is_said_where_it_is_dropped(curriculum):
    trial = curriculum("see: {kind: meeting, in: meeting}")
    pattern = "pattern: P\nactivities:\n  learn: {kind: practice, each: member, when: start .. +1 week}\n"
    pattern += "  after: {kind: reflection, each: member, when: learn.end .. end}\n"
    pattern += "  later: {kind: reflection, each: member, when: learn.end .. +1 week}\n"
    trial.write("patterns/p.yaml", pattern)
    trial.replace(FILE, "    activities:", "    pattern: p\n    activities:\n      learn: drop")
    found = trial.expand("trial")[1]
    assert [(item.code, item.message, item.help) for item in found] == [
        (
            "PD312",
            "`learn` is dropped, but `after` and `later` refer to it",
            "give `after` and `later` a `when:` of their own, or drop them too",
        )
    ]
    assert found[0].place == Route(FILE, ("cycles", 0, "activities", "learn"))
    assert [label.place.path[:2] for label in found[0].related] == [
        ("activities", "after"),
        ("activities", "later"),
    ]


def test_a_parameter_that_is_not_there(curriculum):
    trial = curriculum("see: {kind: meeting, each: $peopl, in: meeting}")
    assert slips(trial) == [
        (
            "PD324",
            "there is no parameter '$peopl' here",
            "only a pattern's `parameters:` can be used with `$`",
        )
    ]


def test_a_parameter_for_a_group_that_is_not_there(curriculum):
    trial = curriculum("see: {kind: meeting, in: meeting of $plcc}")
    assert [(code, message) for code, message, _ in slips(trial)] == [
        ("PD324", "there is no parameter '$plcc' here")
    ]


def test_a_group_that_is_not_there_is_left_to_the_rules(curriculum):
    trial = curriculum(TALK)
    trial.replace(FILE, "group: circle", "group: circl")
    assert trial.expand("trial") == (None, [])


def test_a_meeting_that_was_fixed_stays_where_the_group_meets(curriculum):
    trial = curriculum("see: {kind: meeting, in: meeting}", "see: 2026-10-02 14:30")
    assert trial.occurrences("trial", "see")[0].binding.where == "Pine library"


def test_a_place_that_was_recorded_is_kept(curriculum):
    trial = curriculum("see: {kind: meeting, in: meeting}", "see: 2026-10-02 14:30 in Room 4")
    assert trial.occurrences("trial", "see")[0].binding.where == "Room 4"
