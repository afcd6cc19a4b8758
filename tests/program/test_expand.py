from __future__ import annotations

from datetime import date

from pdcycle.model.results import Binding, Standing


def days(occurrences):
    return [(item.n, item.first.isoformat(), item.last.isoformat()) for item in occurrences]


def test_occurrences_are_each_times_items_times_stretches(curriculum):
    trial = curriculum(
        """
learn: {kind: course, each: member, items: [talk-moves, feedback-that-lands], when: start .. +2 weeks}
talk: {kind: coaching, each: member, lead: coach, every: 3 weeks, when: start .. end, in: prep}
discuss: {kind: meeting, every: 2 weeks, when: start .. end, in: meeting}
"""
    )
    assert len(trial.occurrences("trial", "learn")) == 8 * 2
    assert len(trial.occurrences("trial", "talk")) == 8 * 3
    assert len(trial.occurrences("trial", "discuss")) == 4


def test_identity_is_program_cycle_activity_keys_and_number(curriculum):
    trial = curriculum(
        """
learn: {kind: course, each: member, items: [talk-moves], when: start .. +2 weeks}
discuss: {kind: meeting, every: 2 weeks, when: start .. end, in: meeting}
"""
    )
    assert trial.occurrences("trial", "learn")[0].id == "trial/c/learn/abel.talk-moves/1"
    assert [item.id for item in trial.occurrences("trial", "discuss")] == [
        "trial/c/discuss/-/1",
        "trial/c/discuss/-/2",
        "trial/c/discuss/-/3",
        "trial/c/discuss/-/4",
    ]


def test_a_stretch_in_a_break_keeps_its_number(curriculum):
    trial = curriculum("discuss: {kind: meeting, every: week, when: 2026-10-05 .. 2026-10-25, in: meeting}")
    found = trial.occurrences("trial", "discuss")
    assert [(item.n, item.standing) for item in found] == [
        (1, Standing.OPEN),
        (2, Standing.SKIPPED),
        (3, Standing.OPEN),
    ]


def test_a_bare_reference_follows_each_occurrence_with_the_same_person_and_number(curriculum):
    trial = curriculum(
        """
see: {kind: observation, each: member, lead: coach, every: 3 weeks, when: start .. end, in: class}
debrief: {kind: coaching, each: member, lead: coach, when: see .. +2 school days, in: prep}
"""
    )
    bound = {
        "trial/c/see/kim/1": Binding(date(2026, 9, 17), 480, 30),
        "trial/c/see/kim/2": Binding(date(2026, 10, 9), 480, 30),
    }
    kim = [item for item in trial.occurrences("trial", "debrief", **bound) if item.keys == ("kim",)]
    # A length leaves out its last point: two school days are the day itself and the next.
    assert days(kim[:2]) == [(1, "2026-09-17", "2026-09-20"), (2, "2026-10-09", "2026-10-20")]
    assert kim[2].links[0].anchor == "trial/c/see/kim/3"


def test_start_and_end_of_an_activity_are_the_whole_of_it_for_the_same_person(curriculum):
    trial = curriculum(
        """
learn: {kind: course, each: member, items: [talk-moves], when: start .. +2 weeks}
commit: {kind: submission, each: member, when: learn.end .. +1 week}
"""
    )
    assert days(trial.occurrences("trial", "commit"))[0] == (1, "2026-09-27", "2026-10-03")


def test_a_joiner_owes_learning_in_full_and_keeps_the_others_numbers(curriculum):
    trial = curriculum(
        """
learn: {kind: course, each: member, items: [talk-moves], when: start .. +2 weeks}
commit: {kind: submission, step: plan, each: member, when: learn.end .. +1 week}
talk: {kind: coaching, each: member, lead: coach, every: 2 weeks, when: learn.end .. end, in: prep}
"""
    )
    trial.replace("groups.yaml", "kim,", "{person: kim, from: 2026-10-19},")
    learn = {item.keys[0]: item for item in trial.occurrences("trial", "learn")}
    assert (learn["kim"].first, learn["kim"].last) == (date(2026, 10, 19), date(2026, 11, 1))
    assert learn["abel"].first == date(2026, 9, 14)
    commit = {item.keys[0]: item for item in trial.occurrences("trial", "commit")}
    assert (commit["kim"].first, commit["kim"].last) == (date(2026, 11, 1), date(2026, 11, 7))
    talks = trial.occurrences("trial", "talk")
    assert [item.n for item in talks if item.keys == ("kim",)] == [2, 3]
    assert [item.n for item in talks if item.keys == ("abel",)] == [1, 2, 3]


def test_a_leavers_future_is_cancelled_and_their_past_stays(curriculum):
    trial = curriculum(
        "talk: {kind: coaching, each: member, lead: coach, every: 2 weeks, when: start .. end, in: prep}"
    )
    trial.replace("groups.yaml", "kim,", "{person: kim, until: 2026-10-09},")
    kim = [item for item in trial.occurrences("trial", "talk") if item.keys == ("kim",)]
    assert [item.standing for item in kim] == [Standing.OPEN] * 2 + [Standing.CANCELLED] * 2


def test_dates_fix_move_and_cancel_by_key_or_by_planned_date(curriculum):
    trial = curriculum(
        "talk: {kind: coaching, each: member, lead: coach, every: 2 weeks, when: start .. end, in: prep}",
        "talk kim 1: 2026-09-17 10:15\ntalk kim 2: cancelled\ntalk kim 2026-10-20: 2026-10-21",
    )
    kim = [item for item in trial.occurrences("trial", "talk") if item.keys == ("kim",)]
    assert kim[0].binding == Binding(date(2026, 9, 17), 10 * 60 + 15, 30)
    assert [item.standing for item in kim[:3]] == [Standing.FIXED, Standing.CANCELLED, Standing.FIXED]
    assert (kim[2].first, kim[2].last) == (date(2026, 10, 21), date(2026, 10, 21))


def test_a_date_for_nothing_is_said_with_the_near_key(curriculum):
    trial = curriculum(
        "discuss: {kind: meeting, every: 2 weeks, when: start .. end, in: meeting}", "discus 2: cancelled"
    )
    _, found = trial.expand("trial")
    assert [(item.code, item.message) for item in found] == [("PD340", "nothing here is called 'discus 2'")]
    assert found[0].help == "did you mean `discuss 2`?"


def test_activities_that_wait_for_each_other_are_named_with_every_place(curriculum):
    trial = curriculum(
        """
one: {kind: meeting, when: two.end .. +1 week, in: meeting}
two: {kind: meeting, when: three.end .. +1 week, in: meeting}
three: {kind: meeting, when: one.end .. +1 week, in: meeting}
"""
    )
    _, found = trial.expand("trial")
    loop = found[0]
    assert (loop.code, loop.message) == ("PD319", "these wait for each other: one -> two -> three -> one")
    assert [label.text for label in loop.related] == ["two waits here", "three waits here"]


def test_a_dropped_activity_that_is_referred_to_is_named(pinecrest):
    pinecrest.replace("plans/kim-feedback.yaml", "dates:", "activities: {follow-up: drop}\ndates:")
    _, found = pinecrest.expand("kim-feedback")
    assert {item.message for item in found} == {
        "`follow-up` is dropped, but `try`, `look-back` and `see-it` refer to it"
    }
    assert found[0].place.path == ("activities", "follow-up")


def test_an_unknown_activity_without_a_kind_is_a_slip_with_the_near_name(pinecrest):
    pinecrest.replace("plans/kim-feedback.yaml", "dates:", "activities: {folow-up: {length: 20 min}}\ndates:")
    _, found = pinecrest.expand("kim-feedback")
    assert found[0].message == "nothing below brings an activity 'folow-up', and it has no kind"
    assert found[0].help == "did you mean `follow-up`?"


def test_a_school_overlays_what_is_its_own(pinecrest):
    found = pinecrest.occurrences("readers", "break-out")
    assert {(item.schools, item.minutes) for item in found} == {(("pine",), 20), (("crest",), 15)}
    assert len(pinecrest.occurrences("readers", "growth-day")[0].people) == 10


def test_a_decision_still_to_be_made_schedules_and_is_asked_for(curriculum):
    trial = curriculum(
        """
narrow: {kind: meeting, step: identify, when: from 2026-09-18, in: meeting}
try: {kind: practice, each: member, focus: {decide: narrow}, when: narrow .. +2 weeks}
"""
    )
    program, found = trial.expand("trial")
    assert found == []
    assert [(item.what, item.at) for item in program.decisions] == [("try.focus", "narrow")]
    assert all(item.tentative for item in program.occurrences if item.activity == "try")
    trial.replace(
        "curricula/trial.yaml", "{decide: narrow}", "{decide: narrow, chosen: feedback, since: 2026-09-18}"
    )
    program, _ = trial.expand("trial")
    assert program.decisions == ()
    assert {item.focus for item in program.occurrences if item.activity == "try"} == {"feedback"}


def test_what_hangs_on_an_approval_is_tentative_until_it_is_recorded(pinecrest):
    pinecrest.replace("plans/kim-feedback.yaml", "  plan.approved: 2026-09-15 by vance\n", "")
    follow_up = pinecrest.occurrences("kim-feedback", "follow-up")[0]
    # The plan is due on 2026-09-13; the approver has five school days.
    # A month later is the fall break, and after it a data day without preps.
    assert (follow_up.tentative, follow_up.asked) == (True, date(2026, 10, 20))
    pinecrest.replace("plans/kim-feedback.yaml", "dates:\n", "dates:\n  plan.approved: 2026-09-16 by vance\n")
    follow_up = pinecrest.occurrences("kim-feedback", "follow-up")[0]
    assert (follow_up.tentative, follow_up.asked) == (False, date(2026, 10, 20))


def test_a_renamed_activity_keeps_its_identity_with_was(curriculum):
    trial = curriculum(
        "converse: {was: talk, kind: coaching, each: member, lead: coach, when: start .. end, in: prep}"
    )
    assert trial.occurrences("trial", "converse")[0].id == "trial/c/talk/abel/1"


def test_rounds_lie_end_to_end_and_take_turns(pinecrest):
    pinecrest.write(
        "curricula/trial.yaml",
        """curriculum: Rounds
group: circle
cycles:
  - id: rounds
    when: 2026-09-14 .. 2026-12-18
    rounds: 3 weeks
    turns: {members: members, at_most: 3}
    activities:
      see: {kind: observation, each: member, lead: coach, when: start .. end, in: class}
""",
    )
    found = pinecrest.occurrences("trial", "see")
    # Fall break's week (2026-10-12) and Thanksgiving's (2026-11-23) have no school and are skipped.
    assert [(item.cycle, item.keys, item.first.isoformat(), item.last.isoformat()) for item in found] == [
        ("rounds.1", ("abel",), "2026-09-14", "2026-10-04"),
        ("rounds.1", ("kim",), "2026-09-14", "2026-10-04"),
        ("rounds.1", ("lind",), "2026-09-14", "2026-10-04"),
        ("rounds.2", ("marsh",), "2026-10-05", "2026-11-01"),
        ("rounds.2", ("okoye",), "2026-10-05", "2026-11-01"),
        ("rounds.2", ("petit",), "2026-10-05", "2026-11-01"),
        ("rounds.3", ("ruiz",), "2026-11-02", "2026-11-22"),
        ("rounds.3", ("tran",), "2026-11-02", "2026-11-22"),
    ]


def test_too_few_turns_are_a_finding_with_the_numbers(pinecrest):
    pinecrest.write(
        "curricula/trial.yaml",
        """curriculum: Rounds
group: circle
cycles:
  - {id: rounds, when: 2026-09-14 .. 2026-10-30, rounds: 2, turns: {members: members, at_most: 3}, activities: {see: {kind: observation, each: member, lead: coach, when: start .. end, in: class}}}
""",
    )
    _, found = pinecrest.expand("trial")
    assert [(item.code, item.message) for item in found] == [
        ("PD377", "8 people, 2 rounds of 3: 2 get no turn")
    ]


def test_a_goal_keeps_what_a_revision_leaves_out(pinecrest):
    pinecrest.replace(
        "initiatives/readers.yaml",
        "  pine: {focus: annotation}",
        "  pine:\n    focus: annotation\n    goal:\n      - {since: 2026-09-14, text: Notes in the margin, target: 80%}\n"
        "      - {since: 2027-01-18, target: 60%}",
    )
    program, found = pinecrest.expand("readers")
    assert found == []
    goal = next(item for item in program.goals if item.owner == "pine")
    assert (goal.on(date(2026, 12, 1)).text, goal.on(date(2026, 12, 1)).target) == (
        "Notes in the margin",
        "80%",
    )
    assert (goal.on(date(2027, 2, 1)).text, goal.on(date(2027, 2, 1)).target) == (
        "Notes in the margin",
        "60%",
    )
    # What the school does not say is the district's.
    assert goal.on(date(2027, 2, 1)).baseline == "20%"
    assert goal.on(date(2027, 2, 1)).by == date(2027, 5, 27)
