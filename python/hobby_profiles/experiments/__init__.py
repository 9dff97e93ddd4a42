"""Experiments: which input, how many labels, which prompt, measured by one judge on one sample."""
