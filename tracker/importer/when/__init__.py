"""When: the days that an article tells of, the day of the event, of publication, and of what is promised."""
