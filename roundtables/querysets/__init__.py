"""Adjectives for Runde Tische and what belongs to them; `visible_to` is the third net of access."""
