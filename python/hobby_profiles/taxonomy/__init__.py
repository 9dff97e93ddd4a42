"""From accepted labels to a tree of topics with stable ids."""
