"""What calls cost: prices, the estimate before a run, the hard stop within it.

Tokens enter, US dollars leave.
Read ``budget.py`` first.
"""
