"""Taking in values of indicators from files and from what was copied out of tables."""
