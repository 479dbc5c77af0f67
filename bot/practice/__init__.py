"""Practice talks with a played resident: kept for who practised alone, sealed, shown to others only when shared."""
