"""The deal: who decides, where we stand with each of them, and what the relationship puts at risk. Pure functions over frozen records."""
