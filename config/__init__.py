"""The composition root: environment, settings, URLs and the server's entry points."""
