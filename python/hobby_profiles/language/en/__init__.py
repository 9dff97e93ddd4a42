"""English: normal forms, classes of words, senses, thesaurus, WordNet.

Words and phrases enter, their normal forms and senses leave.
Read ``pack.py`` first.
"""
