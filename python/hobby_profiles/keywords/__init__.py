"""Keywords of products: what a text is about in words finer than any topic.

Product texts and their accepted labels enter, keywords with salience and their near ones leave.
Read ``extract.py`` first.
"""
