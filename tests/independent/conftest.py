"""The calculation's modules stand beside this file and are imported by their own names, never through pdcycle."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
