"""Troubles that shops' tables have: each is read right, counted with its reason, or named.

Every case is a folder of files written here, staged by dbt in this process.
"""

from __future__ import annotations

import html
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

import duckdb
import pytest
from dbt.cli.main import dbtRunner

from .conftest import invoke_dbt, parsed

PRODUCTS = """product_id,product_name,category_path
1,Merino wool yarn,Crafts > Yarn
2,Two person camping tent,Outdoor > Tents
3,Yoga mat with strap,Sports > Yoga
"""
EVENTS = "user_id,product_id,event_at,quantity,amount"
BASE = [f"{501 + i % 12},{1 + i % 3},2024-0{1 + i % 6}-10 10:00:00,1,20.00" for i in range(24)]
# Without its manifest, which takes a third of the time to write and is the same for every case.
COMMAND = (
    "--no-write-json build --indirect-selection cautious --exclude-resource-type unit_test"
    " --select stg_hobby__events +int_hobby__rejected_rows +stg_hobby__input_health"
    " --exclude test_name:hobby__sound_rows test_name:accepted_values"
).split()

REFUSALS = (
    "false|FALSE|False|f|F|0|0.0|no|No|NO|n|N|nein|non|ja nein|withdrawn|opt-out|opted_out|optout|"
    "revoked|denied|declined|off|unknown|-|?|refused|rejected|unsubscribed|nie|nee|não|いいえ|нет|"
    " false|false |2|-1|null|"
).split("|")
DELETIONS = (
    "2022-12-01|2022-12-01 10:00:00|2022-12-01T10:00:00Z|2022-12-01T10:00:00+01:00|01.12.2022|"
    "12/01/2022|01/12/2022|20221201|1669852800|1669852800000|1 Dec 2022|Dec 1, 2022|true|yes|1|ja|"
    "2022-12-01 10:00 CET|0000-00-00|9999-12-31|2022-13-45|2022-12|22-12-01|deleted|"
    "1. Dezember 2022|2022年12月1日| 2022-12-01 "
).split("|")


@dataclass(frozen=True)
class Case:
    """What lies in the folder, the settings, and what must come of it."""

    events: list[str] = field(default_factory=lambda: BASE)
    header: str = EVENTS
    files: dict[str, str] = field(default_factory=dict)
    parquet: dict[str, str] = field(default_factory=dict)
    settings: dict[str, object] = field(default_factory=dict)
    counts: dict[str, int] | None = None
    message: str = ""
    query: str = ""
    rows: list[tuple] = field(default_factory=list)


def lines(*rows: str) -> list[str]:
    return [*BASE, *rows]


LONG_NAME = "Quote \" and ' and\nnewline, ünïcødé 日本語 🧶 " + "long " * 2000 + "end"

CASES = {
    "missing column": Case(
        files={"products.csv": "product_id,category_path\n1,Yarn\n"},
        message="has no column 'product_name'. Columns seen: product_id, category_path",
    ),
    "missing table": Case(files={"events.csv": ""}, message="No table of events was found"),
    "no parquet": Case(
        files={"products.csv": "", "products.parquet": "this is no parquet"},
        message="The input 'products' in",
    ),
    "no header": Case(
        files={"products.csv": "1,Yarn,Crafts\n"}, message="Is the first line of the file a header?"
    ),
    "future as-of date": Case(
        settings={"hobby__as_of_date": "2999-01-01"},
        message="hobby__as_of_date is '2999-01-01', which lies",
    ),
    "odd as-of date": Case(
        settings={"hobby__as_of_date": "1/2/22"}, message="it must be a date written YYYY-MM-DD"
    ),
    "unknown labeller": Case(
        settings={"hobby__labeller": "chatty"},
        message="hobby__labeller is 'chatty'; allowed are: embedded",
    ),
    "negative window": Case(
        settings={"hobby__lookback_days": -3},
        message="hobby__lookback_days is '-3'; it must be a number",
    ),
    "a long and odd name": Case(
        files={"products.csv": ""},
        parquet={
            "products": "select 1 as product_id, '"
            + LONG_NAME.replace("'", "''")
            + "' as product_name, 'X' as category_path"
        },
        settings={"hobby__min_matched_products": 0.1},
        query="select product_name from staging.stg_hobby__products",
        rows=[(LONG_NAME,)],
    ),
    "clean": Case(counts={"accepted": 24}),
    "no refusal is taken for consent": Case(
        events=[f"R{i},1,2024-05-01,1,10" for i in range(len(REFUSALS))]
        + [f"D{i},1,2024-05-01,1,10" for i in range(len(DELETIONS))]
        + lines("S1,1,2024-05-01,1,10", "S2,1,2024-05-01,1,10", "ANNA@x,1,2024-05-01,1,10")
        + ["505.0,1,2024-05-01,1,10", "Zoe\u0301,1,2024-05-01,1,10"],
        files={
            "Users.CSV": "User ID,has_consent,deleted_at\n"
            + "".join(f'R{i},"{word}",\n' for i, word in enumerate(REFUSALS))
            + "".join(f'D{i},true,"{word}"\n' for i, word in enumerate(DELETIONS))
            + " S1 ,false,\n\u200bs2\t,false,\nanna@x,false,\nanna@x,true,\n505,false,\n"
            + "Zo\u00e9,no,\n"
            + "501,true,\n502,Yes,NULL\n503,1,\n504,t,NaT\n506,y,\n"
        },
        settings={"hobby__min_accepted_share": 0},
        counts={
            "accepted": 22,
            "no_consent": len(REFUSALS) + 4,
            "other_spelling_left_out": 3,
            "deleted_user": len(DELETIONS),
        },
        query="select value_seen from engagement.int_hobby__rejected_rows"
        " where value_seen = 'nein'",
        rows=[("nein",)],
    ),
    "users without a usable column": Case(
        files={"users.csv": "user_id,newsletter\n501,false\n"},
        message="has neither a column 'has_consent' nor 'deleted_at'",
    ),
    "users that cannot be read": Case(
        files={"users.xlsx": "501,false\n"}, message="users.xlsx looks like the users table"
    ),
    "words of consent are a setting": Case(
        files={"users.csv": "user_id,has_consent\n501,oui\n502,true\n"},
        settings={"hobby__consent_words": "oui"},
        counts={"accepted": 22, "no_consent": 2},
    ),
    "levels of a category are parted as the shop says": Case(
        files={"products.csv": PRODUCTS.replace(" > ", "::")},
        settings={"hobby__category_separator": "::"},
        counts={"accepted": 24},
        query="select category_path from staging.stg_hobby__products where product_id = '1'",
        rows=[("Crafts > Yarn",)],
    ),
    "ids of numbers written as floats": Case(
        events=[re.sub(r"^(\d+),(\d+)", r"\1.0,\2.0", row) for row in BASE],
        files={"users.csv": "user_id,has_consent\n503,false\n"},
        counts={"accepted": 22, "no_consent": 2},
        query="select count(*) from staging.stg_hobby__events where user_id = '501'",
        rows=[(2,)],
    ),
    "guests are nobody": Case(
        events=lines(
            *(
                f"{word},1,2024-05-01,1,10"
                for word in ("0", "NULL", "nan", "None", "\\N", "guest", "KASSE", "")
            )
        ),
        settings={"hobby__guest_ids": "0 guest kasse"},
        counts={"accepted": 24, "guest": 7, "missing_user_id": 1},
    ),
    "times in all forms": Case(
        events=lines(
            "A,1,2024-06-01T23:30:00-05:00,1,10",
            "A,1,2024-06-02 04:30:00Z,1,10",
            "A,1,20240602T043000Z,1,10",
            "A,1,2024-06-02T04:30Z,1,10",
            "A,1,2024-06-02 00:30:00 -0400,1,10",
            "A,1,2024-06-02T06:30:00.000+02,1,10",
            "A,1,1717302600,1,10",
            "A,1,1717302600000,1,10",
            "A,1,02.06.2024 04:30,1,10",
            "A,1,2 Jun 2024 04:30,1,10",
            "A,1,2024/6/2 4:30:00,1,10",
            "A,1,2024-W22-7,1,10",
            "A,1,2024-154,1,10",
            "B,1,2024-05-01 10:00 CET,1,10",
            "B,1,6/23/12 16:22,1,10",
            "B,1,22-01-05,1,10",
            "B,1,1970-01-01,1,10",
            "B,1,0001-01-01,1,10",
            "B,1,2999-01-01,1,10",
            "B,1,2024-02-30,1,10",
            "B,1,infinity,1,10",
            "B,1,2022-01,1,10",
        ),
        counts={
            "accepted": 37,
            "unparsable_event_at": 4,
            "two_digit_year": 2,
            "before_1990": 2,
            "after_as_of_date": 1,
        },
        query="select event_at::varchar, count(*) from staging.stg_hobby__events"
        " where user_id = 'A' group by 1 order by 1",
        rows=[("2024-06-02 00:00:00", 2), ("2024-06-02 04:30:00", 11)],
    ),
    "day or month first, not to be told": Case(
        events=["501,1,01/05/2024,1,10", "501,1,02/05/2024,1,10"],
        message="Set hobby__date_order: day_first or month_first",
    ),
    "the whole column tells the order of dates": Case(
        events=["501,1,05/01/2024 4:22 PM,1,10", "502,1,05/31/2024 10:00:00,1,10"],
        counts={"accepted": 2},
        query="select event_at::varchar from staging.stg_hobby__events order by 1",
        rows=[("2024-05-01 16:22:00",), ("2024-05-31 10:00:00",)],
    ),
    "a setting tells the order of dates": Case(
        events=["501,1,01/05/2024,1,10"],
        settings={"hobby__date_order": "day_first"},
        counts={"accepted": 1},
        query="select event_at::varchar from staging.stg_hobby__events",
        rows=[("2024-05-01 00:00:00",)],
    ),
    "decimal commas": Case(
        header=EVENTS.replace(",", ";"),
        events=[
            *(row.replace(",", ";").replace("20.00", "20,50") for row in BASE),
            "502;1;2024-05-01;2;1.234,50",
            "502;1;2024-05-01;2;12.50",
        ],
        counts={"accepted": 25, "unparsable_number": 1},
        query="select max(amount), min(amount) from staging.stg_hobby__events",
        rows=[(1234.5, 20.5)],
    ),
    "a thousand or one and a bit": Case(
        events=['501,1,2024-05-01,1,"1,234"'], message="Set hobby__decimal_mark: '.' or ','"
    ),
    "one bad row stops nothing": Case(
        header=EVENTS + ",unit_price,event_type,event_id",
        events=[
            *(f"{row},,,e{number}" for number, row in enumerate(BASE)),
            "501,1,2024-05-01,1000000000,,1000000000,,a",
            "501,1,2024-05-01,1,999999999999999,,,b",
            "501,1,2024-05-01,1,inf,,,c",
            "501,1,2024-05-01,1,nan,,,d",
            "501,1,2024-05-01,1,--5,,,e",
            "501,1,2024-05-01,1,-4,,cart,f",
            "501,1,2024-05-01,-1,4,,view,g",
            "501,1,2024-05-01,1,4,,kauf,h",
            "501,1,2024-05-01,0,4,,,i",
            "501,1,2024-05-01,1,4",
            "501,1,2024-05-01,1,4,,,j,surplus,cells",
            "501,1,notadate,1,4,,,same",
            "501,1,2024-05-01,1,4,,,same",
            "501,1,2024-05-02,1,4,,,same",
        ],
        counts={
            "accepted": 26,
            "unparsable_number": 4,
            "negative_amount": 1,
            "negative_quantity": 1,
            "unknown_event_type": 1,
            "zero_quantity": 1,
            "ragged_row": 2,
            "unparsable_event_at": 1,
            "repeated_event_id": 1,
        },
    ),
    "money back without goods": Case(
        events=[
            "501,2,2024-05-01 10:00:00,1,200.00",
            "501,2,2024-05-09 10:00:00,-1,-10.00",
            "502,2,2024-05-01 10:00:00,1,200.00",
            "502,2,2024-05-09 10:00:00,1,-10.00",
            "503,2,2024-05-01 10:00:00,1,200.00",
            "503,2,2024-05-09 10:00:00,,-10.00",
            "504,2,2024-05-01 10:00:00,1,200.00",
            "504,2,2024-05-09 10:00:00,0,-10.00",
        ],
        counts={"accepted": 4, "return_applied": 4},
        query="select distinct quantity, amount from staging.stg_hobby__events",
        rows=[(1, 190)],
    ),
    "a late slip does not move the as-of day": Case(
        events=lines("999,1,2026-01-15,1,0.01"),
        counts={"accepted": 24, "after_as_of_date": 1},
        message="taken for slips",
        query="select as_of_date::varchar from staging.stg_hobby__as_of",
        rows=[("2024-06-10",)],
    ),
    "rows of labels are counted": Case(
        files={
            "product_labels.csv": "product_id,label,kind,fit_grade\n1,knitting,activity,5\n"
            f"1,,activity,5\n,yarn,,\n2,camping,sport,\n3,yoga,Activity,9\n3,{'yo' * 40},,4\n"
        },
        query="select reason, row_count::int from engagement.int_hobby__rejected_rows"
        " where input_table = 'product_labels' order by reason",
        rows=[
            ("accepted", 2),
            ("fit_grade_out_of_range", 1),
            ("label_too_long", 1),
            ("missing_label", 1),
            ("missing_product_id", 1),
        ],
    ),
    "a till is no person": Case(
        events=lines(*(f"till,{1 + i % 3},2024-05-01,1,10" for i in range(40))),
        counts={"accepted": 24, "implausible_user": 40},
    ),
    "the best-formed name of a product": Case(
        files={
            "products.csv": PRODUCTS
            + "1,?,\n1,DAMAGED,\n2,Two person camping tent (old),Outdoor > Tents\n3, ,\n"
            + "4,&lt;b&gt; A &amp; B&#39;s &#8211; set,\n"
        },
        query="select product_name from staging.stg_hobby__products order by product_id",
        rows=[
            ("Merino wool yarn",),
            ("Two person camping tent",),
            ("Yoga mat with strap",),
            (html.unescape("&lt;b&gt; A &amp; B&#39;s &#8211; set"),),
        ],
    ),
    "categories of Magento": Case(
        files={
            "products.csv": "product_id,product_name,category_path\n"
            '1,Yarn,"Default Category/Crafts/Yarn,Default Category/Sale"\n'
            '2,Tent,"Default Category/Sale,Default Category/Outdoor/Camping/Tents"\n'
            "3,Mat,Sports/Yoga\n"
        },
        query="select category_path from staging.stg_hobby__products order by product_id",
        rows=[("Crafts > Yarn",), ("Outdoor > Camping > Tents",), ("Sports > Yoga",)],
    ),
    "Parquet of all types": Case(
        events=[],
        files={"events.csv": ""},
        parquet={
            "events": "select user_id, product_id, event_at::timestamptz as event_at, amount from"
            " (values (501.0, 1.0, '2024-06-10 23:30:00-05', 'nan'::double),"
            " (502.0, 2.0, '2024-06-10 23:30:00+12', 5.0), (null, 1.0, '2024-06-10', 'inf'))"
            " as t (user_id, product_id, event_at, amount)",
            "products": "select i as product_id, 'Merino yarn ' || i as product_name,"
            " ['A', 'B'] as category_path from range(3) as t (i)",
        },
        counts={"accepted": 2, "missing_user_id": 1},
        query="select user_id, event_at::varchar, amount from staging.stg_hobby__events order by 1",
        rows=[("501", "2024-06-11 04:30:00", 0), ("502", "2024-06-10 11:30:00", 5)],
    ),
    "a name that is a struct": Case(
        files={"products.csv": ""},
        parquet={
            "products": "select 1 as product_id, {'de': 'Wolle', 'en': 'Wool'} as product_name"
        },
        message="'product_name' of type STRUCT",
    ),
    "no usable row": Case(
        events=[row.replace("2024-0", "6/2").replace("-10 10", "/12 10") for row in BASE],
        counts={"two_digit_year": 24},
        message="accepted_share is 0.0000, below hobby__min_accepted_share (0.5). "
        "Rejected: two_digit_year",
    ),
    "products that match nothing": Case(
        files={"products.csv": "product_id,product_name\nX1,Yarn\nX2,Tent\n"},
        message="matched_products is 0.0000, below hobby__min_matched_products",
    ),
    "users that match nothing": Case(
        files={"users.csv": "user_id,has_consent\n" + "".join(f"U-{i},true\n" for i in range(20))},
        message="matched_users is 0.0000, below hobby__min_matched_users",
    ),
    "ids as spreadsheets and other systems write them": Case(
        events=lines(
            *(
                f"{user},1,2024-05-01,1,10"
                for user in (
                    "\u00a0a1\u00a0",
                    "５０５",
                    "00507",
                    "508.00",
                    "'509",
                    "{C1}",
                    "Straße",
                    "007",
                )
            )
        ),
        files={
            "users.csv": "user_id,has_consent\n"
            + "".join(f"{user},no\n" for user in ("a1", 505, 507, 508, 509, "c1", "STRASSE"))
        },
        counts={"accepted": 17, "no_consent": 9, "other_spelling_left_out": 6},
        query="select count(*) from staging.stg_hobby__events where user_id = '007'",
        rows=[(1,)],
    ),
    "ids that a spreadsheet rounded": Case(
        events=lines("1.23457E+12,1,2024-05-01,1,10", "501,1.0e+07,2024-05-01,1,10", "1e5,1,,,")
        + lines("a1e5+,1,2024-05-01,1,10"),
        counts={"accepted": 49, "rounded_id": 2, "unparsable_event_at": 1},
    ),
    "words that are no consent": Case(
        events=lines(*(f"X{i},1,2024-05-01,1,10" for i in range(14))),
        files={
            "users.csv": "user_id,has_consent\n"
            + "".join(
                f'X{i},"{word}"\n'
                for i, word in enumerate(
                    "sí|TRUE but revoked|yes, until 2022|Y/N|1;0|true,false|✓|x|[]|{'a': false}|٠"
                    "|yes?|1.0|true\n".split("|")
                )
            )
        },
        counts={"accepted": 26, "no_consent": 12},
    ),
    "what says that nobody was deleted": Case(
        events=lines(*(f"X{i},1,2024-05-01,1,10" for i in range(9))),
        files={
            "users.csv": "user_id,deleted_at\n"
            + "".join(
                f"X{i},{word}\n"
                for i, word in enumerate("NaT|None|\\N|n/a|0|never|-|false|No".split("|"))
            )
        },
        counts={"accepted": 28, "deleted_user": 5},
    ),
    "two columns of consent": Case(
        files={"users.csv": "user_id,has_consent,HAS_CONSENT\n501,true,false\n"},
        message="has two columns called 'has_consent'",
    ),
    "refusals in a column of another name": Case(
        files={"users.csv": "user_id,opt_out\n501,true\n"},
        message="has neither a column 'has_consent' nor 'deleted_at'",
    ),
    "ids that look like comments": Case(
        events=lines(*(f"{user},1,2024-05-01,1,10" for user in ("#1", "--2", "//3", ";4"))),
        counts={"accepted": 28},
    ),
    "exports joined whose columns differ": Case(
        events=lines("product_id,user_id,event_at,quantity,amount", "2,501,2024-05-01,1,10"),
        message="exports were joined whose columns differ",
    ),
    "the foot of a database's export": Case(
        events=lines("", "(24 rows affected)", "Total,,,24,480.00"),
        counts={"accepted": 24, "ragged_row": 1, "missing_product_id": 1},
    ),
    "guests in words and zeros": Case(
        events=lines(
            *(
                f"{user},1,2024-05-01,1,10"
                for user in (
                    "Guest checkout",
                    "anonymous",
                    "-1",
                    "00000000-0000-0000-0000-000000000000",
                    "#N/A",
                    "undefined",
                    "guesthouse7",
                )
            )
        ),
        counts={"accepted": 25, "guest": 6},
    ),
    "more forms of time": Case(
        events=lines(
            "A,1,1718013600.25,1,10",
            "A,1,1718013600000000,1,10",
            'A,1,"Jun 10, 2024 10:00:00 AM",1,10',
            "A,1,2024-06-10 15:30:00+0530,1,10",
            "B,1,10-JUN-24,1,10",
            "B,1,2024-06-10T10:00 Europe/Berlin,1,10",
            "B,1,10. Juni 2024,1,10",
        ),
        counts={"accepted": 28, "two_digit_year": 1, "unparsable_event_at": 2},
        query="select distinct event_at::varchar from staging.stg_hobby__events"
        " where user_id = 'A'",
        rows=[("2024-06-10 10:00:00",)],
    ),
    "money back for more, and before": Case(
        header=EVENTS + ",event_type",
        events=[
            "601,2,2024-05-01 10:00:00,1,200.00,purchase",
            "601,2,2024-04-30 10:00:00,-1,-200.00,",
            "602,2,2024-05-01,2,200.00,",
            "602,2,2024-05-09,-1,-100.00,",
            "604,2,2024-05-01,1,200.00,",
            "604,2,2024-05-09,1,-300.00,",
            "605,2,2024-05-01,1,200.00,purchase",
            "605,2,2024-05-09,1,200.00,return",
            "607,2,2024-05-01,3,300.00,",
            "607,2,2024-05-09,0,-30,",
        ],
        counts={
            "accepted": 3,
            "return_applied": 4,
            "returned_in_full": 2,
            "return_without_purchase": 1,
        },
        query="select user_id, quantity, amount from staging.stg_hobby__events order by 1",
        rows=[("601", 1, 200), ("602", 1, 100), ("607", 3, 270)],
    ),
    "levels parted by pipes": Case(
        files={
            "products.csv": PRODUCTS.replace("Crafts > Yarn", '"Clothing, Shoes|Women| Socks"')
            .replace("Outdoor > Tents", "Root Catalog|Outdoor|Tents")
            .replace("Sports > Yoga", "|Sports|Yoga|")
        },
        query="select category_path from staging.stg_hobby__products order by product_id",
        rows=[("Clothing, Shoes > Women > Socks",), ("Outdoor > Tents",), ("Sports > Yoga",)],
    ),
    "levels parted by arrows": Case(
        files={"products.csv": PRODUCTS.replace(" > ", " → ")},
        query="select category_path from staging.stg_hobby__products order by product_id",
        rows=[("Crafts > Yarn",), ("Outdoor > Tents",), ("Sports > Yoga",)],
    ),
    "names that are none": Case(
        files={
            "products.csv": PRODUCTS + "1,#N/A,\n1,LOST,\n2,NULL,\n2,test,\n"
            "3,yoga mat (do not use),\n"
        },
        query="select product_name from staging.stg_hobby__products order by product_id",
        rows=[("Merino wool yarn",), ("Two person camping tent",), ("Yoga mat with strap",)],
    ),
    "entities written twice": Case(
        files={
            "products.csv": PRODUCTS.replace("Merino wool", "Merino &amp;amp; wool").replace(
                "Yoga mat", "Yoga &#x1F9D8; mat &lt;3 AT&T &unknown;"
            )
        },
        query="select product_name from staging.stg_hobby__products order by product_id",
        rows=[
            ("Merino &amp; wool yarn",),
            ("Two person camping tent",),
            ("Yoga 🧘 mat <3 AT&T &unknown; with strap",),
        ],
    ),
    "numbers that are none in Parquet": Case(
        events=[],
        files={"events.csv": ""},
        parquet={
            "events": "select * from (values ('501', '1', timestamp '2024-05-01', 'nan'::double,"
            " 'inf'::double), ('502', '2', timestamp '2024-05-01', 'nan', 5.0), ('503', '2',"
            " 'infinity'::timestamp, 1.0, 5.0))"
            " as t (user_id, product_id, event_at, quantity, amount)"
        },
        settings={"hobby__min_accepted_share": 0},
        counts={"accepted": 1, "unparsable_number": 1, "after_as_of_date": 1},
    ),
    "orders of a test long before": Case(
        events=lines("999,1,1999-01-15,1,0.01"),
        counts={"accepted": 24, "before_window": 1},
    ),
}
RED = {
    "missing column",
    "missing table",
    "no parquet",
    "no header",
    "future as-of date",
    "odd as-of date",
    "unknown labeller",
    "negative window",
    "users without a usable column",
    "users that cannot be read",
    "two columns of consent",
    "refusals in a column of another name",
    "exports joined whose columns differ",
    "day or month first, not to be told",
    "a thousand or one and a bit",
    "a name that is a struct",
    "no usable row",
    "products that match nothing",
    "users that match nothing",
}


@pytest.fixture
def database(tmp_path, monkeypatch) -> Path:
    """Where dbt builds: under the name that the parsed project has it."""
    found = tmp_path / "hobby_profiles.duckdb"
    monkeypatch.setenv("HOBBY_DUCKDB_PATH", str(found))
    monkeypatch.setenv("DBT_TARGET_PATH", str(tmp_path / "target"))
    monkeypatch.setenv("DBT_LOG_PATH", str(tmp_path / "logs"))
    return found


def run(command: list[str], settings: dict[str, object]) -> tuple[bool, str]:
    """Run dbt on the project parsed once, and return whether it succeeded and what it printed."""
    runner = dbtRunner(manifest=parsed())
    succeeded, printed = invoke_dbt(runner, [*command, "--vars", json.dumps(settings)])
    return succeeded, " ".join(printed.split())


def written(case: Case, folder: Path) -> Path:
    files = {"products.csv": PRODUCTS, "events.csv": "\n".join([case.header, *case.events, ""])}
    for name, text in {**files, **case.files}.items():
        if text:
            (folder / name).write_text(text)
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        for name, query in case.parquet.items():
            connection.execute(f"copy ({query}) to '{folder / name}.parquet'")
    return folder


@pytest.mark.parametrize("name", CASES)
def test_case(name, database, tmp_path):
    case = CASES[name]
    settings = {"hobby__data_dir": str(written(case, tmp_path)), **case.settings}
    succeeded, output = run(COMMAND, settings)
    assert case.message in output, output[-3000:]
    assert succeeded == (name not in RED), output[-3000:]
    with duckdb.connect(str(database), read_only=True) as connection:
        if case.counts is not None:
            assert (
                dict(
                    connection.execute(
                        "select reason, row_count from engagement.int_hobby__rejected_rows"
                        " where input_table = 'events'"
                    ).fetchall()
                )
                == case.counts
            )
        if case.query:
            assert connection.execute(case.query).fetchall() == case.rows


def test_a_clock_set_back_is_refused_with_the_days_seen(database, tmp_path):
    events = lines("506,1,2024-01-05,1,10")
    earlier = [row for row in events if "2024-06" not in row]
    erased = [row for row in earlier if not row.startswith("506")]
    first_models = "run --select stg_hobby__as_of stg_hobby__events_typed".split()

    def as_of(events: list[str], command: list[str], **settings: object) -> tuple[str, str]:
        settings["hobby__data_dir"] = str(written(Case(events=events), tmp_path))
        _, output = run(command, settings)
        with duckdb.connect(str(database), read_only=True) as connection:
            found = connection.execute("select as_of_date::varchar from staging.stg_hobby__as_of")
            return found.fetchall()[0][0], output

    assert as_of(events, COMMAND)[0] == "2024-06-10"
    day, output = as_of(earlier, first_models)
    assert day == "2024-06-10"
    assert "would look from 2024-05-10, but the last one read events up to 2024-06-10" in output
    assert "of those after 2024-05-10, 2 are of people who are still in the events" in output
    assert as_of(earlier, first_models, hobby__as_of_date="2024-04-30")[0] == "2024-04-30"
    assert as_of(earlier, first_models, hobby__allow_earlier_as_of=True)[0] == "2024-05-10"
    assert as_of(events, first_models)[0] == "2024-06-10"
    assert as_of(earlier, [*first_models, "--full-refresh"])[0] == "2024-05-10"
    assert as_of(events, first_models)[0] == "2024-06-10"
    assert as_of(erased, first_models)[0] == "2024-05-10"
