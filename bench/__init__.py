"""Measurements run by hand: is it true (`bench.truth`), how are the shipped weights made (`bench.weights`), how fast is it."""
