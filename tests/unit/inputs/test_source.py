"""Files are read as they are written, every record counted, or refused in one sentence."""

from __future__ import annotations

import gzip

import duckdb
import pytest

from hobby_profiles.inputs.source import Request, Source, find_source

COLUMNS = ("user_id", "product_id", "event_at", "quantity", "amount")
HEADER = "user_id,product_id,event_at,quantity,amount"
ROW = "U1,P1,2022-01-05,1,10"


def source_of(folder, name="events", **settings) -> Source:
    return find_source(Request(str(folder), name, COLUMNS, **settings))


def rows_of(source: Source) -> list[tuple]:
    assert source.problem == ""
    with duckdb.connect() as connection:
        return connection.execute(f"select * from {source.relation}").fetchall()


PLAIN = [("U1", "P1", "2022-01-05", "1", "10", None)]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (f"{HEADER}\n{ROW}\n", PLAIN),
        (f"{HEADER}\n{ROW}", PLAIN),
        (f"\ufeff{HEADER}\r\n{ROW}\r\n", PLAIN),
        (f"{HEADER}\r{ROW}\r", PLAIN),
        (f"{HEADER}\r\n{ROW}\n\n\r\n", PLAIN),
        (f"{HEADER}\n{ROW}\n".replace(",", ";"), PLAIN),
        (f"{HEADER}\n{ROW}\n".replace(",", "\t"), PLAIN),
        (f"{HEADER}\n{ROW}\n".replace(",", "|"), PLAIN),
        (f"sep=;\n{HEADER}\n{ROW}\n".replace(",", ";"), PLAIN),
        (f'"sep=,"\n{HEADER}\n{ROW}\n'.replace('"', ""), PLAIN),
        (f"{HEADER}\n#U1,P1,,,\n", [("#U1", "P1", "", "", "", None)]),
        (f'{HEADER}\n"U,1","P""1""",,,27" wide\n', [("U,1", 'P"1"', "", "", '27" wide', None)]),
        (f'{HEADER}\n"U\n1",P1,,,\n{ROW}\n', [("U\n1", "P1", "", "", "", None), *PLAIN]),
        (f"{HEADER}\nU1,P1\n", [("U1", "P1", None, None, None, "ragged_row")]),
        (f"{HEADER}\n{ROW},surplus,cells\n", [(*PLAIN[0][:5], "ragged_row")]),
        (
            f'{HEADER}\n{ROW}\nU2,"open,1,2,3\n',
            [*PLAIN, ("U2", "open,1,2,3", None, None, None, "ragged_row")],
        ),
        (f"{HEADER}\n{HEADER}\n", [(*COLUMNS, "repeated_header")]),
        (f"{HEADER}\n", []),
    ],
)
def test_csv_is_read_as_written(tmp_path, content, expected):
    (tmp_path / "events.csv").write_bytes(content.encode())
    read = rows_of(source_of(tmp_path))
    assert [tuple(None if v is None else v.rstrip("\n") for v in row) for row in read] == expected


def test_a_quote_far_down_is_read_as_one(tmp_path):
    lines = [f"U{number},P1,2022-01-05,1,10" for number in range(30_000)]
    (tmp_path / "events.csv").write_text("\n".join([HEADER, *lines, '"U,x",P1,,,', ""]))
    source = source_of(tmp_path)
    assert "30,001 records" in source.stated
    assert rows_of(source)[-1][0] == "U,x"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty: not even a header"),
        (f"{HEADER}\nU1,H\xe4kel,,,\n".encode("latin-1"), "byte 0xe4 in line 2"),
        (b"user_id,User ID\n1,2\n", "two columns called 'user_id'"),
        (f'{HEADER}\n"U1,P1,,,\n{ROW}\n{ROW}\n'.encode(), "a quote in line 2 opens a text"),
        (f'{HEADER}\n"27" U1,P1,,,\n"x",P1,,,\n{ROW}\n'.encode(), ""),
        (
            f"{HEADER}\n{ROW}\nproduct_id,user_id,event_at,quantity,amount\n".encode(),
            "1 more header",
        ),
    ],
    ids=["empty", "encoding", "twins", "open quote", "odd quotes", "joined exports"],
)
def test_what_cannot_be_read_is_named(tmp_path, content, message):
    (tmp_path / "events.csv").write_bytes(content)
    source = source_of(tmp_path)
    if message:
        assert message in source.problem
    else:
        assert source.problem or len(rows_of(source)) == 3


def test_settings_win_over_what_is_found(tmp_path):
    (tmp_path / "events.csv").write_bytes("user_id;x,y\nH\xe4;1,2\n".encode("latin-1"))
    found = source_of(tmp_path, encoding="latin-1")
    assert rows_of(found) == [("H\xe4", "1,2", None)]
    other = source_of(tmp_path, encoding="latin-1", delimiter=",")
    assert rows_of(other) == [("H\xe4;1", "2", None)]


def test_parts_and_other_spellings_of_a_name_are_found(tmp_path):
    (tmp_path / "Events.CSV.gz").write_bytes(gzip.compress(f"{HEADER}\n{ROW}\n".encode()))
    assert rows_of(source_of(tmp_path)) == PLAIN
    folder = tmp_path / "products"
    for year in ("2023", "2024"):
        (folder / f"year={year}").mkdir(parents=True)
        (folder / f"year={year}" / "part-0.csv").write_text("product_id,product_name\nP1,Yarn\n")
    (folder / "_SUCCESS").touch()
    assert len(rows_of(source_of(tmp_path, "products"))) == 2


def test_parquet_parts_of_different_columns_are_read_together(tmp_path):
    folder = tmp_path / "events.parquet"
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute(f"copy (select 'U1' as user_id) to '{folder}/a.parquet'")
        connection.execute(f"copy (select 'U2' as user_id, 1 as x) to '{folder}/b.parquet'")
    assert rows_of(source_of(tmp_path)) == [("U1", None), ("U2", 1)]


@pytest.mark.parametrize(
    "names",
    [["users.xlsx"], ["user.csv"], ["users_2024.csv"], ["users.csv", "users.parquet"]],
)
def test_consent_is_never_passed_over(tmp_path, names):
    for name in names:
        (tmp_path / name).write_text("user_id,has_consent\nU1,false\n")
    problem = source_of(tmp_path, "users").problem
    assert names[0] in problem
    assert "hobby__users" in problem


def test_damaged_parquet_is_named_with_the_reason(tmp_path):
    (tmp_path / "events.parquet").write_text("this is no parquet")
    problem = source_of(tmp_path).problem
    assert "'events'" in problem
    assert "too small to be a Parquet file" in problem or "magic bytes" in problem


def test_a_file_without_permission_and_a_quote_in_a_path(tmp_path):
    folder = tmp_path / "o'shop"
    folder.mkdir()
    (folder / "events.csv").write_text(f"{HEADER}\n{ROW}\n")
    assert rows_of(source_of(folder)) == PLAIN
    (folder / "events.csv").unlink()
    (folder / "events.csv").symlink_to(folder / "gone.csv")
    assert "No such file" in source_of(folder).problem
