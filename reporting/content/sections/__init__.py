"""The sections a report is made of.

A new section is one module here with its `SectionKind`, one line in `registry.SECTIONS` and one template in
`templates/pdf/report/sections/`. Rows, snapshot, contents, preview, PDF and the pages for composing follow from that.
"""
