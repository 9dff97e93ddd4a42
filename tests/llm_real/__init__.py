"""A real small model over HTTP: what ``make test-llm`` runs. It proves plumbing, not quality."""
