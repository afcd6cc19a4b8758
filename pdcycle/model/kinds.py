"""The steps of the cycle, the kinds of activity and the kinds of time, with what each brings by itself."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Step(StrEnum):
    """One of the ten steps of the blended learning cycle, in order."""

    REFLECT = "reflect"
    IDENTIFY = "identify"
    LEARN = "learn"
    PLAN = "plan"
    SHARE = "share"
    IMPLEMENT = "implement"
    LOOK_BACK = "look-back"
    EVIDENCE = "evidence"
    CONFER = "confer"
    RENEW = "renew"

    @property
    def number(self) -> int:
        """Its place in the cycle, from 1 to 10."""
        return list(Step).index(self) + 1

    @property
    def heading(self) -> str:
        """What people read."""
        return _STEP_TITLES[self]


_STEP_TITLES = {
    Step.REFLECT: "Reflect on feedback",
    Step.IDENTIFY: "Identify growth areas",
    Step.LEARN: "Learn and check",
    Step.PLAN: "Set goals and plan",
    Step.SHARE: "Share the plan",
    Step.IMPLEMENT: "Implement",
    Step.LOOK_BACK: "Look back",
    Step.EVIDENCE: "Show evidence",
    Step.CONFER: "Meet and reflect",
    Step.RENEW: "Renew and repeat",
}


class TimeKind(StrEnum):
    """In which kind of time something happens; `own-time` is never scheduled."""

    PREP = "prep"
    CLASS = "class"
    MEETING = "meeting"
    STAFF_TIME = "staff-time"
    AFTER_SCHOOL = "after-school"
    BEFORE_SCHOOL = "before-school"
    RELEASE = "release"
    OWN_TIME = "own-time"


class Kind(StrEnum):
    """What an activity is."""

    COURSE = "course"
    MEETING = "meeting"
    CONFERENCE = "conference"
    COACHING = "coaching"
    OBSERVATION = "observation"
    BREAK_OUT = "break-out"
    WORKSHOP = "workshop"
    SUBMISSION = "submission"
    PRACTICE = "practice"
    SURVEY = "survey"
    REFLECTION = "reflection"
    EVENT = "event"

    @property
    def brings(self) -> KindDefaults:
        """What the kind says where its activity does not."""
        return _DEFAULTS[self]


@dataclass(frozen=True, slots=True)
class KindDefaults:
    """What a kind brings: title, step, whether it has a date and time, expected evidence, minutes, kind of time."""

    title: str
    step: Step
    event: bool
    expects: str | None
    minutes: int | None
    time: TimeKind


_DEFAULTS = {
    Kind.COURSE: KindDefaults("Course", Step.LEARN, False, "completion", None, TimeKind.OWN_TIME),
    Kind.MEETING: KindDefaults("Meeting", Step.SHARE, True, "attendance", None, TimeKind.MEETING),
    Kind.CONFERENCE: KindDefaults("Conference", Step.CONFER, True, "log", 30, TimeKind.PREP),
    Kind.COACHING: KindDefaults("Coaching talk", Step.CONFER, True, "log", 30, TimeKind.PREP),
    Kind.OBSERVATION: KindDefaults("Observation", Step.EVIDENCE, True, "observation", 30, TimeKind.CLASS),
    Kind.BREAK_OUT: KindDefaults("Break-out", Step.SHARE, True, "attendance of group", 20, TimeKind.MEETING),
    Kind.WORKSHOP: KindDefaults("Workshop", Step.LEARN, True, "attendance", 180, TimeKind.STAFF_TIME),
    Kind.SUBMISSION: KindDefaults("Submission", Step.PLAN, False, "1 artifact", None, TimeKind.OWN_TIME),
    Kind.PRACTICE: KindDefaults("Practice", Step.IMPLEMENT, False, None, None, TimeKind.CLASS),
    Kind.SURVEY: KindDefaults("Survey", Step.EVIDENCE, False, "result", None, TimeKind.OWN_TIME),
    Kind.REFLECTION: KindDefaults("Reflection", Step.LOOK_BACK, False, "reflection", None, TimeKind.OWN_TIME),
    Kind.EVENT: KindDefaults("Event", Step.SHARE, True, None, 60, TimeKind.AFTER_SCHOOL),
}
