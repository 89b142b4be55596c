"""The filters: one a module, each named as its module. `cleaner.contents` says in which order they run."""
