"""A measure with the columns of our list and the fields of our form, and what its fields choose among."""

from django.db import models
from wagtail.search import index


class Named(models.Model):
    """Something with a name."""

    name = models.CharField(max_length=300)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Field(Named):
    """A Handlungsfeld."""


class Office(Named):
    """A Fachdienststelle."""


class District(Named):
    """A Stadtteil."""


class Goal(Named):
    """A goal of the concept."""


class Measure(index.Indexed, models.Model):
    """One row for each of ours, with the same words."""

    number = models.CharField(max_length=20, unique=True)
    title = models.CharField(max_length=300)
    field = models.ForeignKey(Field, on_delete=models.PROTECT)
    office = models.ForeignKey(Office, on_delete=models.PROTECT)
    state = models.CharField(max_length=20)
    light = models.CharField(max_length=20, blank=True)
    reported = models.DateTimeField(null=True, blank=True)
    description = models.TextField(blank=True)
    initial_situation = models.TextField(blank=True)
    aim = models.TextField(blank=True)
    start = models.DateField(null=True, blank=True)
    end = models.DateField(null=True, blank=True)
    contributing = models.ManyToManyField(Office, related_name="+", blank=True)
    districts = models.ManyToManyField(District, blank=True)
    goals = models.ManyToManyField(Goal, blank=True)

    search_fields = (
        index.SearchField("title"),
        index.AutocompleteField("title"),
        index.SearchField("description"),
        index.FilterField("state"),
        index.FilterField("field_id"),
        index.FilterField("office_id"),
        index.FilterField("pk"),
    )

    def __str__(self) -> str:
        return self.title
