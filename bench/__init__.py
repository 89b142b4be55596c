"""Measures `cleaner`: its quality on pages with gold, its speed, and floors under both. Run `python -m bench --help`."""
