"""Reports of programs and of kinds together, in the order they were asked for: programs first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pdcycle.errors import PdcycleError
from pdcycle.flows.district import District
from pdcycle.flows.facts import Account
from pdcycle.flows.render import known
from pdcycle.flows.report import Asked, Reports, numbered, reports
from pdcycle.flows.report_kinds import Maker, kind_words, subjects
from pdcycle.progress.privacy import Audience


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was named on the command line: programs, and words such as `school:lincoln`."""

    programs: tuple[str, ...]
    kinds: tuple[str, ...]


def wanted(district: District, words: Sequence[str]) -> Wanted:
    """The words told apart; a program's id comes first, and what is neither is said."""
    ids = [one.id for one in district.authored]
    kinds = kind_words(words, ids)
    programs = [one for one in words if one not in kinds]
    known(programs, ids, "program")
    return Wanted(tuple(programs), kinds)


def only_programs(found: Wanted, what: str) -> None:
    """Raise where something is asked that only a program's report can tell."""
    if found.kinds:
        raise PdcycleError(
            f"{what} is asked of a program's report", f"name programs, without {found.kinds[0]}"
        )


def made(
    district: District,
    account: Account,
    found: Wanted,
    who: tuple[Audience | None, str | None],
    asked: Asked,
    against: Path | None = None,
) -> Reports:
    """Every report that was asked for; without words, a report a program. Without an audience each has its own."""
    audience, person = who
    if found.kinds and (asked.by or asked.require):
        only_programs(found, "--by" if asked.by else "--require")
    told = Reports((), (), account.diagnostics)
    if found.programs or not found.kinds:
        told = reports(account, audience or Audience.COACH, found.programs, person, asked)
    if not found.kinds:
        return told
    kinds = Maker(district, account, asked.ask, against).made(subjects(account, found.kinds), audience)
    more = numbered(Reports(kinds.reports, kinds.withheld))
    return replace(
        told,
        reports=(*told.reports, *more.reports),
        withheld=(*told.withheld, *more.withheld),
        figures=(*told.figures, *more.figures),
    )
