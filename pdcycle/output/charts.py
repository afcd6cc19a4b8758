"""Every picture a report may carry, as SVG text to be put into a page or written as a file."""

from pdcycle.output.charts_bars import goals_chart, schools_chart
from pdcycle.output.charts_matrix import matrix_chart
from pdcycle.output.charts_steps import steps_chart
from pdcycle.output.charts_time import journey_chart, year_chart
from pdcycle.output.charts_week import week_chart

__all__ = [
    "goals_chart",
    "journey_chart",
    "matrix_chart",
    "schools_chart",
    "steps_chart",
    "week_chart",
    "year_chart",
]
