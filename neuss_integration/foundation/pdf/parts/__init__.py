"""A long document set section by section: in parallel processes, kept by content, and put together as one file.

The merged file has one structure tree, one outline, links and page numbers over all sections; a section's own file does
not depend on where it stands, so a change in one section sets one section.
"""

from neuss_integration.foundation.pdf.parts.rendering import render_cached, render_parts
from neuss_integration.foundation.pdf.parts.volumes import Volume, render_volumes

__all__ = ["Volume", "render_cached", "render_parts", "render_volumes"]
