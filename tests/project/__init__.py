"""Tests of the project itself: layers, sizes, documents, locks and what the environment says."""
