"""How people reach the book: command line, REST, web pages."""
