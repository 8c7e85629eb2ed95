"""Forms of the concept."""
