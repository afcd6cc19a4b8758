"""The shape of what the stages hand on: occurrences, events, expectations, evidence, matches.

Dates are local to the district and inclusive at both ends; minutes count from midnight or are
lengths; people, schools and groups are ids.
"""

from pdcycle.model.results.ledgers import (
    Accounting,
    Evidence,
    Ledger,
    Mend,
    SetAside,
    SurveyAnswers,
    Unresolved,
)
from pdcycle.model.results.programs import (
    Binding,
    CycleSpan,
    Goal,
    Link,
    Occurrence,
    OpenDecision,
    Program,
    Revision,
    SchoolFocus,
    Standing,
    Stay,
)
from pdcycle.model.results.progress import Expectation, Match, Met, Progress
from pdcycle.model.results.schedules import Event, OpenWindow, Schedule, Unplaced

__all__ = [
    "Accounting",
    "Binding",
    "CycleSpan",
    "Event",
    "Evidence",
    "Expectation",
    "Goal",
    "Ledger",
    "Link",
    "Match",
    "Mend",
    "Met",
    "Occurrence",
    "OpenDecision",
    "OpenWindow",
    "Program",
    "Progress",
    "Revision",
    "Schedule",
    "SchoolFocus",
    "SetAside",
    "Standing",
    "Stay",
    "SurveyAnswers",
    "Unplaced",
    "Unresolved",
]
