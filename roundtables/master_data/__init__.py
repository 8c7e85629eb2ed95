"""What a fresh installation starts with: the Runde Tische of Neuss."""
