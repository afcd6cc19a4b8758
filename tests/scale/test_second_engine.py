"""Every measure says the same on a Spark Connect engine as on DuckDB, from the same text."""

from datetime import date
from pathlib import Path

import duckdb
import pytest

from pdcycle.duck import query, write_table
from pdcycle.errors import PdcycleError
from pdcycle.flows.district import read
from pdcycle.flows.engine import engine, ledger_written
from pdcycle.flows.facts import facts
from pdcycle.flows.schedule import as_published
from pdcycle.progress.columns import COLUMNS
from pdcycle.progress.measures import texts
from pdcycle.progress.rows import tables

RIVERBEND = Path(__file__).parents[2] / "examples" / "riverbend"


@pytest.fixture(scope="module")
def account():
    district = read(RIVERBEND)
    return facts(district, as_published(district), date(2027, 2, 12)).facts


def same(rows):
    """Rows whatever their order: where a NULL sorts is the one thing the engines do not share."""
    return sorted(
        tuple(
            (key, int(value) if hasattr(value, "as_integer_ratio") else value) for key, value in row.items()
        ).__repr__()
        for row in rows
    )


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("form", ["sent", "parquet", "csv"])
def test_every_figure_is_duckdbs(account, address, form, tmp_path):
    ledger = None if form == "sent" else tmp_path / f"ledger.{form}"
    if ledger is not None:
        ledger_written(account, ledger)
    measures, held = texts(), tables(account)
    here = query(held, COLUMNS, measures)
    there = engine(address, ledger)(held, COLUMNS, measures)
    assert set(there) == set(here)
    assert len(here) > 10
    for name, rows in here.items():
        assert same(there[name]) == same(rows), name


def test_what_an_engine_cannot_read_is_refused_by_name(account, tmp_path):
    with pytest.raises(PdcycleError, match=r"ledger\.xlsx is nothing an engine reads"):
        ledger_written(account, tmp_path / "ledger.xlsx")
    with pytest.raises(PdcycleError, match="'spark://here:7077' is no engine"):
        engine("spark://here:7077", None)


def test_the_ledger_as_parquet_holds_the_evidence(account, tmp_path):
    path = tmp_path / "ledger.parquet"
    write_table(path, COLUMNS["evidence"], tables(account)["evidence"])
    again = tmp_path / "again.parquet"
    ledger_written(account, again)
    assert path.read_bytes() == again.read_bytes()
    [(rows, ids)] = duckdb.sql(f"SELECT count(*), count(DISTINCT id) FROM read_parquet('{path}')").fetchall()
    assert rows == ids == len(tables(account)["evidence"])
