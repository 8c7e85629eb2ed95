"""Taking in a catalogue from a file: which column means what, who is meant by a name, what each row would do."""
