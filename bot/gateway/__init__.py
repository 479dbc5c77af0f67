"""The web front end: pages, the chat, and the doors in front of them."""
