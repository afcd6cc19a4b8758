"""Blended professional learning as code."""

from __future__ import annotations

import importlib
from typing import Any

__version__ = "0.1.0"

_PUBLIC = {
    "District": "pdcycle.flows.district",
    "Scheduling": "pdcycle.flows.schedule",
    "Validation": "pdcycle.flows.validate",
    "Workspace": "pdcycle.workspace",
    "load": "pdcycle.workspace",
    "read": "pdcycle.flows.district",
    "render": "pdcycle.flows.render",
    "reports": "pdcycle.flows.report",
    "schedule": "pdcycle.flows.schedule",
    "validate": "pdcycle.flows.validate",
}
__all__ = ["__version__", *_PUBLIC]  # noqa: PLE0604 - the names are the table's


def __getattr__(name: str) -> Any:
    """The public names, imported when they are first asked for."""
    if name not in _PUBLIC:
        raise AttributeError(f"module 'pdcycle' has no attribute '{name}'")
    return getattr(importlib.import_module(_PUBLIC[name]), name)
