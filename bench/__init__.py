"""Speed and memory, measured: ``python -m bench`` writes target/bench.json."""
