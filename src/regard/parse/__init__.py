"""From bytes to messages, zones and automation: pure functions."""
