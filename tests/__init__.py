"""Tests of the library: fixtures (whole articles), cases (single lines), properties, and the parts one by one."""
