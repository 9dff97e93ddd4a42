"""The command line, the generated docs and the estimate: what puts the packages together.

Arguments enter, calls of one package each leave.
Read ``cli.py`` first.
"""
