"""Where: the places that an article names, and which of them the news is of."""
