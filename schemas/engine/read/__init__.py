"""Text that is not PostgreSQL's, turned into PostgreSQL statements for the sandbox to run.

A reader is a function from text to a `Translation`; what it makes is run like any script, so
PostgreSQL judges it. Readers may be given anything: whatever they cannot read ends in `Unreadable`.
"""
