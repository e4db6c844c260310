"""From mentions to facts: who takes what part in what, what was measured, who was honoured."""
