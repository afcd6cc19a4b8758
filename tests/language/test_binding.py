"""Plain text meets models: what each slip is called, where it is seen, and its mend."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal

import pytest
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    TypeAdapter,
    ValidationError,
    field_validator,
    model_validator,
)

from pdcycle.diagnostics import Route
from pdcycle.language.document import read
from pdcycle.language.places import settle
from pdcycle.model import fields
from pdcycle.model.binding import bind, bind_value
from pdcycle.model.near import near


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Activity(Closed):
    kind: Literal["course", "meeting", "event"]
    at: fields.ClockTime | None = None
    length: fields.Minutes | None = None
    items: fields.SlugList = ()
    in_: fields.Slug | None = Field(default=None, alias="in")


class Goal(Closed):
    text: fields.Prose
    target: fields.Share | None = None
    since: fields.Day | Literal["start"] | None = None


class Plan(Closed):
    plan: fields.Prose
    teacher: Annotated[fields.Slug, Field(examples=["schooley"])]
    goal: Annotated[tuple[Goal, ...], Field(max_length=4)] = ()
    activities: dict[fields.Slug, Activity | Literal["drop"]] = {}
    rounds: int = 1
    open: fields.Flag = True

    @field_validator("teacher")
    @classmethod
    def _known(cls, value):
        if value == "ortis":
            raise fields.FieldError("nobody is called ortis", "did you mean `ortiz`?", offset=1, length=3)
        return value

    @model_validator(mode="after")
    def _whole(self):
        if self.rounds > 9:
            raise ValueError("ten rounds do not fit a year")
        return self


def told(text):
    document = read(text, "plan.yaml")
    _, problems = bind(document, Plan)
    found = settle([*document.diagnostics, *problems], {"plan.yaml": document})
    return [
        f"{item.place.start.line}:{item.place.start.column} {item.code} {item.message} | {item.help}"
        for item in found
    ]


def test_text_becomes_what_each_field_wants():
    document = read(
        "plan: no\nteacher: 3a\ngoal: [{text: Talk, target: 55%, since: 2026-09-21 mon}]\nopen: false\n"
        "activities: {talk: {kind: event, at: 7:45, length: 1 h 30 min, items: one, in: prep}, renew: drop}\n",
        "plan.yaml",
    )
    plan, problems = bind(document, Plan)
    assert problems == []
    assert plan == Plan.model_construct(
        plan="no",
        teacher="3a",
        goal=(Goal.model_construct(text="Talk", target=Fraction(11, 20), since=date(2026, 9, 21)),),
        activities={
            "talk": Activity.model_construct(
                kind="event", at=time(7, 45), length=90, items=("one",), in_="prep"
            ),
            "renew": "drop",
        },
        open=False,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plan: Talk\n", ["1:1 PD201 `teacher` is missing here | add `teacher: schooley`"]),
        (
            "plan: Talk\ntecher: ortiz\n",
            ["2:1 PD202 `techer` is not a key known here | did you mean `teacher`?"],
        ),
        (
            "plan: Talk\nteacher: ortiz\ncolour: red\n",
            [
                (
                    "3:1 PD202 `colour` is not a key known here | "
                    "the keys here are: plan, teacher, goal, activities, rounds, open"
                )
            ],
        ),
        (
            "plan: [Calm, clear talk]\nteacher: ortiz\n",
            ['1:7 PD203 this is a list of 2, but text is wanted | put it in quotes: "Calm, clear talk"'],
        ),
        (
            "plan:\nteacher: ortiz\n",
            [
                (
                    "1:1 PD204 there is no value here, but text is wanted | "
                    "write for example `Calm, clear talk`, or leave the key out"
                )
            ],
        ),
        (
            "plan: Talk\nteacher: Ms Ortiz\n",
            [
                (
                    "2:10 PD211 'Ms Ortiz' is not an id: an id has lower-case letters, digits, - and _ only | "
                    "write `ms-ortiz`"
                )
            ],
        ),
        ("plan: Talk\nteacher: ortis\n", ["2:11 PD210 nobody is called ortis | did you mean `ortiz`?"]),
        ("plan: Talk\nteacher: ortiz\nrounds: 10\n", ["1:1 PD210 ten rounds do not fit a year | None"]),
        (
            "plan: Talk\nteacher: ortiz\nrounds: four\n",
            ["3:9 PD206 'four' is not a whole number | write for example `3`"],
        ),
        (
            "plan: Talk\nteacher: ortiz\nopen: yes\n",
            ["3:7 PD218 'yes' is neither true nor false | write `true`"],
        ),
        (
            "plan: Talk\nteacher: ortiz\ngoal: Talk more\n",
            [
                (
                    "3:7 PD203 this is the text 'Talk more', but a list is wanted | "
                    "write `[one, two]`, or each item on a line of its own after `- `"
                )
            ],
        ),
        (
            "plan: Talk\nteacher: ortiz\ngoal:\n  - target: 75\n    since: 2026-09-21 tue\n",
            [
                "4:5 PD201 `text` is missing here | add `text: ...`",
                "4:13 PD217 '75' is not a share | write `75%`",
                "5:23 PD213 2026-09-21 is a monday, not a tuesday | write `2026-09-21 mon`, or choose another date",
            ],
        ),
        (
            "plan: Talk\nteacher: ortiz\nactivities:\n  talk: {kind: evnt, inn: prep, items: [a, B]}\n  renew: drp\n",
            [
                "4:16 PD205 'evnt' is none of the words known here | did you mean `event`?",
                "4:22 PD202 `inn` is not a key known here | did you mean `in`?",
                "4:44 PD211 'B' is not an id: an id has lower-case letters, digits, - and _ only | write `b`",
                "5:10 PD205 'drp' is none of the words known here | did you mean `drop`?",
            ],
        ),
        (
            "plan: Talk\nteacher: ortiz\nactivities:\n  Talk: drop\n  talk: [a]\n",
            [
                "4:3 PD211 'Talk' is not an id: an id has lower-case letters, digits, - and _ only | write `talk`",
                (
                    "5:9 PD203 this is a list of 1, but a block of keys is wanted | "
                    "write its keys below it, each `key: value`, indented by two spaces"
                ),
            ],
        ),
        (
            "just words\n",
            [
                (
                    "1:1 PD203 this is the text 'just words', but a block of keys is wanted | "
                    "write its keys below it, each `key: value`, indented by two spaces"
                )
            ],
        ),
        (
            "plan: Talk\nteacher: ortiz\ngoal:\n  - {text: Calm, clear talk}\n",
            [
                (
                    "4:12 PD122 the comma inside the braces cuts `text` in two | "
                    'put it in quotes: - {text: "Calm, clear talk"}'
                )
            ],
        ),
    ],
)
def test_slips_are_told_in_a_coachs_words(text, said):
    assert told(text) == said


def test_an_unreadable_document_is_not_complained_about_twice():
    document = read("plan: Goal: all\n", "plan.yaml")
    assert bind(document, Plan) == (None, [])


def test_a_part_of_a_document_binds_at_its_route():
    document = read("list:\n  - {text: a}\n  - {txt: b}\n", "f.yaml")
    assert bind(document, Goal, Route("f.yaml", ("list", 0)))[0] == Goal(text="a")
    _, problems = bind(document, Goal, Route("f.yaml", ("list", 1)))
    assert [(item.code, item.place) for item in problems] == [
        ("PD202", Route("f.yaml", ("list", 1, "txt"), key=True))
    ]
    assert bind_value({"text": "b"}, Goal, Route("f.yaml"))[0] == Goal(text="b")


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (fields.Day, "2026-09-21 Monday", date(2026, 9, 21)),
        (fields.Days, "2026-12-23 .. 2027-01-01", (date(2026, 12, 23), date(2027, 1, 1))),
        (fields.Days, "2026-12-23", (date(2026, 12, 23), date(2026, 12, 23))),
        (fields.TimeRange, "8:00 .. 15:30", (time(8), time(15, 30))),
        (fields.Minutes, "1.5 h", 90),
        (fields.Minutes, "90 min", 90),
        (fields.Minutes, "6 h", 360),
        (fields.Hours, "1.5", Decimal("1.5")),
        (fields.Hours, "2 h", Decimal(2)),
        (fields.Share, "55 %", Fraction(11, 20)),
        (fields.Share, "11/20", Fraction(11, 20)),
        (fields.Amount, "12.50", Decimal("12.50")),
        (fields.Whole, "010", 10),
        (fields.SlugList, ["a", "b"], ("a", "b")),
        (fields.Texts, "a, b", ("a, b",)),
    ],
)
def test_fields_read_what_people_write(kind, text, value):
    assert TypeAdapter(kind).validate_python(text) == value


@pytest.mark.parametrize(
    ("kind", "text", "message", "mend"),
    [
        (fields.Day, "9/21/2026", "'9/21/2026' is not a date", "write `2026-09-21`"),
        (
            fields.Day,
            "2026-02-30",
            "'2026-02-30' is not a date: February 2026 has 28 days",
            "write year, month and day, such as `2026-09-21`",
        ),
        (fields.Day, "2026-09-21 mo", "'mo' is no day of the week", "write `2026-09-21 mon`"),
        (
            fields.Days,
            "2027-01-01 .. 2026-12-23",
            "2026-12-23 comes before 2027-01-01",
            "write `2026-12-23 .. 2027-01-01`",
        ),
        (fields.ClockTime, "3:30 pm", "'3:30 pm' is not a time of day", "write `15:30`"),
        (
            fields.ClockTime,
            "25:00",
            "'25:00' is not a time of day",
            "write it on the 24-hour clock, such as `15:30`",
        ),
        (
            fields.TimeRange,
            "8:00 .. 3:30",
            "3:30 does not come after 8:00",
            "write the earlier time first, on the 24-hour clock, such as `08:00 .. 15:30`",
        ),
        (fields.Minutes, "30", "'30' is not a length of time", "write `30 min` or `30 h`"),
        (fields.Share, "140%", "'140%' is more than the whole", "a share is between 0% and 100%"),
        (fields.Amount, "$1,200", "'$1,200' is not a number", "write for example `1200`"),
        (fields.Whole, "-1", "'-1' is not a whole number", "write for example `3`"),
        (
            fields.Slug,
            "a, b",
            "'a, b' is not an id: an id has lower-case letters, digits, - and _ only",
            "write a list: [a, b]",
        ),
    ],
)
def test_fields_say_what_they_want(kind, text, message, mend):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(text)
    problem = caught.value.errors()[0]["ctx"]["error"]
    assert (problem.message, problem.help) == (message, mend)


@pytest.mark.parametrize(
    ("word", "choice"),
    [("meetng", "meeting"), ("Course", "course"), ("observe", None), ("share_exemplar", "share-exemplars")],
)
def test_near_words(word, choice):
    assert near(word, ["meeting", "course", "share-exemplars"]) == choice
