"""The commands that read a build or work on paid answers.

Arguments enter, text on the terminal or a file leaves.
Read ``show.py`` first.
"""
