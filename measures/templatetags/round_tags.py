"""What rounds show on their pages."""

from django import template
from django.utils.safestring import SafeString

from measures.selectors.response_rate import Returns
from neuss_integration.foundation.ui.line_chart import line_chart

register = template.Library()


@register.simple_tag
def returns_chart(returns: Returns) -> SafeString:
    """The returns of a round over time, beside those of the rounds before it."""
    return line_chart(returns.chart)
