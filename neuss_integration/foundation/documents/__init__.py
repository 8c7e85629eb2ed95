"""A printed document as plain blocks, and from them the forms offices go on working with.

`reading` takes the HTML that is printed, `blocks` says what is in it, `word` writes DOCX,
`pictures` turns drawings into PNG.
"""
