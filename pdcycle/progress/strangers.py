"""Whom the exports name and people.csv does not, as far as a reader may know it."""

from __future__ import annotations

from dataclasses import replace

from pdcycle.model.results import Ledger, Unresolved
from pdcycle.progress.privacy import Audience


def strangers(ledger: Ledger, audience: Audience, person: str | None = None) -> tuple[Unresolved, ...]:
    """The people nobody matches for sure, those somebody is near first, then those of most rows.

    A coach gets all of them; who reads their own report those that may be themselves; everybody else nobody.
    """
    if audience is Audience.COACH:
        found = ledger.unresolved
    elif audience is Audience.SELF and person is not None:
        found = tuple(_own(one, person) for one in ledger.unresolved if person in one.candidates)
    else:
        found = ()
    return tuple(sorted(found, key=lambda one: (not one.candidates, -one.rows, one.shown, one.file, one.row)))


def _own(one: Unresolved, person: str) -> Unresolved:
    """The stranger without the others who are near."""
    return replace(
        one, candidates=(person,), mends=tuple(mend for mend in one.mends if mend.person == person)
    )
