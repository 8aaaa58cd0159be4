"""The HTTP layer's own tables."""
