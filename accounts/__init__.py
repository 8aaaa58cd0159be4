"""Who people are: users, companies, circles and the reader every question starts from."""
