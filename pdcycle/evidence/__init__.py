"""Exports to the ledger of what happened."""

from pdcycle.evidence.answers import survey_answers
from pdcycle.evidence.exports import ExportFile
from pdcycle.evidence.ledger import read_ledger
from pdcycle.evidence.notes import Note, private_notes

__all__ = ["ExportFile", "Note", "private_notes", "read_ledger", "survey_answers"]
