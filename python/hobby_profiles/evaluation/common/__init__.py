"""What several evaluations need: data sets, intervals, measures of rankings.

Nothing of the product is called here.
Read ``ranking.py`` first.
"""
