"""The language model layer: any OpenAI-compatible endpoint, nothing paid twice, nothing lost.

Items and a prompt enter, validated answers leave; what was paid stays in the answer store.
Read ``client.py`` first.
"""
