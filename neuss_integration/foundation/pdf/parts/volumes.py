"""A document of volumes: one file of everything, and one of each volume with the same number on the same page."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from types import MappingProxyType

from django.core.cache import BaseCache

from neuss_integration.foundation.pdf.parts.merging import merge
from neuss_integration.foundation.pdf.parts.rendering import (
    Progress,
    Typeset,
    Workshop,
    request_of,
    typeset,
)
from neuss_integration.foundation.pdf.process import stamp
from neuss_integration.foundation.pdf.types import Asset, EmbeddedFile

START = re.compile(r'<section class="chapter volume" data-volume="([^"]+)"')


@dataclass(frozen=True, slots=True)
class Volume:
    """The file of a volume; `name` is empty for the one in front."""

    name: str
    content: bytes


def render_volumes(
    html: str,
    *,
    front: str,
    cache: BaseCache,
    attachments: Sequence[EmbeddedFile] = (),
    pictures: Mapping[str, Asset] = MappingProxyType({}),
    created: datetime,
    progress: Progress = lambda sentence: None,
) -> tuple[bytes, list[Volume]]:
    """The whole document like `render_parts`, and each volume by itself; no volumes where nothing begins one.

    A volume begins with `<section class="chapter volume" data-volume="NAME">`, `front` is the name of what stands
    before. Links from one volume into another are words with a page number there. The whole has the attachments.
    """
    with Workshop(cache, progress) as workshop:
        done = typeset(workshop, html, attachments=attachments, pictures=pictures, created=created)
        counts, total = done.merger.page_counts, sum(done.merger.page_counts)
        starts = [at for at, part in enumerate(done.parts) if START.search(part.html)]
        whole, volumes = done.whole(), []
        for begin, end in pairwise([0, *starts, len(done.parts)]) if starts else ():
            first = 1 + sum(counts[:begin])
            last = total if begin else sum(counts[:end])
            name = found[1] if (found := START.search(done.parts[begin].html)) else front
            file = _volume(workshop, done, slice(begin, end), name, pictures, created, (first, last))
            volumes.append(Volume(name, file))
    return whole, volumes


def _volume(
    workshop: Workshop,
    done: Typeset,
    place: slice,
    name: str,
    pictures: Mapping[str, Asset],
    created: datetime,
    pages: tuple[int, int],
) -> bytes:
    """The file of some parts as they are; only the first is set again, because it has the title and the date."""
    parts = done.parts[place]
    request = replace(request_of(parts[0].named(name), pictures), created=stamp(created))
    merger = merge([*workshop.render([request]), *done.files[place][1:]])
    return done.finished(merger, parts, first=pages[0], total=pages[1])
