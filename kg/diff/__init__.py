"""Two builds beside each other: what appeared, vanished and changed, and why."""
