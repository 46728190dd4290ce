"""What the buyer did and could have done: trials, one function a channel."""
