"""REST: the same results as Python and the command line, as JSON under /api/v1. One module a subject; `frame` is what all stand on."""

from regard.surfaces.rest import acting, briefing, deals, people, perceiving, protecting, proving, reviewing

ROUTERS = tuple(m.router for m in (proving, protecting, people, deals, acting, reviewing, perceiving, briefing))
"""In the order in which they are asked: `/people/{ref}/forget` before `/people/{ref}`, whose reference may hold slashes."""
