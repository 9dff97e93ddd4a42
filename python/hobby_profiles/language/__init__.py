"""What is known of a language: stop words, forms of words, thesaurus, proper names.

Words and phrases enter, their normal forms and senses leave; English is the first language.
Read ``en/lexical.py`` first.
"""
