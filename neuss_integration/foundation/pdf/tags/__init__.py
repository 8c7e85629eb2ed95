"""Own tagger: replaces the two functions of WeasyPrint 70.0 that make the structure tree, while a document is written.

The tree is planned from the finished pages before anything is drawn (`builder`), marked while drawing (`marking`) and
written at the end (`writing`). One element stays one element over pages; what repeats is an artifact.
"""

from neuss_integration.foundation.pdf.tags.marking import own_tags

__all__ = ["own_tags"]
