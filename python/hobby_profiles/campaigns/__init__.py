"""Audiences put together by rules, on the command line.

Names of topics, collections, brands, journeys and personas enter; the SQL over public marts that
finds their users, the sizes of what it finds, and files to send with leave. The models of
``models/campaigns`` say the same for campaigns that are kept.
Read ``rules.py`` first.
"""
