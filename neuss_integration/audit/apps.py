"""The audit log: who did what with accounts and data."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "neuss_integration.audit"
    verbose_name = "Protokoll"
