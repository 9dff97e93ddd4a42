"""Reports on a build: on the terminal and as one HTML page."""
