"""When: the days that an article tells of, the day of the event, and that of publication."""
