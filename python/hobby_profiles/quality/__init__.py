"""Great Expectations suites as code over the inputs and the marts.

Tables of the warehouse enter, a verdict and Data Docs leave.
Read ``validation.py`` first.
"""
