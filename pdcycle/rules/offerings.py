"""What the catalog, the rubric and the surveys say of each other."""

from __future__ import annotations

from collections.abc import Iterator

from pdcycle.diagnostics import Diagnostic, Route, warning
from pdcycle.rules.naming import as_written, home, listed, unknown
from pdcycle.workspace.load import Workspace


def components_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """The components of courses and focus areas are on the rubric: `there is no component '3z'`."""
    if workspace.rubric is None:
        return
    places = [home(workspace, "rubric").at("focus", name, "components") for name in workspace.rubric.focus]
    if workspace.catalog is not None:
        top = home(workspace, "catalog")
        places += [top.at("list", name, "components") for name in workspace.catalog.list]
    for place in places:
        for name, here in listed(place, as_written(workspace, place)):
            yield from unknown(
                "PD348", "component", name, workspace.rubric.components, here, "`components:` in rubric.yaml"
            )


def audiences_known(workspace: Workspace) -> Iterator[Diagnostic]:
    """A question is asked of audiences its survey has: `there is no audience 'family'`."""
    for name, survey in sorted(workspace.surveys.items()):
        top = workspace.place("survey", name)
        for item in survey.items:
            place = top.at("items", item, "audience")
            for audience, here in listed(place, as_written(workspace, place)):
                yield from unknown("PD355", "audience", audience, survey.audiences, here, "`audiences:`")


def options_plain(workspace: Workspace) -> Iterator[Diagnostic]:
    """No option holds `,` or `;`, at which forms split the answers: `Yes, always`."""
    for name, survey in sorted(workspace.surveys.items()):
        top = workspace.place("survey", name)
        for scale, entry in survey.scales.items():
            for at, option in enumerate(entry.options):
                here = top.at("scales", scale, "options", at)
                for language, text in option.items():
                    if "," in text or ";" in text:
                        yield _split(text, here.at(language) if language else here)


def _split(text: str, place: Route) -> Diagnostic:
    mark = "," if "," in text else ";"
    return warning(
        "PD028",
        f"the option holds '{mark}', at which forms split several answers",
        place,
        help=f"write it without, such as `{text.replace(',', '').replace(';', '')}`",
    )


RULES = (components_known, audiences_known, options_plain)
