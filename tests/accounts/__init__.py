"""Tests of who people are and how they come in."""
