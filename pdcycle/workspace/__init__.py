"""Find, read and bind the files of a workspace."""

from pdcycle.workspace.load import Workspace, find_root, load

__all__ = ["Workspace", "find_root", "load"]
