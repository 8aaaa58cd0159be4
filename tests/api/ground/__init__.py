"""The ground every resource stands on, tried with small views of its own."""
