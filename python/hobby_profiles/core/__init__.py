"""What every package stands on: settings, errors, tables of the warehouse, progress, terminal.

Nothing enters but dbt variables and the DuckDB file; typed settings and rows leave.
Read ``settings.py`` first.
"""
