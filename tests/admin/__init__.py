"""The admin, one file per behaviour."""
