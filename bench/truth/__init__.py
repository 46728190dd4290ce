"""Is it true? Out-of-time measurements of the relationship state on a company's mail graph (`python -m bench.truth`)."""
