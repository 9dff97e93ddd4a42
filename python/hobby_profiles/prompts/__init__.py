"""Prompts: versioned files with declared variables and a response schema."""
