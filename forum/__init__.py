"""What people tell each other: stories, threads, comments, and the rules they follow."""
