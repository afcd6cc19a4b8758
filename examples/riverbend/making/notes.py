"""Sentences for private notes: each carries a word pair found nowhere else, so that a leak can be searched for."""

from __future__ import annotations

from datetime import datetime

from making.district import chance

OPENINGS = (
    "Began with what worked since last time",
    "Looked at two messages home side by side",
    "Talked about the hour after lunch",
    "Came in worried about a meeting and left with a plan for it",
    "Read the draft aloud and cut it by half",
    "Tried the opening of a hard phone call together",
    "Went over who needs an answer and by when",
    "Asked for ideas on how to say no kindly",
)
NEXT = (
    "will try it on Thursday",
    "will send the new version before the meeting",
    "wants to be seen doing it",
    "will ask the team for one example each",
    "needs more time with this one",
    "agreed to keep it to three sentences",
)
COLOURS = (
    "amber",
    "cobalt",
    "umber",
    "saffron",
    "indigo",
    "russet",
    "ochre",
    "viridian",
    "sepia",
    "cerise",
    "teal",
    "puce",
)
THINGS = (
    "lantern", "kettle", "orchard", "compass", "thimble", "harbor", "sparrow", "anvil", "meadow", "ladder",
    "mosaic", "pendulum", "turnstile", "bellows", "gazebo", "walnut", "trellis", "beacon", "pulley", "quarry",
)  # fmt: skip


def note(lead: str, person: str, when: datetime) -> str:
    """A private note; its last words are its mark, such as `[cobalt sparrow 4821]`."""
    dice = chance("note", lead, person, when.isoformat())
    mark = f"[{dice.choice(COLOURS)} {dice.choice(THINGS)} {dice.randrange(1000, 9999)}]"
    return f"{dice.choice(OPENINGS)}; {dice.choice(NEXT)} {mark}"
