"""Speed and understanding, measured against a peer in the same run. Nothing here is a test: machines differ."""
