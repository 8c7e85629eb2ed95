"""The transition tables of Runde Tische, one module per subject."""
