"""The canary crawl: a word of its own in every text, and who may come across it."""
