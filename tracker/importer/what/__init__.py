"""What: the sectors that the news is about, the instruments used, how far it is, and what is promised."""
