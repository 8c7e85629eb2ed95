"""The catalogue of measures as a table: which columns there are, what a list shows, what comes in from a file."""
