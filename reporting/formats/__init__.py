"""The other forms of a published report. Each is made from the snapshot and nothing else: the same bytes every time."""
