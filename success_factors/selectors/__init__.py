"""Reading the concept; each function knows its number of queries."""
