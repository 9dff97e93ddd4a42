"""The user side beyond one machine: on Spark, and how its cost grows.

`spark` runs a shop with skew on DuckDB and Spark; `event_log` reads what Spark did; `growth` fits
exponents of time and memory.
"""
