"""What pdcycle.yaml and the sources name."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic, Route, error
from pdcycle.rules.naming import home, unknown
from pdcycle.workspace.load import Workspace


def schools_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """Substitutes, rooms and ways between buildings are of the calendar's schools."""
    if workspace.calendar is None:
        return
    schools, top = workspace.calendar.schools, home(workspace, "district")
    for key in ("substitutes", "rooms"):
        for name in getattr(workspace.settings, key):
            here = top.at(key, name).on_key()
            yield from unknown("PD341", "school", name, schools, here, "`schools:` in calendar.yaml")
    for pair in workspace.settings.travel.between:
        here = top.at("travel", "between", pair).on_key()
        first, word, second = pair.partition(" to ")
        if not word:
            yield error("PD356", f"'{pair}' is not two schools", here, help="write it as `lincoln to cedar`")
            continue
        for name in (first, second):
            yield from unknown("PD341", "school", name, schools, here, "`schools:` in calendar.yaml")


def calendar_there(workspace: Workspace) -> Iterator[Diagnostic]:
    """There is a calendar: without one nothing has a date."""
    broken = any(document.file == "calendar.yaml" for document in workspace.documents.values())
    if workspace.calendar is None and not broken:
        yield error(
            "PD357",
            "there is no calendar.yaml, so nothing can have a date",
            Route("pdcycle.yaml"),
            help="add one; `pdcycle init` in an empty folder shows how it looks",
        )


def sources_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """A source's profile, group, survey exist: `there is no profile 'moodel-completion'`."""
    groups = workspace.groups.list if workspace.groups else {}
    for name, source in sorted(workspace.sources.items()):
        place = workspace.place("source", name)
        yield from unknown(
            "PD358", "profile", source.profile, workspace.profiles, place.at("profile"), "profiles/"
        )
        if source.group:
            yield from unknown("PD347", "group", source.group, groups, place.at("group"), "groups.yaml")
        if source.survey:
            yield from unknown(
                "PD351", "survey", source.survey, workspace.surveys, place.at("survey"), "surveys/"
            )


RULES = (schools_known, calendar_there, sources_known)
