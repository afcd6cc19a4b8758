"""Nobody can be read off a column and its total."""

from hypothesis import given, settings
from hypothesis import strategies as st

from pdcycle.progress.measures import Cell
from pdcycle.progress.privacy import Hidden, shown, shown_column

FLOOR = 5

cells = st.integers(0, 30).flatmap(
    lambda people: st.integers(people, people * 3).flatmap(
        lambda asked: st.integers(0, asked).map(lambda met: Cell(met, asked, people))
    )
)


def test_a_figure_alone():
    assert shown(Cell(2, 4, 4), FLOOR).text == "fewer than 5"
    assert shown(Cell(7, 7, 7), FLOOR).text == "not shown"
    assert shown(Cell(0, 7, 7), FLOOR).hidden is Hidden.ALONE
    assert shown(Cell(12, 12, 12), FLOOR).text == "12 of 12"
    assert shown(Cell(0, 0, 0), FLOOR).text == "–"  # noqa: RUF001
    assert shown(Cell(1, 2, None), FLOOR).text == "1 of 2"
    assert shown(Cell(1, 1, 1), 0).text == "1 of 1"


@settings(max_examples=300)
@given(st.dictionaries(st.sampled_from("abcdefg"), cells, min_size=1))
def test_the_total_less_what_is_shown_leaves_every_hidden_figure_open(column):
    total = Cell(
        sum(cell.numerator for cell in column.values()),
        sum(cell.denominator for cell in column.values()),
        sum(cell.people for cell in column.values()),
    )
    parts, whole = shown_column(column, total, FLOOR)
    hidden = [key for key, part in parts.items() if part.hidden]
    for key in column:
        if column[key].denominator and column[key].people < FLOOR:
            assert key in hidden
            assert parts[key].numerator is None
    if not hidden or whole.hidden:
        return
    met = whole.numerator - sum(part.numerator for part in parts.values() if not part.hidden)
    asked = whole.denominator - sum(part.denominator for part in parts.values() if not part.hidden)
    assert len(hidden) > 1
    # Whoever subtracts knows only the sum: the met of any one of them may be anything from none to floor - 1.
    assert met >= FLOOR - 1
    # What is not done is open by as much, or by all there is of it; never is it known to be nothing.
    assert asked - met >= min(FLOOR - 1, max(1, whole.denominator - whole.numerator))
