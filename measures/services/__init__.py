"""The only place that writes measures, rounds and progress reports."""
