"""Where mail is read from: a path becomes a `Source` of a kind found by itself, and a source yields raw items.

Nothing here knows tables or people. Every item a source holds is yielded exactly once a sync, as a `RawItem`, as a `SetAside`
with a reason, or as `Known` where a cursor shows that it was read before, so that seen = stored + duplicate + set_aside.
"""

from regard.sources.cursor import Cursor
from regard.sources.detect import detect
from regard.sources.source import CutItem, Known, Source

__all__ = ["Cursor", "CutItem", "Known", "Source", "detect"]
