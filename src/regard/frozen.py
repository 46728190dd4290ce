"""Frozen dataclasses with slots that cost little to define and little to make.

The standard library writes and compiles six methods of each such class when it is defined, which was a seventh of the time a command
took to start, and its constructor sets every field by `object.__setattr__`, three times as slow as setting it. Here comparing, hashing,
showing and refusing changes are closures, and the constructor is written when the first object is made: it sets fields while the object
is one of a twin class that allows that. All else is the standard library's: `fields`, `replace`, `asdict`, `match`. What it does not know
(`order`, `__post_init__`, inheriting fields, fields with options) is left to the standard library.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from operator import attrgetter
from reprlib import recursive_repr
from typing import TYPE_CHECKING, Any, Generic

__all__ = ["dataclass"]

_NOTHING = object()
_become = object.__setattr__


def _frozen(given: type | None = None, /, **options: bool) -> Any:
    """As `dataclasses.dataclass`; frozen ones with slots are made here."""
    if given is None:
        return lambda cls: _frozen(cls, **options)
    if not (options.get("frozen") and options.get("slots")) or not _is_plain(given, options):
        return dataclasses.dataclass(**options)(given)
    given.__doc__ = given.__doc__ or given.__name__  # else the signature is worked out to say it
    cls: Any = dataclasses.dataclass(init=False, repr=False, eq=False, slots=True)(given)
    fields = dataclasses.fields(cls)
    cls.__dataclass_params__.frozen = True
    _give(cls, tuple(f.name for f in fields), eq=options.get("eq", True))
    cls.__init__ = _late_constructor(cls, fields)
    return cls


def _is_plain(given: type, options: dict[str, bool]) -> bool:
    """Whether this module knows all that is asked: no other options, no fields from elsewhere, nothing generic or done afterwards."""
    known = options.keys() <= {"frozen", "slots", "eq"}
    said = [f for f in vars(given).values() if isinstance(f, dataclasses.Field)]
    known = known and all(f.init and f.repr and f.compare and f.hash is None and f.kw_only is not True for f in said)
    known = known and Generic not in given.__mro__
    return known and not hasattr(given, "__post_init__") and not any(dataclasses.is_dataclass(b) for b in given.__mro__)


def _give(cls: Any, names: tuple[str, ...], *, eq: bool) -> None:
    """Set the methods of a frozen class, but those that it wrote itself."""
    values = _values(names)

    def compared(self: object, other: object) -> Any:
        return values(self) == values(other) if other.__class__ is self.__class__ else NotImplemented

    def hashed(self: object) -> int:
        return hash(values(self))

    @recursive_repr()
    def shown(self: object) -> str:
        said = ", ".join([f"{name}={value!r}" for name, value in zip(names, values(self), strict=True)])
        return f"{self.__class__.__qualname__}({said})"

    def refuse(self: object, name: str, value: object) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
        super(cls, self).__setattr__(name, value)

    def keep(self: object, name: str) -> None:
        if type(self) is cls or name in names:
            raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")
        super(cls, self).__delattr__(name)

    def state(self: object) -> list[object]:
        return list(values(self))

    def restore(self: object, saved: list[object]) -> None:
        for name, value in zip(names, saved, strict=True):
            _become(self, name, value)

    methods: dict[str, Callable[..., Any]] = {"__repr__": shown, "__setattr__": refuse, "__delattr__": keep}
    methods |= {"__getstate__": state, "__setstate__": restore}
    if eq:
        methods |= {"__eq__": compared, "__hash__": hashed}
    for name, method in methods.items():
        if name not in cls.__dict__ or cls.__dict__[name] is None:
            setattr(cls, name, method)


def _values(names: tuple[str, ...]) -> Callable[[object], tuple[object, ...]]:
    """All fields of an object."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda held: tuple([getattr(held, name) for name in names])


def _late_constructor(cls: Any, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """A constructor that puts the real one in its place when it is first called."""

    def first(self: object, *args: object, **named: object) -> None:
        cls.__init__ = _constructor(cls, fields)
        cls.__init__(self, *args, **named)

    return first


def _constructor(cls: Any, fields: tuple[dataclasses.Field[Any], ...]) -> Callable[..., None]:
    """Write the constructor of a class: one that makes its object an ordinary one for as long as it sets fields."""
    names = tuple(f.name for f in fields)
    known: dict[str, Any] = {"_become": _become, "_frozen": cls, "_nothing": _NOTHING}
    known["_open"] = type(cls.__name__, cls.__bases__, {"__slots__": names})
    takes, sets = ["self"], []
    for f in fields:
        value = f.name
        if f.default_factory is not dataclasses.MISSING:
            known[f"_make_{f.name}"] = f.default_factory
            takes.append(f"{f.name}=_nothing")
            value = f"_make_{f.name}() if {f.name} is _nothing else {f.name}"
        elif f.default is not dataclasses.MISSING:
            known[f"_given_{f.name}"] = f.default
            takes.append(f"{f.name}=_given_{f.name}")
        else:
            takes.append(f.name)
        sets.append(f"    self.{f.name} = {value}")
    body = "\n".join(["    _become(self, '__class__', _open)", *sets, "    self.__class__ = _frozen"])
    exec(f"def __init__({', '.join(takes)}):\n{body}\n", known)  # noqa: S102 -- of the names of fields alone, as the standard library does
    made: Callable[..., None] = known["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    return made


if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    dataclass = _frozen
