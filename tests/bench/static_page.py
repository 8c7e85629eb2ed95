"""The page that others are compared with, the same for the application and for its peer."""

CONTENT = b"<!DOCTYPE html><title>x</title>" + b"<p>Seite ohne Datenbank und ohne Vorlage.</p>" * 100
