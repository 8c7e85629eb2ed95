"""Tables as files: XLSX and CSV written for offices, and read without trusting them.

`cells` holds what both sides share, `writing` makes files, `reading` takes them in. `entry` makes workbooks to be
filled in, `entry_reading` takes these back.
"""
