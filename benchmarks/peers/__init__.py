"""What the assistant's understanding is compared with: each peer learns the same examples and gives `Scores`."""
