"""The history of the records' tables (Alembic), and the function that brings a database up to date."""
