"""What is kept about work: conversations now; cases, checklist runs and alerts later.

One declarative base, one migration history (`bot/migrations`).
"""
