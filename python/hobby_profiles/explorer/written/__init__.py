"""Files that dbt reads, written by decisions made in the explorer: overrides, campaigns, members.

A decision enters, a row of a CSV file leaves, whole or not at all. Read ``files.py`` first.
"""
