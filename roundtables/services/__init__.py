"""Writing Runde Tische, one module per subject."""
