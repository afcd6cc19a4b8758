"""pdcycle count: one source's export at once, however long it is."""

from __future__ import annotations

from pdcycle.cli.exits import DONE
from pdcycle.cli.options import Call, CountBy, Reader, Shown
from pdcycle.diagnostics import has_errors
from pdcycle.errors import PdcycleError
from pdcycle.flows.count import counted, without_people
from pdcycle.language.places import settle
from pdcycle.output.counted import counted_text
from pdcycle.workspace import find_root

_FORMS = {Shown.TEXT: "text", Shown.MD: "markdown", Shown.CSV: "csv", Shown.JSON: "json"}


def run(
    call: Call,
    source: str,
    by: CountBy | None,
    shown: Shown,
    audience: Reader,
    as_of: str | None,
    *,
    every_row: bool,
    engine: str | None = None,
) -> int:
    """Show the figures of one source; what it says of people is for coaches."""
    if shown not in _FORMS:
        raise PdcycleError("figures are no page", "ask for --format text, md, csv or json")
    if shown is Shown.CSV and by is None:
        raise PdcycleError("a CSV holds one table", "say which with --by school, course, teacher or week")
    if audience is Reader.SELF:
        raise PdcycleError(
            "an export is about many people", "`pdcycle report --audience self --person ID` is one's own"
        )
    workspace = without_people(find_root(call.start))
    found = settle(list(workspace.diagnostics), workspace.documents)
    if found:
        from pdcycle.cli.validate import explain

        explain(call.terminal, found, {name: one.text for name, one in workspace.documents.items()})
    if has_errors(found):
        raise PdcycleError("nothing was counted", "correct what stands above")
    settings = workspace.settings
    today = call.terminal.as_of(as_of, settings.as_of, settings.zone)
    part = by.value if by else None
    made = counted(workspace, source, today, audience.value, part, every_row=every_row, engine=engine)
    call.terminal.result(counted_text(made, _FORMS[shown], call.terminal.width))
    return DONE
