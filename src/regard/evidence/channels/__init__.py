"""The channels of evidence, one function each: its docstring is its public documentation."""
