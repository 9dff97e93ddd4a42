"""What can be said of a shop's tables before a build.

The tables enter, as dbt reads them; findings with their weight, the marts that each column feeds
and what the build will take leave. Read ``inputs.py`` first.
"""
