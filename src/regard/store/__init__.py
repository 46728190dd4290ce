"""The truth on disk and its rebuildable copies: records, live, generations, and the engine seam."""
