"""Reading Runde Tische, one module per subject."""
