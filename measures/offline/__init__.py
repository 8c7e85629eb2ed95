"""Progress reports without a connection: a workbook to fill in, and reading it back.

The sheets are made of the same forms as the pages, so that both ask and check alike.
"""
