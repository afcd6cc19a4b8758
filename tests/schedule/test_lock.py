from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from pdcycle.diagnostics import Route
from pdcycle.language.document import read
from pdcycle.model.kinds import Kind
from pdcycle.model.results import Event, Unplaced
from pdcycle.schedule.lock import dump, fingerprint, parse
from pdcycle.schedule.stamps import namespace, stamped

SPACE = namespace("Riverbend", "g")
AUGUST = date(2026, 8, 1)
TALK = Event(
    id="g/fall/talk/diaz/3",
    program="g",
    title="Coaching talk",
    kind=Kind.COACHING,
    day=date(2026, 11, 5),
    start=615,
    minutes=30,
    people=("diaz",),
    lead=("rivera",),
    schools=("lincoln",),
    where="Room #4, wing B",
    time="prep",
    state="placed",
    label="talk diaz 3",
)


def test_a_lock_has_one_readable_line_an_event_and_reads_back():
    night = replace(
        TALK, id="g/fall/family-night/-/1", title="Family night", where=None, lead=(), people=("a", "b")
    )
    events = stamped([TALK, night], {}, space=SPACE, as_of=AUGUST)
    missing = [
        Unplaced("g/fall/talk/kim/1", "talk kim 1", Route("a.yaml"), 'talk kim 1: 3 talks ask for "2" places')
    ]
    text = dump("g", reversed(events), fingerprint="abc", unplaced=missing, stopped=True)
    who = "people: [diaz], schools: [lincoln]"
    assert text.splitlines()[1:6] == ["lock: 1", "program: g", "fingerprint: abc", "stopped: true", "events:"]
    night_line, talk_line, heading, missing_line = text.splitlines()[6:]
    assert night_line == (
        "  g/fall/family-night/-/1: {day: 2026-11-05 thu, at: 10:15, min: 30, in: prep, people: [a, b], "
        "schools: [lincoln], kind: coaching, title: Family night, label: talk diaz 3, state: placed, "
        f"uid: {events[0].uid}, seq: 0, stamp: 2026-08-01T00:00:00Z}}"
    )
    assert talk_line == (
        f"  g/fall/talk/diaz/3: {{day: 2026-11-05 thu, at: 10:15, min: 30, in: prep, lead: [rivera], {who}, "
        'where: "Room #4, wing B", kind: coaching, title: Coaching talk, label: talk diaz 3, '
        f"state: placed, uid: {events[1].uid}, seq: 0, stamp: 2026-08-01T00:00:00Z}}"
    )
    assert (heading, missing_line) == (
        "unplaced:",
        '  g/fall/talk/kim/1: "talk kim 1: 3 talks ask for \\"2\\" places"',
    )
    lock, problems = parse(read(text, "schedule/g.lock.yaml"))
    assert problems == []
    assert lock is not None
    assert lock.events == events
    assert (lock.stopped, lock.fingerprint, dict(lock.unplaced)["g/fall/talk/kim/1"]) == (
        True, "abc", 'talk kim 1: 3 talks ask for "2" places',
    )  # fmt: skip


@given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and text.isprintable()))
def test_any_title_and_place_survive(text):
    event = replace(TALK, title=text, where=text)
    lock, problems = parse(
        read(dump("g", stamped([event], {}, space=SPACE, as_of=AUGUST), fingerprint="f"), "x")
    )
    assert problems == []
    assert lock is not None
    assert (lock.events[0].title, lock.events[0].where) == (text, text)


def test_uid_stays_and_sequence_rises_only_with_content():
    first = stamped([TALK], {}, space=SPACE, as_of=AUGUST)[0]
    assert UUID(first.uid).version == 5
    same = stamped([TALK], {TALK.id: first}, space=namespace("Renamed", "g"), as_of=date(2026, 9, 1))[0]
    assert same == first
    moved = stamped([replace(TALK, start=660)], {TALK.id: first}, space=SPACE, as_of=date(2026, 9, 1))[0]
    assert (moved.uid, moved.sequence, moved.stamp) == (first.uid, 1, datetime(2026, 9, 1, tzinfo=UTC))
    frozen = stamped([replace(TALK, state="frozen")], {TALK.id: first}, space=SPACE, as_of=date(2026, 9, 1))[
        0
    ]
    assert frozen.sequence == 0


def test_what_is_gone_stays_a_year_as_cancelled_and_may_come_back():
    first = stamped([TALK], {}, space=SPACE, as_of=AUGUST)[0]
    gone = stamped([], {TALK.id: first}, space=SPACE, as_of=date(2026, 9, 1))[0]
    assert (gone.state, gone.sequence, gone.uid) == ("cancelled", 1, first.uid)
    assert stamped([], {TALK.id: gone}, space=SPACE, as_of=date(2027, 9, 1)) == (gone,)
    assert stamped([], {TALK.id: gone}, space=SPACE, as_of=date(2027, 9, 2)) == ()
    back = stamped([TALK], {TALK.id: gone}, space=SPACE, as_of=date(2026, 10, 1))[0]
    assert (back.state, back.sequence, back.uid) == ("placed", 2, first.uid)


def test_a_line_that_cannot_be_read_is_named():
    text = dump("g", stamped([TALK], {}, space=SPACE, as_of=AUGUST), fingerprint="f").replace(
        "05 thu", "05 wed"
    )
    lock, (problem,) = parse(read(text, "schedule/g.lock.yaml"))
    assert lock is None
    assert problem.message == "this event cannot be read: 2026-11-05 is a thu, not a wed"
    assert problem.place == Route("schedule/g.lock.yaml", ("events", "g/fall/talk/diaz/3"))


def test_the_fingerprint_does_not_depend_on_order():
    assert fingerprint({"a": b"1", "b": b"2"}) == fingerprint({"b": b"2", "a": b"1"})
    assert fingerprint({"a": b"12", "b": b""}) != fingerprint({"a": b"1", "b": b"2"})
