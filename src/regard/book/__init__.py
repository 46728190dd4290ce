"""A seller's book of business: the Python interface. Surfaces use `Book` and nothing below it.

    import regard
    with regard.open("book") as book:
        for buyer in book.people():
            print(buyer.name, buyer.trust, buyer.why)

Every reading method takes `as_of` (an ISO date or time; None is now, or an archive's last day) and returns frozen results.
One module a subject; `Book` is all of them together.
"""

from regard.book.coaching import Coaching, coach
from regard.book.correcting import Correcting
from regard.book.preparing import Preparing
from regard.book.protecting import Protecting
from regard.book.proving import Proving
from regard.book.second_reader import SecondReading
from regard.book.sourcing import Sourcing

__all__ = ["Book", "coach"]


class Book(Sourcing, SecondReading, Preparing, Correcting, Coaching, Proving, Protecting):
    """An open book. Use `Book.open` (or `regard.open`), and `close` it or use it in a `with` block. Safe to share by threads."""
