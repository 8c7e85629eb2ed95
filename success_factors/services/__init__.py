"""The only place that writes the concept; each module one part of it."""
