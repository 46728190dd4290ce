"""A review as one file that stands alone: an HTML page with its style inside, or a PDF printed from it by an installed browser.

The browser draws names in every script and breaks pages as on screen; a PDF library would bring its own fonts and a second layout.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from markupsafe import Markup

from regard.errors import BookError, UsageError
from regard.results.review import Review
from regard.surfaces.web.render import STATIC, environment

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "brave-browser")
SECONDS = 60


def html(found: Review) -> str:
    """The review as one HTML document without links, scripts or anything from elsewhere."""
    style = Markup((STATIC / "regard.css").read_text("utf-8"))  # noqa: S704 - our own file
    return environment().get_template("review_print.html").render(review=found, style=style, seen=found.as_of)


def pdf(found: Review) -> bytes:
    """The same as PDF. Raises BookError where no browser is installed, or it could not print."""
    browser = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if browser is None:
        raise BookError("A PDF needs a Chromium-like browser, and none is installed. Write --out review.html and print that.")
    with tempfile.TemporaryDirectory() as place:
        page, out = Path(place) / "review.html", Path(place) / "review.pdf"
        page.write_text(html(found), "utf-8", errors="replace")
        command = [browser, "--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync",
                   "--no-pdf-header-footer", f"--user-data-dir={place}/profile", f"--print-to-pdf={out}"]  # fmt: skip
        if os.geteuid() == 0:  # as root a browser has no sandbox of its own; the page is ours and runs nothing
            command.append("--no-sandbox")
        try:
            subprocess.run([*command, page.as_uri()], check=True, capture_output=True, timeout=SECONDS)  # noqa: S603 - no word of it is a user's
            return out.read_bytes()
        except (subprocess.SubprocessError, OSError) as error:
            raise BookError(
                f"{browser} could not print the review ({error}). Write --out review.html and print that."
            ) from error


def write(found: Review, to: Path) -> None:
    """Write a review to a file, as its name says. Raises UsageError for another ending."""
    if to.suffix.lower() == ".pdf":
        to.write_bytes(pdf(found))
    elif to.suffix.lower() in {".html", ".htm"}:
        to.write_text(html(found), "utf-8", errors="replace")
    else:
        raise UsageError(f"“{to.name}” should end in .html or .pdf.")
