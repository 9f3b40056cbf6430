"""What an article is: its lines told from the page around it, who prints it, and when it was stamped."""
