"""What the words do: one compiled pass over the author's own words, rules as data."""
