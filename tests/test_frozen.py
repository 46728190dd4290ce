"""Frozen dataclasses of our own making behave as the standard library's do."""

from __future__ import annotations

import copy
import dataclasses
import importlib
import pickle
import pkgutil
import sys
from typing import Generic, TypeVar

import pytest

import regard
from regard.frozen import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """What is asked for a thing."""

    item: str
    price: int
    notes: tuple[str, ...] = ()
    seen: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """The same by the standard library."""

    item: str
    price: int
    notes: tuple[str, ...] = ()
    seen: dict[str, int] = dataclasses.field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Name:
    """One field alone."""

    said: str


def test_it_is_compared_hashed_and_shown_as_the_standard_library_does() -> None:
    """Equality goes by class and fields, the hash by the fields, and showing names them."""
    ours, theirs = Quote("valve", 12, notes=("new",)), Standard("valve", 12, notes=("new",))
    assert ours == Quote("valve", 12, ("new",))
    assert ours != Quote("valve", 13, ("new",))
    assert ours != theirs
    assert repr(ours) == repr(theirs).replace("Standard", "Quote")
    assert hash(Name("Ann")) == hash(("Ann",))
    assert [f.name for f in dataclasses.fields(ours)] == [f.name for f in dataclasses.fields(theirs)]
    assert Quote.__match_args__ == Standard.__match_args__


def test_nothing_of_it_can_be_changed() -> None:
    """Setting or deleting a field, known or not, is refused as the standard library refuses it, also before one was made."""

    @dataclass(frozen=True, slots=True)
    class Fresh:
        value: int

    one = Fresh(3)
    for change in (lambda: setattr(one, "value", 4), lambda: delattr(one, "value"), lambda: setattr(one, "other", 4)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            change()
    assert one.value == 3
    assert type(one) is Fresh


def test_defaults_are_given_and_made_anew() -> None:
    """Fields left out take their default; what a factory makes is not shared."""
    one, other = Quote("valve", 12), Quote(item="valve", price=12)
    assert one == other
    assert one.notes == ()
    assert one.seen is not other.seen
    with pytest.raises(TypeError):
        Quote("valve")  # type: ignore[call-arg]


def test_it_can_be_copied_replaced_and_sent() -> None:
    """`replace`, `copy`, `asdict` and pickling work, with fields that hold others."""
    one = Quote("valve", 12, ("new",), {"Ann": 2})
    assert dataclasses.replace(one, price=9) == Quote("valve", 9, ("new",), {"Ann": 2})
    assert copy.deepcopy(one) == one
    assert pickle.loads(pickle.dumps(one)) == one
    assert dataclasses.asdict(one) == {"item": "valve", "price": 12, "notes": ("new",), "seen": {"Ann": 2}}


def test_what_it_does_not_know_is_the_standard_librarys() -> None:
    """Inherited fields, an order and work after construction are kept, and remain frozen."""

    @dataclass(frozen=True, slots=True, order=True)
    class Month:
        year: int
        month: int

    @dataclass(frozen=True, slots=True)
    class Dated(Name):
        year: int

    @dataclass(frozen=True, slots=True)
    class Checked:
        price: int

        def __post_init__(self) -> None:
            if self.price < 0:
                raise ValueError("below nothing")

    @dataclass(frozen=True, slots=True)
    class Kept:
        name: str
        secret: str = dataclasses.field(repr=False)
        held: list[str] = dataclasses.field(default_factory=list, compare=False)

    assert Month(2024, 3) < Month(2024, 4)
    assert "hidden" not in repr(Kept("Ann", "hidden"))
    assert Kept("Ann", "x", ["a"]) == Kept("Ann", "x")
    assert Dated("Ann", 2024).said == "Ann"
    with pytest.raises(ValueError, match="below nothing"):
        Checked(-1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        Dated("Ann", 2024).year = 3  # type: ignore[misc]


Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """A generic class."""

    rows: tuple[Row, ...]


def test_generic_classes_are_made_too() -> None:
    """A class with a type variable is made."""
    assert Page((1,)) == Page((1,))
    assert hash(Page((1,))) == hash(((1,),))


def test_every_record_of_the_project_can_be_made() -> None:
    """The constructor of every class in the project that is made here can be written."""
    for found in pkgutil.walk_packages(regard.__path__, "regard."):
        if ".migrations" not in found.name and not found.name.endswith("__main__"):
            importlib.import_module(found.name)
    made = [c for c in vars_of_modules() if c.__init__.__name__ == "first"]
    assert len(made) > 100
    for cls in made:
        with pytest.raises(TypeError):
            cls(*([None] * 100))


def vars_of_modules() -> list[type]:
    """Every class that a module of the project holds by name."""
    modules = [m for name, m in sys.modules.items() if name.startswith("regard.")]
    return [v for m in modules for v in vars(m).values() if isinstance(v, type) and dataclasses.is_dataclass(v)]


def test_a_method_of_its_own_is_kept() -> None:
    """A class that says itself how it is shown or compared keeps that."""

    @dataclass(frozen=True, slots=True, eq=False)
    class Shown:
        value: int

        def __repr__(self) -> str:
            return "as I say"

    assert repr(Shown(1)) == "as I say"
    assert Shown(1) != Shown(1)
