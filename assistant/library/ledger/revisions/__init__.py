"""What each schema of the ledger changed, one Alembic revision a schema, named by its number.

Each tells the tables of its own time, and never asks ``tables.py``, which goes on changing. None is altered once a
program with it was used; a new schema is a new file, which also raises ``SCHEMA`` there. None goes back.
"""
