"""What the book answers: results put together from the live store and the state, for any past day."""
