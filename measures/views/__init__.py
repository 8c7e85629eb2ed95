"""Pages of measures, rounds and progress reports."""
