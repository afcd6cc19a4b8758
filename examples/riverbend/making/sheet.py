"""A file being written, and the faults planted in it with the line on which each one stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from making.district import ROOT


@dataclass
class Fault:
    """One planted fault: `kind` names it, `do` is what a reader must do with it.

    `outcome` is what becomes of its row: used, folded, aside or unresolved ("" where it is no row).
    """

    kind: str
    what: str
    do: str
    outcome: str = ""
    person: str = ""


@dataclass
class Sheet:
    """Rows of text cells, written with one separator, one encoding and one way of quoting."""

    path: str
    separator: str = ","
    encoding: str = "utf-8"
    end: str = "\n"
    quote: str = "need"  # need, all, or moodle (all but the empty first header)
    rows: list[list[str]] = field(default_factory=list)
    faults: list[tuple[int, Fault]] = field(default_factory=list)

    def add(self, cells: list[str], *faults: Fault) -> None:
        """Add a row, with the faults it carries."""
        self.faults.extend((len(self.rows), fault) for fault in faults)
        self.rows.append(cells)

    def write(self) -> list[dict[str, object]]:
        """Write the file and return its faults with their lines (from 1) and records (from 1)."""
        lines = [self._line(index, row) for index, row in enumerate(self.rows)]
        text = self.end.join(lines) + self.end
        data = text.encode(self.encoding)
        if self.encoding == "utf-16-le":
            data = b"\xff\xfe" + data
        target = ROOT / self.path
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(data)
        return [self._told(lines, index, fault) for index, fault in self.faults]

    def _told(self, lines: list[str], index: int, fault: Fault) -> dict[str, object]:
        line = 1 + sum(row.count("\n") + 1 for row in lines[:index])
        told: dict[str, object] = {"file": self.path, "line": line, "record": index + 1, "fault": fault.kind}
        told |= {"what": fault.what, "do": fault.do, "outcome": fault.outcome, "person": fault.person}
        return told

    def _line(self, index: int, row: list[str]) -> str:
        if self.quote == "moodle" and index == 0:
            return self.separator.join(["", *(self._cell(cell) for cell in row[1:])])
        return self.separator.join(self._cell(cell) for cell in row)

    def _cell(self, cell: str) -> str:
        if self.quote != "need" or any(mark in cell for mark in (self.separator, '"', "\n")):
            return '"' + cell.replace('"', '""') + '"'
        return cell


def odd(kind: str, what: str, do: str, person: str) -> Fault:
    """A fault in a row that a reader still makes use of."""
    return Fault(kind, what, do, "used", person)
