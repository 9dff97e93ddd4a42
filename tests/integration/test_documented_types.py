"""The types that the YAML files document are those of the tables, with a contract or without."""

from __future__ import annotations

import duckdb
import pytest

from tests.unit.warehouse import documented_columns

pytestmark = pytest.mark.slow

COLUMNS = "select column_name, data_type from information_schema.columns where table_name = ?"


def test_a_build_has_the_documented_columns_and_types(small_build):
    documented, built = {}, {}
    with (
        duckdb.connect() as typed,
        duckdb.connect(str(small_build.database), read_only=True) as warehouse,
    ):
        for name, columns in documented_columns().items():
            typed.execute(
                f"create table {name} ({', '.join(' '.join(item) for item in columns.items())})"
            )
            documented[name] = dict(typed.execute(COLUMNS, [name]).fetchall())
            built[name] = dict(warehouse.execute(COLUMNS, [name]).fetchall())
    assert built == documented
