"""English: normal forms, thesaurus, WordNet.

Words and phrases enter, their normal forms and senses leave.
Read ``lexical.py`` first.
"""
