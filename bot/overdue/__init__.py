"""How much work of the house waits and is late: the one count that pages, Telegram and summaries show."""
