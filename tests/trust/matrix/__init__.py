"""The authorisation matrix: every operation, every persona, every state and audience."""
