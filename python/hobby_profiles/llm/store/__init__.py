"""The answer store: every paid answer, kept for good, and the ledger of calls.

Answers enter, one commit each; frames for the warehouse and files for colleagues leave.
Read ``answers.py`` first.
"""
