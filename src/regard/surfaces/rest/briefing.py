"""REST of briefs, digests and practice, under /api/v1."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from fastapi import Request, Response

from regard.results import Brief, Digest, PracticePage
from regard.surfaces.rest.acting import Looking
from regard.surfaces.rest.frame import JSON, AsOf, book_of, routes, sends

if TYPE_CHECKING:
    from regard.surfaces.written import Form as Written

router = routes()
MEDIA: dict[str, tuple[Written, str]] = {
    "md": ("markdown", "text/markdown; charset=utf-8"),
    "txt": ("mail", "text/plain; charset=utf-8"),
}
Form = Literal["md", "txt"]


@router.get("/brief", responses=sends(Brief))
def brief(request: Request, of: str, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """What to know before you meet `of`: a buyer, or a meeting ahead."""
    return JSON(book_of(request).brief(of, as_of=as_of, looking=looking))


@router.get("/brief.{form}", response_class=Response)
def brief_file(request: Request, form: Form, of: str, looking: Looking = None, as_of: AsOf = None) -> Response:
    """The brief as a Markdown file, or as the text of a mail that you send yourself."""
    from regard.surfaces import written

    return _file(written.brief(book_of(request).brief(of, as_of=as_of, looking=looking), MEDIA[form][0]), "brief", form)


@router.get("/digest", responses=sends(Digest))
def digest(request: Request, week: str | None = None, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """A week: whom you meet, what is due, what changed, what is left open; of whoever asks, or of everybody."""
    return JSON(book_of(request).digest(week, looking=looking, as_of=as_of))


@router.get("/digest.{form}", response_class=Response)
def digest_file(request: Request, form: Form, week: str | None = None, looking: Looking = None, as_of: AsOf = None) -> Response:
    """The digest as a Markdown file, or as the text of a mail that you send yourself."""
    from regard.surfaces import written

    return _file(written.digest(book_of(request).digest(week, looking=looking, as_of=as_of), MEDIA[form][0]), "week", form)


@router.get("/practice", responses=sends(PracticePage))
def practice(request: Request, looking: Looking = None, as_of: AsOf = None) -> JSON:
    """The nine behaviours in the messages of whoever asks; of nobody else."""
    return JSON(book_of(request).practice(looking=looking, as_of=as_of))


def _file(text: str, name: str, form: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{form}"'}
    return Response(text.encode("utf-8", "replace"), media_type=MEDIA[form][1], headers=headers)
