"""Handing the user side over to another engine: a build enters, Parquet and SQL for it leave.

`user_side` says which tables that takes, `write` writes them; `command` is what is typed.
"""
