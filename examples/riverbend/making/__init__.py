"""How riverbend's half-year was made up: who did what (life), and how each system tells it (the rest)."""
