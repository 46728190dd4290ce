"""A command looks for cycles seldom, and leaves Python as it found it."""

from __future__ import annotations

import gc
import subprocess
import sys

import pytest

from regard.surfaces.cli import SELDOM, collecting_seldom, main


def test_within_a_command_cycles_are_looked_for_seldom_and_after_it_as_before() -> None:
    """Called from a program that goes on, a command hides nothing from its collector, even where it fails."""
    usual, frozen = gc.get_threshold(), gc.get_freeze_count()
    with collecting_seldom(last=False):
        assert gc.get_threshold() == SELDOM != usual
    with pytest.raises(SystemExit):
        main(["no-such-command"])
    assert (gc.get_threshold(), gc.get_freeze_count()) == (usual, frozen)


def test_a_process_that_ends_with_its_command_walks_nothing_once_more() -> None:
    """All that was loaded is out of the collector's reach when the command line's process ends."""
    code = """
import atexit, gc
atexit.register(lambda: print(gc.get_freeze_count() > 10_000))
from regard.surfaces.cli import main
main()
"""
    done = subprocess.run([sys.executable, "-c", code, "--help"], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-1] == "True"
