"""What draws a quiz: a full screen, plain lines, and the layout of cards that both share."""
