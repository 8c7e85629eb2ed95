"""Maintaining master data: one set of pages for every kind of it."""
