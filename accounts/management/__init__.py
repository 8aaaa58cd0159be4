"""Commands about people's accounts for whoever runs it."""
