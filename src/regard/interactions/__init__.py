"""Who dealt with whom, when, in which thread, and what came of it."""
