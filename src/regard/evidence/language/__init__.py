"""What the words do: one compiled pass over the author's own words, rules as data.

`cues(text, spans)` finds, sentence by sentence, what the author does. On both sides: `question`, `request`, and `closing` (a message
that needs no answer). In a buyer's messages: `declines`, `complains`, `asks_advice`, `asks_next_step`, `acts_on`, `social_talk` and
`unprompted_thanks`. Whether a cue counts, and for what, is for the channels above to say.
"""

from __future__ import annotations

from regard.evidence.language.detect import cues
from regard.evidence.language.rules import KINDS

__all__ = ["KINDS", "cues"]
