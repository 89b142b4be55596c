"""Makes the weights of the labeller from pages with gold: `python -m training`."""
