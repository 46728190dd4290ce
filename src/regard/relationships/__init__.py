"""Trust, value and rapport: state, intervals, explanation."""
