"""The language model layer: any OpenAI-compatible endpoint, nothing paid twice, nothing lost."""
