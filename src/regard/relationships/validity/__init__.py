"""Is it true? Out-of-time protocols over a history of mail and trials: of a book, or of a company's mail graph."""
