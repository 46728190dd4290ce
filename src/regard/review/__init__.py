"""What a team does about its relationships, month by month: actions, the agenda, what was done and what followed. Pure functions."""
