"""The measures of an account, with what is out already of each program before its day."""

from __future__ import annotations

from dataclasses import replace

from pdcycle.duck import query
from pdcycle.flows.facts import Account
from pdcycle.flows.publish import released
from pdcycle.progress.measures import Measures, Query, measure


def measured(account: Account, ask: Query = query) -> Measures:
    """All measures; figures are held against every release of an earlier day."""
    found = measure(account.facts, account.measures or None, ask)
    root, day = account.root, account.facts.as_of
    if root is None:
        return found
    before = {
        one.id: tuple(release.tables for release in released(root, one.id) if release.day < day)
        for one in account.facts.programs
    }
    return replace(found, before={name: several for name, several in before.items() if several})
