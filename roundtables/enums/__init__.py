"""Values of Runde Tische, one module per subject."""
