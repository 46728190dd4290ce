"""Settings: one `regard.toml` in the book, `REGARD_*` in the environment, flags on the command line.

Precedence: flag, environment, file, default. `REGARD_US_DOMAINS=a.example,b.example` sets `us.domains`. An unknown key is an
error that offers the nearest known one. `Settings.explain()` says where each value came from.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from regard.errors import BookError, ConfigError
from regard.idn import wire_domain

FILE_NAME = "regard.toml"


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its dotted key, its type and default, and what it is for."""

    key: str
    default: Any
    about: str

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return "REGARD_" + self.key.replace(".", "_").upper()


SETTINGS: tuple[Setting, ...] = (
    Setting("us.domains", (), "mail domains that are ours; everyone else is a buyer or a stranger"),
    Setting("us.owners", (), "addresses of the colleagues whose mailboxes are read"),
    Setting("text.read", True, "read the words of mails; false keeps headers only, and value and rapport stay unknown"),
    Setting(
        "mail.checked",
        True,
        "a mail whose receiving server says that its sender did not send it counts for nothing; false where a gateway breaks that check",
    ),
    Setting(
        "time.zone", "UTC", "the zone of calendar times that name none, and in which meetings are told, such as Europe/Berlin"
    ),
    Setting("privacy.defaults", True, "leave out HR, legal, health and union threads and our own counsel's mail"),
    Setting("privacy.personal", False, "bring personal contacts (family, friends) in with everyone else"),
    Setting("model.active", "", "the version of the weights; empty takes the newest shipped"),
    Setting("bands.good", 60.0, "a score from here on is called good"),
    Setting("bands.fair", 40.0, "a score from here on is called fair, below it poor"),
    Setting("book.archive_days", 90, "with no mail for so many days the book is read as of its last day"),
    Setting(
        "deals.roles",
        ("economic buyer", "champion", "technical buyer", "user"),
        "parts that a deal needs filled; “renewal=economic buyer+user” says it for deals whose type holds that word",
    ),
    Setting("deals.crm_words", (), "your CRM's own words for parts, for exports: “champion=champion”"),
    Setting("deals.rivals", (), "competitors by name, so that talk of them is found"),
    Setting("risks.single_share", 0.9, "one person did at least this share of it: single-threaded"),
    Setting("risks.quiet_days", 14, "a silence is never shorter than so many days"),
    Setting("risks.quiet_ratio", 3.0, "a silence is so many times the usual gap of that person"),
    Setting("risks.last_look_at", 0.7, "a first contact after this share of the usual cycle is late"),
    Setting("risks.last_look_price", 0.8, "at least this share of what they ask is about price: last look"),
    Setting("risks.protracted", 0.9, "older than this share of the deals you won: protracted"),
    Setting("risks.idle_days", 30, "nothing passed either way for so many days: no activity"),
    Setting("risks.answer_days", 7, "so long nobody of ours wrote while something of theirs waited: they wait for us"),
    Setting("risks.stuck_ratio", 2.0, "so many times the usual stay in a stage: stuck"),
    Setting("risks.slips", 3, "a close date that was put off on so many days slips"),
    Setting("risks.slip_days", 30, "a close date that slips was put off by so many days in all"),
    Setting("risks.recent_days", 60, "what was said within so many days counts as recent"),
    Setting(
        "risks.quiet_chance", 0.02, "a silence as long as this happens with at most this chance, by that person's own gaps"
    ),
    Setting("risks.ideas_days", 180, "so long without an idea of ours for a customer: incumbent without ideas"),
    Setting("risks.history", 8, "so many closed deals make a history to compare with"),
    Setting("competence.answered", 0.7, "at least this share of a buyer's questions is answered"),
    Setting("competence.hours", 72.0, "at least every other question is answered within so many hours"),
    Setting("competence.final", 0.7, "at least this share of answers is final: the question is not asked again"),
    Setting("competence.least", 3, "from so many questions on the competence gate says pass or fail"),
    Setting("competence.days", 180, "questions of so many days count for the competence gate"),
    Setting("competence.ideas", 0, "so many ideas of ours are asked for in competence.ideas_days; 0 asks for none"),
    Setting("competence.ideas_days", 90, "ideas of so many days count as brought lately"),
    Setting("stakes.trust", 50.0, "the trust that any deal needs"),
    Setting("stakes.step", 5.0, "points of trust that a large amount, a first deal or a stated cost each ask for on top"),
    Setting("stakes.stated", 10.0, "points of trust that a personal risk stated by the buyer asks for"),
    Setting("stakes.amount", 0.75, "an amount above this share of your deals is large"),
    Setting("store.memory", "1GB", "the most memory a whole-book scan may take"),
    Setting("store.threads", 2, "threads of a whole-book scan"),
    Setting("sync.processes", 0, "processes that read mail; 0 takes one for each core"),
    Setting("coach.off", (), "rules of the coach that are off for the team, such as jargon"),
    Setting("coach.on", (), "rules of the coach that are off by default and on for the team"),
    Setting("coach.off_for", (), "rules off for one writer, as address:rule (ben@ourfirm.example:jargon)"),
    Setting("llm.address", "", "an OpenAI-compatible address whose model reads along when asked; empty sends nothing anywhere"),
    Setting("llm.model", "", "the model's name there; empty asks none"),
    Setting("llm.key_variable", "LLM_API_KEY", "the environment variable that holds the key for it, where it wants one"),
    Setting("llm.seconds", 30.0, "the longest one question to it may take"),
    Setting("serve.host", "127.0.0.1", "the address the web app listens on"),
    Setting("serve.port", 8321, "the port the web app listens on"),
)
OF_ONE = frozenset({"coach.off_for"})
"""Settings that hold what is one seller's own: no export carries them."""
_BY_KEY = {setting.key: setting for setting in SETTINGS}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings in force. `origin` maps each key to "default", "file", "environment" or "flag"."""

    values: Mapping[str, Any]
    origin: Mapping[str, str]

    def __getitem__(self, key: str) -> Any:
        return self.values[key]

    def taking(self, other: Settings, key: str) -> Settings:
        """These settings with the one of `other` for `key`."""
        return Settings({**self.values, key: other.values[key]}, {**self.origin, key: other.origin[key]})

    def explain(self) -> list[dict[str, Any]]:
        """Every setting with its value, where it came from, and what it is for."""
        return [
            {
                "key": s.key,
                "value": _shown(self.values[s.key]),
                "from": self.origin[s.key],
                "variable": s.variable,
                "about": s.about,
            }
            for s in SETTINGS
        ]


def _shown(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def load(folder: Path | None, flags: Mapping[str, Any] | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """The settings for the book in `folder`. Raises ConfigError for an unknown key or a value of the wrong kind."""
    environment = os.environ if environment is None else environment
    values: dict[str, Any] = {s.key: s.default for s in SETTINGS}
    origin = dict.fromkeys(values, "default")
    layers: list[tuple[str, Mapping[str, Any]]] = []
    try:
        if folder is not None and (folder / FILE_NAME).exists():
            layers.append(("file", read_file(folder / FILE_NAME)))
    except OSError as error:
        raise BookError(f"{error.filename} cannot be read ({error.strerror}). Check the folder's permissions.") from error
    layers.append(("environment", {s.key: environment[s.variable] for s in SETTINGS if environment.get(s.variable)}))
    layers.append(("flag", {k: v for k, v in (flags or {}).items() if v is not None and v not in ((), [])}))
    for name, layer in layers:
        for key, value in layer.items():
            values[key] = convert(key, value)
            origin[key] = name
    return Settings(values, origin)


def read_file(path: Path) -> dict[str, Any]:
    """The dotted keys of a settings file. Raises ConfigError where it is not TOML or has an unknown key."""
    try:
        tree = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"{path} is not valid TOML: {error}. Mend that line, or delete the file to go back to defaults."
        ) from None
    flat: dict[str, Any] = {}
    for section, content in tree.items():
        if isinstance(content, dict):
            flat.update({f"{section}.{name}": value for name, value in content.items()})
        else:
            flat[section] = content
    for key in flat:
        known(key)
    return flat


def known(key: str) -> Setting:
    """The setting of that name. Raises ConfigError that offers the nearest name."""
    setting = _BY_KEY.get(key)
    if setting is None:
        near = difflib.get_close_matches(key, _BY_KEY, n=1, cutoff=0.4)
        hint = f" Did you mean “{near[0]}”?" if near else f" Known settings: {', '.join(_BY_KEY)}."
        raise ConfigError(f"There is no setting “{key}”.{hint}")
    return setting


def convert(key: str, value: Any) -> Any:
    """`value` in the type of the setting `key`. Raises ConfigError where it cannot be."""
    default = known(key).default
    for part in [value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ():
        if any("\ud800" <= char <= "\udfff" for char in str(part)):  # no file in UTF-8 can hold it
            raise ConfigError(f"The value for {key} holds bytes that are no text: {part!a}.")
    try:
        if isinstance(default, bool):
            return _boolean(value)
        if isinstance(default, tuple):
            parts = value.split(",") if isinstance(value, str) else list(value)
            said = tuple(str(part).strip().lower() for part in parts if str(part).strip())
            return tuple(map(wire_domain, said)) if key == "us.domains" else said
        if isinstance(default, int):
            return int(value)
        if isinstance(default, float):
            return float(value)
        if key == "time.zone":
            from zoneinfo import ZoneInfo

            ZoneInfo(str(value))
        return str(value)
    except (TypeError, ValueError, KeyError, OSError):  # of a zone that nobody has, KeyError
        raise ConfigError(f"“{value}” is no value for {key}: {known(key).about} (default {_shown(default)}).") from None


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    words = {"true": True, "yes": True, "1": True, "on": True, "false": False, "no": False, "0": False, "off": False}
    found = words.get(str(value).strip().lower())
    if found is None:
        raise ValueError(value)
    return found


def write(folder: Path, changes: Mapping[str, Any]) -> None:
    """Set `changes` in the book's settings file and keep what else it says (comments are not kept)."""
    path = folder / FILE_NAME
    flat = read_file(path) if path.exists() else {}
    flat.update({key: _shown(convert(key, value)) for key, value in changes.items()})
    check({s.key: flat.get(s.key, s.default) for s in SETTINGS})
    sections: dict[str, list[str]] = {}
    for key, value in sorted(flat.items()):
        section, name = key.split(".", 1)
        sections.setdefault(section, []).append(f"{name} = {_toml(value)}")
    text = "\n\n".join(f"[{section}]\n" + "\n".join(lines) for section, lines in sections.items()) + "\n"
    temporary = path.with_suffix(".tmp")
    try:
        temporary.write_text(text, "utf-8")
        temporary.replace(path)
    except OSError as error:
        raise BookError(
            f"{path} cannot be written ({error.strerror}). Check the folder's permissions and the room on the disk."
        ) from error


_RANGES: Mapping[str, tuple[float, float]] = {
    "llm.seconds": (1, 600),
    "serve.port": (0, 65535), "sync.processes": (0, 256), "store.threads": (1, 256), "book.archive_days": (1, 36500),
    **dict.fromkeys(("risks.single_share", "risks.last_look_at", "risks.last_look_price", "risks.protracted"), (0, 1)),
    **dict.fromkeys(("competence.answered", "competence.final", "stakes.amount"), (0, 1)),
    **dict.fromkeys(("risks.quiet_days", "risks.idle_days", "risks.answer_days", "risks.recent_days", "risks.history"), (1, 36500)),
    **dict.fromkeys(("risks.slips", "risks.slip_days"), (1, 36500)),
    **dict.fromkeys(("competence.days", "competence.ideas_days", "competence.least"), (1, 36500)),
    **dict.fromkeys(("stakes.trust", "stakes.step", "stakes.stated"), (0, 100)),
    **dict.fromkeys(("risks.quiet_ratio", "risks.stuck_ratio", "competence.hours", "competence.ideas"), (0, 100_000)),
}  # fmt: skip


def check(values: Mapping[str, Any]) -> None:
    """Raise ConfigError where values do not go together or are out of range."""
    good, fair = float(values["bands.good"]), float(values["bands.fair"])
    if not 0 <= fair <= good <= 100:
        raise ConfigError(f"Bands need 0 <= bands.fair <= bands.good <= 100, not {fair:g} and {good:g}.")
    if not re.fullmatch(r"\d+(\.\d+)?\s*[KMGT]i?B", str(values["store.memory"]), re.IGNORECASE):
        raise ConfigError(f"store.memory is an amount such as 1GB or 512MB, not “{values['store.memory']}”.")
    for key, (least, most) in _RANGES.items():
        if not least <= float(values[key]) <= most:
            raise ConfigError(f"{key} lies between {least} and {most}, not {values[key]}.")


_UNWRITTEN = re.compile(r'[\x00-\x1f\x7f"\\]')
"""What stands in no basic string of TOML as itself: control characters, DEL, the quote and the backslash."""


def _escaped(found: re.Match[str]) -> str:
    char = found[0]
    return f"\\{char}" if char in '"\\' else f"\\u{ord(char):04X}"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(v) for v in value) + "]"
    if isinstance(value, str):
        return f'"{_UNWRITTEN.sub(_escaped, value)}"'
    return str(value)
