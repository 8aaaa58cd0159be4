"""Django's SQLite backend, for statements that come again and again."""
