"""A made-up company with known truth, generated from a seed."""
