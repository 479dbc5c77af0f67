"""Who may use the service: accounts, passwords, sessions and the brake on guessing."""
