"""From the bytes of a mail to a `Message` with its words in zones (`parse.message`): pure functions, and no mail makes them fail."""
