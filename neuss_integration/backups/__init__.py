"""Backups that prove themselves: one archive for both databases, read back row by row."""
