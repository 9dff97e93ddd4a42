"""The user side beyond one machine: on Spark, and how its cost grows.

`spark` runs a shop with skew on DuckDB and Spark; `event_log` reads what Spark did; `growth` and
`product_side` fit exponents of time and memory.
"""
