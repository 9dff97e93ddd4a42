"""The pages of the explorer, each with a function ``show``. Read ``topics.py`` first."""
