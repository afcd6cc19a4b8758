"""Write truth.json, who really did what at riverbend, and then the exports that tell it with faults.

Needs Python and PyYAML only; the same bytes on every run. Nothing here belongs to pdcycle.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.dont_write_bytecode = True

from making import answers, district, forms, goals, life, moodle, records, zoom  # noqa: E402

PRIVATE = ("exports/evaluations-2026.csv", "exports/observations.csv", "private/coaching-log.csv")


def main() -> None:
    """Truth first; then each system's files; then the truth once more, with the faults they carry."""
    riverbend = district.load()
    truth = life.live(riverbend)
    truth["answers"] = answers.given(riverbend)
    truth["measurements"] = goals.measured()
    truth["minutes"] = goals.shared(truth)
    write_truth(truth, [])
    faults = []
    for system in (moodle, forms, zoom, records, goals):
        faults += system.write(riverbend, truth)
    truth["marks"] = [{"file": name, "mark": mark} for name, mark in marks()]
    write_truth(truth, faults)


def marks() -> list[tuple[str, str]]:
    """The mark of every private note that was written, with its file: none may appear where it does not belong."""
    found = set()
    for name in PRIVATE:
        text = (district.ROOT / name).read_text("cp1252" if "observations" in name else "utf-8")
        found |= {(name, mark) for mark in re.findall(r"\[\w+ \w+ \d{4}\]", text)}
    return sorted(found)


def write_truth(truth: dict, faults: list[dict]) -> None:
    """One record a line, so that a difference reads as what changed."""
    parts = [f'  "as_of": "{district.TODAY}"']
    for name, rows in (*truth.items(), ("faults", faults)):
        lines = ",\n".join("    " + json.dumps(row, ensure_ascii=False) for row in rows)
        parts.append(f'  "{name}": [\n{lines}\n  ]' if rows else f'  "{name}": []')
    text = "{\n" + ",\n".join(parts) + "\n}\n"
    (district.ROOT / "truth.json").write_bytes(text.encode())


if __name__ == "__main__":
    main()
