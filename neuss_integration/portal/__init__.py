"""The portal: what the city offers and does for integration, for everybody and without signing in."""
