"""Commands of the forum for whoever runs it."""
