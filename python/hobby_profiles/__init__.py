"""Turn what people buy into readable, trustworthy interest profiles, inside the data warehouse."""

__version__ = "0.1.0"
