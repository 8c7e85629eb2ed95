"""Reads that span models, with a known number of queries."""
