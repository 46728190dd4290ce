"""From addresses to people to companies: judgements, never deletions."""
