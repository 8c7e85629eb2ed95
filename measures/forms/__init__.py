"""Forms of measures, rounds and progress reports."""
