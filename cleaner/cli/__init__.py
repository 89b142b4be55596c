"""The command line: `cleaner`. It uses the public API only."""
