"""Files that people add to measures, progress reports and meetings: checked by content, kept in the database.

Bytes and rows hold or fail in one transaction and lie in one backup. An app makes its own model from
`models.Attachment`, takes an upload with `forms.AttachmentField` and answers with `responses.attachment_response`.
"""
