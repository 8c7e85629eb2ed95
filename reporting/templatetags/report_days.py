"""The last report, for pages below that compare with it."""

from django import template

from reporting.selectors.last_report import last_report

register = template.Library()
register.simple_tag(last_report)
