"""What the questions of the Selbstcheck are in the beginning."""
