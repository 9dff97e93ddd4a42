"""Experiments: which input, how many labels, which prompt, measured by one judge on one sample.

A YAML file enters, a CSV file of results leaves.
Read ``run.py`` first.
"""
