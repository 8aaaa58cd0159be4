"""Tillit's tests, one file per behaviour."""
