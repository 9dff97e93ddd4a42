"""What a run would ask a language model, as far as the warehouse tells today.

The last build enters, items by purpose leave.
Read ``questions.py`` first.
"""
