"""Reports of a kind: a coach's, a school's, the district's, the half-day's, the celebration's, year against year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pdcycle.duck import query
from pdcycle.errors import PdcycleError
from pdcycle.flows.capacity import demanded
from pdcycle.flows.district import District
from pdcycle.flows.facts import Account
from pdcycle.flows.measured import measured
from pdcycle.flows.publish import FOLDER, released
from pdcycle.model.audience import Audience
from pdcycle.model.near import did_you_mean
from pdcycle.output.capacity_chart import load_of
from pdcycle.progress.digest import KINDS, Digest, Part
from pdcycle.progress.digest_celebration import celebration_digest
from pdcycle.progress.digest_coach import coach_digest, coaches
from pdcycle.progress.digest_half_day import half_day_digest
from pdcycle.progress.digest_load import leaders_part, load_part
from pdcycle.progress.digest_school import district_digest, school_digest
from pdcycle.progress.digest_years import Year, years_digest
from pdcycle.progress.measures import Query
from pdcycle.progress.releasing import DUE
from pdcycle.progress.scope import Scope
from pdcycle.schedule.loads import Capacity

HANDOUT = "handout"
"""The edition of a report, in the coach's site, that is made for those it is handed to."""
READERS: Mapping[str, Audience] = {
    "coach": Audience.COACH,
    "school": Audience.SCHOOL,
    "district": Audience.DISTRICT,
    "half-day": Audience.SCHOOL,
    "celebration": Audience.PUBLIC,
    "years": Audience.DISTRICT,
}
"""For whom each kind is made where nobody says."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A report of a kind: `school:lincoln`, `half-day`; `id` is empty where there is but one, or all in one."""

    kind: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class Kinds:
    """The reports made, and those this audience may not see."""

    reports: tuple[Digest, ...]
    withheld: tuple[str, ...]


def kind_words(words: Sequence[str], programs: Sequence[str]) -> tuple[str, ...]:
    """The words that name a kind, alone or before a colon; a program's id comes first."""
    return tuple(word for word in words if word not in programs and word.partition(":")[0] in KINDS)


def subjects(account: Account, words: Sequence[str]) -> tuple[Subject, ...]:
    """What words such as `school:lincoln` name; `school` and `coach` alone name each of theirs."""
    found: list[Subject] = []
    for word in words:
        kind, colon, id_ = word.partition(":")
        found += _subjects(account, kind, id_, named=bool(colon))
    return tuple(dict.fromkeys(found))


def _subjects(account: Account, kind: str, id_: str, *, named: bool) -> list[Subject]:
    known = _known(account, kind)
    if not named:
        return [Subject(kind, one) for one in known] if kind in ("coach", "school") else [Subject(kind)]
    if not known and kind != "years":
        raise PdcycleError(f"there is but one report '{kind}'", f"say `pdcycle report {kind}`")
    if id_ not in known:
        raise PdcycleError(
            f"there is no '{id_}' for a report '{kind}'", did_you_mean(id_, known, ", ".join(known))
        )
    return [Subject(kind, id_)]


def _known(account: Account, kind: str) -> list[str]:
    """What a report of the kind can be about."""
    if kind == "coach":
        return list(coaches(account.facts))
    if kind in ("school", "half-day"):
        return list(account.facts.schools)
    return [one.id for one in account.facts.programs if one.kind != "plan"] if kind == "years" else []


class Maker:
    """Makes reports of a kind; measures and load are reckoned once, and only where one asks for them."""

    def __init__(
        self, district: District, account: Account, ask: Query = query, against: Path | None = None
    ) -> None:
        self.district = district
        self.account = account
        self.measures = measured(account, ask)
        self.against = against
        self._scopes: dict[Audience, Scope] = {}
        self._load: list[Capacity | None] = []

    def made(self, wanted: Sequence[Subject], audience: Audience | None) -> Kinds:
        """The reports in their order; without an audience each is for its kind's own readers."""
        reports, withheld = [], []
        for one in wanted:
            report = self._digest(one, audience or READERS[one.kind])
            if report is None:
                withheld.append(f"{one.kind}:{one.id}")
            else:
                reports.append(report)
        return Kinds(tuple(reports), tuple(withheld))

    def site(self, audience: Audience) -> tuple[Digest, ...]:
        """The reports that stand in the site of an audience."""
        return tuple(
            replace(report, edition="" if for_whom is audience or audience is not Audience.COACH else HANDOUT)
            for one, for_whom in site_kinds(self.account, audience)
            for report in self.made([one], for_whom).reports
        )

    def scope(self, audience: Audience) -> Scope:
        """The facts and measures for one audience."""
        if audience not in self._scopes:
            self._scopes[audience] = Scope(self.account.facts, self.measures, audience)
        return self._scopes[audience]

    def _digest(self, one: Subject, audience: Audience) -> Digest | None:
        scope = self.scope(audience)
        if one.kind == "coach":
            return coach_digest(scope, one.id, self._weeks(one.id) if audience is Audience.COACH else None)
        if one.kind == "school":
            return school_digest(scope, one.id)
        if one.kind == "district":
            return district_digest(scope, self._leaders() if audience is Audience.COACH else None)
        if one.kind == "half-day":
            return half_day_digest(scope, one.id or None)
        if one.kind == "celebration":
            return celebration_digest(scope)
        starts = self.district.workspace.settings.year_starts
        return years_digest(self.account.facts, audience, self._released(), starts, one.id)

    def _capacity(self) -> Capacity | None:
        if not self._load:
            self._load.append(demanded(self.district)[0])
        return self._load[0]

    def _weeks(self, coach: str) -> Part | None:
        found = self._capacity()
        mine = tuple(one for one in found.people if one.person == coach) if found else ()
        if found is None or not mine:
            return None
        return load_part(load_of(Capacity(mine, found.share), {coach: self.account.facts.person(coach)}))

    def _leaders(self) -> Part | None:
        found = self._capacity()
        if found is None:
            return None
        return leaders_part(
            load_of(found, {one.person: self.account.facts.person(one.person) for one in found.people})
        )

    def _released(self) -> dict[str, list[Year]]:
        """What is out, by program: of this workspace, and of another one it is held against."""
        found: dict[str, list[Year]] = {}
        for root in (self.district.workspace.root, self.against):
            folder = root / FOLDER if root is not None else None
            if root is None or folder is None or not folder.is_dir():
                continue
            before = "" if root == self.district.workspace.root else f"{root.name}/"
            for path in sorted(folder.iterdir()):
                found.setdefault(path.name, []).extend(
                    Year(one.day, one.audience, one.tables, f"{before}{one.file}", one.lines.get(DUE, {}))
                    for one in released(root, path.name)
                )
        return {name: years for name, years in found.items() if years}


def site_kinds(account: Account, audience: Audience) -> tuple[tuple[Subject, Audience], ...]:
    """Which of them stand in the site of an audience, and for whom each is made there.

    What is handed round is made for those who get it: the half-day's pack for schools, the celebration for everybody.
    The coach has both in another edition too, whose figures lead to their rows; a person's own celebration does.
    """
    if audience is Audience.SELF:
        return ((Subject("celebration"), audience),)
    there = [(Subject("celebration"), Audience.PUBLIC)]
    if any(one.schools for one in account.facts.programs):
        there.insert(0, (Subject("half-day"), Audience.SCHOOL))
    if audience is Audience.COACH:
        there = [*((one, audience) for one, _ in there), *there]
    schools = [(Subject("school", one), audience) for one in account.facts.schools]
    own = (
        [(Subject("coach", one), audience) for one in coaches(account.facts)]
        if audience is Audience.COACH
        else []
    )
    return (*own, *schools, (Subject("district"), audience), *there)
