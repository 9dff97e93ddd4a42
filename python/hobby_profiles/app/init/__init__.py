"""A shop's first lines: what its own dbt project needs to have this one installed.

In: the names of its tables or files. Out: texts of files, each column of the contract beside the
shop's own that seems to hold it. Read `columns.py` first.
"""
