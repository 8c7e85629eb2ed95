"""The same measures in Wagtail, as a team would set them up; `tests/bench/peer.py` runs it with its own Python."""
