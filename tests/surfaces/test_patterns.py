"""Patterns kept at set-up are what `re` would make of them, and whatever is wrong with the file is passed over."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

USED = """
import re, sys
anew = []
before = re._compiler.compile
re._compiler.compile = lambda pattern, flags=0: (anew.append(pattern), before(pattern, flags))[1]
from regard.surfaces import patterns
patterns.use()
from regard.evidence.language.rules import rules
from regard.parse import signature
found = [(s.pattern, s.flags, s.groups, dict(s.groupindex)) for s in vars(signature).values() if isinstance(s, re.Pattern)]
named = re.compile(r"(?P<day>\\d+)\\.(?P<month>\\d+)", re.I)
print(len([p for p in anew if isinstance(p, str)]), named.search("on 3.4").groupdict(), found)
"""


KEPT = "import runpy; runpy.run_module('regard.surfaces.patterns', run_name='__main__')"

ELSEWHERE = """
import importlib.util, pathlib
importlib.util.cache_from_source = lambda path: {folder!r} + "/" + pathlib.Path(path).stem + ".pyc"
"""
"""What the program is told of where bytecode lies; Python itself goes on reading its own, or each process would compile it anew."""


@pytest.fixture(scope="module")
def bytecode(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder where the program finds bytecode to lie, in these tests."""
    return tmp_path_factory.mktemp("bytecode")


@pytest.fixture(scope="module")
def run(bytecode: Path):
    """Run code in a process that keeps patterns in a folder of the test: what it says."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    elsewhere = ELSEWHERE.format(folder=str(bytecode))

    def call(code: str) -> str:
        words = [sys.executable, "-c", elsewhere + code]
        return subprocess.run(words, capture_output=True, text=True, check=True, env=environment).stdout.strip()

    return call


@pytest.mark.slow
def test_kept_patterns_are_those_that_re_makes(run, bytecode: Path):
    """The same text, flags and groups, with hardly one compiled anew; without the file, and with a broken one, all are."""
    before = run(USED)
    told = run(KEPT)
    assert int(told.split()[0]) > 500
    after = run(USED)
    assert before.partition(" ")[2] == after.partition(" ")[2] != ""
    assert int(before.partition(" ")[0]) > 20 > int(after.partition(" ")[0])
    _find_the_same(run)
    (kept,) = bytecode.rglob("*.patterns")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert run(USED) == before


READ = """
import re
anew = []
before = re._compiler.compile
re._compiler.compile = lambda pattern, flags=0: (anew.append(pattern), before(pattern, flags))[1]
from regard.surfaces import patterns
patterns.use()
from regard.flow.reading import Reader, read
from regard.model import RawItem
said = b"Could you call me? I will send the draft on Monday. We are shipping it today.\\n"
said = b"From: a@a.example\\nTo: b@b.example\\nSubject: x\\n\\n" + said
anew.clear()
held = read(RawItem("", "", said), Reader("maildir", b"k", True, 2_000_000_000_000_000, ("a.example",)))
print(len(held.result.cues), len(held.result.pledges), len(anew))
"""


def test_what_is_compiled_when_first_needed_is_kept_too(run, bytecode: Path):
    """Rules that are read from files when a mail is read come from the file: reading it compiles hardly one."""
    for kept in bytecode.rglob("*.patterns"):
        kept.unlink()
    cues, pledges, without = map(int, run(READ).split())
    run(KEPT)
    assert (cues > 0, pledges > 0, without > 100) == (True, True, True)
    again = [int(n) for n in run(READ).split()]
    assert again[:2] == [cues, pledges]
    assert again[2] < 20


SITUATIONS = """
from regard.surfaces import patterns
patterns.use()
import re
from regard.evidence.language import situations
anew = []
whole = re._parser.parse
re._parser.parse = lambda *a, **k: (anew.append(a), whole(*a, **k))[1]
situations.compile_all()
print(len(situations._ways()), len(anew))
"""


def test_situations_are_kept(run, bytecode: Path):
    """Every frame of every situation comes from the file: the first board of deals compiles none."""
    run(KEPT)
    ways, anew = map(int, run(SITUATIONS).split())
    assert ways > 300
    assert anew == 0


def _find_the_same(run) -> None:
    """Every pattern kept and the one that `re` makes find the same places in one text."""
    code = """
import re
from regard.surfaces import patterns
_, made, tables = patterns.kept()
text = open(patterns.__file__).read()[:1500] + " On Monday 3 May 2026 at 10:30, Eva Lund wrote: we will sign by Friday. 12.000 EUR"
plain = {key: re.compile(*key) for key in made}
re.purge()
patterns.use()
assert re._compiler.compile.kept
for key, pattern in plain.items():
    kept = re.compile(*key)
    assert kept is not pattern
    assert kept == pattern, key
    within = text if isinstance(key[0], str) else text.encode()
    found = [[(m.span(), m.groupdict()) for m in p.finditer(within)] for p in (kept, pattern)]
    assert found[0] == found[1], key
import pathlib, tomllib
again = []
parse = tomllib._parser.loads
for file in pathlib.Path(patterns.__file__).parents[1].rglob("*.toml"):
    text = file.read_text("utf-8")
    held = tomllib.loads(text)
    assert held == parse(text) and held is not tomllib.loads(text), file
    again.append(text)
assert tomllib.loads("a = 2.50\\nb = 1979-05-27") == parse("a = 2.50\\nb = 1979-05-27")
print(len(plain), len(tables), len(again))
"""
    patterns, tables, again = map(int, run(code).split())
    assert (patterns > 500, tables > 20, again > 10) == (True, True, True)


DAMAGED = """
import re
from regard.surfaces import patterns
whole = patterns.place().read_bytes()
plain = re._compiler.compile
step = len(whole) // 97
damaged = [whole[:n] + bytes([whole[n] ^ 1 << n % 8]) + whole[n + 1 :] for n in [*range(48), *range(48, len(whole), step)]]
taken = 0
for held in [*damaged, b"", whole[:32], whole[:-1], whole + b"x", whole[32:]]:
    patterns.place().write_bytes(held)
    patterns.use()
    taken += re._compiler.compile is not plain
patterns.place().write_bytes(whole)
patterns.use()
print(len(damaged), taken, re._compiler.compile is not plain)
"""


@pytest.mark.slow
def test_a_damaged_file_is_never_taken(run, bytecode: Path):
    """A bit turned, cut short or longer: the file is passed over whole; as it was written it is taken. Nothing lies beside it."""
    run(KEPT)
    tried, taken, whole = run(DAMAGED).split()
    assert (int(tried) > 140, taken, whole) == (True, "0", "True")
    assert [path.suffix for path in bytecode.rglob("*patterns*")] == [".patterns"]
