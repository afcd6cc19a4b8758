"""Letters about changed dates, fit to send: one a person, a group and a school, as Markdown and as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from pdcycle import wording
from pdcycle.model.results import Event
from pdcycle.output.changes import moment, reason
from pdcycle.output.tables import WIDTH
from pdcycle.schedule.changes import Change, What


@dataclass(frozen=True, slots=True)
class Notice:
    """What one reader is to be told.

    `reader` is a person's, a group's or a school's name, `own` the person's id (None for the others); `apart` counts
    changes of meetings of two, which a group or a school is not told one by one; `halves` are half-days of substitutes
    the school needs more (or fewer) than before; `groups` has the title of the group an event is for, by its id.
    """

    reader: str
    district: str
    day: date
    changes: tuple[Change, ...]
    names: Mapping[str, str]
    own: str | None = None
    apart: int = 0
    halves: int = 0
    groups: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Form:
    """How one format writes a heading, a change's head, a line about it, and text."""

    title: Callable[[str], str]
    head: Callable[[str], str]
    line: Callable[[str, str], str]
    text: Callable[[str], str]


_MARKDOWN = _Form(
    lambda text: f"# {wording.markdown(text)}",
    lambda text: f"## {wording.markdown(text)}",
    lambda name, text: f"- **{name}:** {wording.markdown(text)}",
    wording.markdown,
)
_TEXT = _Form(
    lambda text: f"{text}\n{'=' * len(text)}",
    lambda text: f"{text}\n{'-' * len(text)}",
    lambda name, text: _wrapped(f"{name + ':':<12}{text}", " " * 12),
    lambda text: _wrapped(text, ""),
)
_HEADS = {
    What.MOVED: "Moved",
    What.CANCELLED: "Cancelled",
    What.HOMELESS: "Without a date",
    What.CHANGED: "Changed",
    What.ADDED: "New",
}


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(
        text, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


def markdown_notice(notice: Notice) -> str:
    """The letter in Markdown."""
    return _letter(notice, _MARKDOWN)


def text_notice(notice: Notice) -> str:
    """The letter as plain text, for a message."""
    return _letter(notice, _TEXT)


def _letter(notice: Notice, form: _Form) -> str:
    parts = [
        form.title(f"Changed dates: {notice.reader}"),
        form.text(f"{notice.district}, {wording.day(notice.day)}"),
        form.text(_opening(notice)),
    ]
    for change in notice.changes:
        lines = [form.line(name, text) for name, text in _lines(change, notice)]
        parts.append("\n".join([form.head(f"{_HEADS[change.what]}: {change.event.title}"), "", *lines]))
    parts += [form.text(sentence) for sentence in _closing(notice)]
    return "\n\n".join(parts) + "\n"


def _opening(notice: Notice) -> str:
    number = len(notice.changes) + notice.apart
    whose = "your" if notice.own else "the"
    verb = "has" if number == 1 else "have"
    return f"{wording.count(number, 'date')} in {whose} calendar {verb} changed. Everything else stays as it was."


def _lines(change: Change, notice: Notice) -> list[tuple[str, str]]:
    found = []
    if change.old is not None:
        found.append(("Was", _full(change.old)))
    if change.new is not None:
        found.append(("Is now", _full(change.new)))
    group = notice.groups.get(change.event.id)
    if group and group != notice.reader:
        found.append(("Group", group))
    others = [person for person in change.people if person != notice.own]
    if others:
        found.append(("With" if notice.own else "Who", _company(others, notice.names)))
    found.append(("Why", _sentence(reason(change, notice.names))))
    found.append(("What to do", _deed(change, notice)))
    return found


def _full(event: Event) -> str:
    return ", ".join(part for part in (moment(event), event.where) if part)


def _company(people: Sequence[str], names: Mapping[str, str]) -> str:
    shown = [names.get(person, person) for person in people]
    return wording.names(shown) if len(shown) <= 5 else f"{shown[0]} and {len(shown) - 1} others"


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _deed(change: Change, notice: Notice) -> str:
    leads = notice.own in change.event.lead if notice.own else False
    if change.what is What.CANCELLED:
        return "Import the calendar file again; it marks the entry as cancelled."
    if change.what is What.HOMELESS:
        return (
            "Agree on a date with the others." if leads or not notice.own else "Wait to hear of a new date."
        )
    if leads and change.new is not None and change.new.where and change.what is What.MOVED:
        return f"See that {change.new.where} is free, and import your calendar file again."
    return "Import the calendar file again; it puts the entry in its new place."


def _closing(notice: Notice) -> list[str]:
    found = []
    if notice.apart:
        found.append(f"{_apart(notice)}, who are told themselves.")
    if notice.halves:
        word = "more" if notice.halves > 0 else "fewer"
        found.append(f"Substitutes: {wording.count(abs(notice.halves), 'half-day')} {word} than before.")
    return found


def _apart(notice: Notice) -> str:
    if notice.apart == 1:
        return f"{'One of them' if notice.changes else 'It'} is a talk, a conference or a visit of two people"
    some = f"{notice.apart} of them" if notice.changes else "All of them"
    return f"{some} are talks, conferences or visits of two people"
