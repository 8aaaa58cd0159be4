"""Rows in an order drawn by lot: the database does not say who wrote when (T5, T8)."""
