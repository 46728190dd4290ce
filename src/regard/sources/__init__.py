"""Where mail comes from: each source finds its items and keeps a cursor a folder; it knows no tables."""
