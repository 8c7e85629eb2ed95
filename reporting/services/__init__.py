"""The only place that writes reports, runs and publications."""
