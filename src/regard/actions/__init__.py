"""What to do about it: the coach beside a draft. Reads what the book answers; stores nothing and sends nothing."""
