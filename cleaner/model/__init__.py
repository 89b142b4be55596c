"""The learned labeller: what it looks at, how it weighs it, and the filters that paint what it says."""
