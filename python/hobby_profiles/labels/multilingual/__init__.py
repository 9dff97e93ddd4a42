"""Labels for texts in Polish, German, Spanish, French, Italian, Dutch and Portuguese.

Texts enter, English labels and their grades leave; English texts go on to the embedded labeller and
judge. Read ``labeller.py`` first. The words in ``data/hobby_words.csv`` and what they tell were
written by a language model.
"""
