"""The web app in the browser: server-rendered pages over a book, complete without JavaScript."""
