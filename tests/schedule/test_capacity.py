import io
import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pdcycle.cli.capacity import parse_share, run
from pdcycle.cli.options import Call, Weeks
from pdcycle.cli.terminal import Terminal
from pdcycle.errors import PdcycleError
from pdcycle.flows.capacity import demanded
from pdcycle.flows.district import read
from pdcycle.output.capacity_chart import capacity_chart
from pdcycle.output.capacity_words import sentence
from pdcycle.schedule.break_outs import Floor

PINECREST = Path(__file__).parents[1] / "districts" / "pinecrest"
RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"


@pytest.fixture(scope="module")
def pinecrest():
    found, _ = demanded(read(PINECREST), Fraction(3, 5))
    return found


def week(person, monday):
    return next(item for item in person.weeks if item.monday == monday)


def test_weeks_are_contract_minutes_times_the_share(pinecrest):
    sorrel = pinecrest.people[0]
    assert [person.person for person in pinecrest.people] == ["sorrel", "baptiste", "vance"]
    assert week(sorrel, date(2026, 8, 31)).available == 5 * 480 * 3 // 5
    assert week(sorrel, date(2026, 9, 7)).available == 4 * 480 * 3 // 5  # Labor Day
    assert date(2026, 11, 23) not in {item.monday for item in sorrel.weeks}  # nobody is on duty


def test_break_outs_are_bounded_by_the_departments_meetings(pinecrest):
    # 2 departments a visit, 4 visits; they meet in different weeks of a month.
    vance = pinecrest.people[2]
    assert vance.break_outs == Floor(8, 5)
    assert sentence(vance).endswith("8 break-outs take at least 5 weeks")


def test_everything_asked_is_spread_and_nothing_is_lost(pinecrest):
    baptiste = pinecrest.people[1]
    assert week(baptiste, date(2026, 8, 10)).led == 720  # four days of the staff week, three hours each
    # Rounding up a week at a time adds less than a minute a week.
    led = sum(item.led for item in baptiste.weeks)
    assert led >= 720 + 8 * 20
    assert all(item.asked == item.led + item.travel + item.logs for item in baptiste.weeks)


def test_too_small_a_share_is_marked_and_told(pinecrest):
    tight, _ = demanded(read(PINECREST), Fraction(1, 10))
    sorrel = tight.people[0]
    assert [item.monday for item in sorrel.over] == [date(2027, 2, 1), date(2027, 2, 8)]
    assert sentence(sorrel) == (
        "sorrel: 36 of 38 weeks fit; the week of Feb 1 asks 245 min of 240, the week of Feb 8 asks 303 min of 240"
    )
    drawn = ET.fromstring(capacity_chart(tight))
    assert sum(node.text == "!" for node in drawn.iter()) == sum(len(one.over) for one in tight.people)


def test_the_command_informs_and_fails_only_where_it_is_required_to_fit():
    def command(**how):
        out = io.StringIO()
        call = Call(Terminal(out, io.StringIO(), io.StringIO()), RIVERBEND)
        return run(call, [], **{"share": "40%", "shown": Weeks.TEXT, "require": False} | how), out.getvalue()

    code, text = command()
    assert code == 0
    assert max(map(len, text.splitlines())) <= 80
    assert "!" in text
    assert command(require=True)[0] == 1
    document = json.loads(command(shown=Weeks.JSON)[1])
    assert document["version"] == 1
    assert document["share"] == {"numerator": 2, "denominator": 5}
    assert not document["fits"]


@pytest.mark.parametrize(
    ("text", "share"),
    [("60%", (3, 5)), ("60", (3, 5)), ("0.6", (3, 5)), ("100%", (1, 1)), ("0.5%", (1, 200))],
)
def test_shares_as_people_write_them(text, share):
    assert parse_share(text) == Fraction(*share)


@pytest.mark.parametrize("text", ["0%", "120%", "much"])
def test_a_share_that_is_none(text):
    with pytest.raises(PdcycleError):
        parse_share(text)
