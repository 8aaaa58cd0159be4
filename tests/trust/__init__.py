"""The rules of trust (design.md §3), one file for each; they outrank every feature."""
