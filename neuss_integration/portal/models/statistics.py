"""How often pages are read: numbers by day, and nothing about who read them."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class PageView(models.Model):
    """How often one page was answered on one day; no address, no cookie, no device."""

    day = models.DateField("Tag", default=timezone.localdate)
    page = models.CharField("Seite", max_length=200)
    language = models.CharField("Sprache", max_length=10, blank=True)
    count = models.PositiveIntegerField("Aufrufe", default=0)

    class Meta:
        verbose_name = "Seitenaufruf"
        verbose_name_plural = "Seitenaufrufe"
        ordering = ["-day", "page"]
        constraints = [
            models.UniqueConstraint(fields=["day", "page", "language"], name="portal_pageview_once"),
            models.CheckConstraint(condition=~Q(page=""), name="portal_pageview_page_given"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y} {self.page}: {self.count}"
