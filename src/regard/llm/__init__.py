"""A language model of the user's own choosing, off until a setting names its address: a second reader beside the rules, never instead.

`client` carries one question to an OpenAI-compatible address and back; `claims` writes the question and believes of the answer only
what quotes a sentence that stands in the message.
"""
