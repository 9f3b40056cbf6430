"""What: the sectors that the news is about, the instruments used, and how far it is."""
