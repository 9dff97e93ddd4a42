"""What the pages read from published marts: one function a question.

No page shows how many users something has where they are fewer than the least audience, nor a
sensitive topic or product. Read ``topics.py`` first.
"""
