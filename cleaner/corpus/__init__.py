"""Cleaning a corpus: files of many formats in, rows of one shape out, in several processes, and on from where it was stopped.

```
 inputs ──▶ sources ──▶ batches ──▶ work ──▶ output
 files,     items of    some 1 MB   rows,     rows and errors,
 in order   one file    of items    errors    up to the last checkpoint
```

`run.py` puts them together. Only `work` runs in the worker processes; all else happens in one process, in the order of the
input: so neither the number of workers nor an interruption can change a byte of what is written.
"""
