"""Measures, and the runners that produce the figures of the docs."""
