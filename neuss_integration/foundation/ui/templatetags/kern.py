"""Tags of the crispy template pack in templates/kern/."""

from crispy_forms.layout import BaseInput
from django import template
from django.forms.boundfield import BoundField
from django.template import Context
from django.utils.safestring import SafeString

from neuss_integration.foundation.ui import fields
from neuss_integration.foundation.ui.html import attributes, format_html

register = template.Library()

BUTTON_VARIANTS = ("primary", "secondary", "tertiary")


@register.simple_tag(takes_context=True)
def kern_field(context: Context, horizontal: bool = False) -> SafeString:
    """The context's `field` with label, hint, control and error."""
    return fields.field_html(context["field"], horizontal=horizontal, **fields.layout_attributes(context))


@register.simple_tag
def kern_bound_field(field: BoundField, horizontal: bool = False) -> SafeString:
    """`{% kern_bound_field form.title %}`: one field in a hand-made layout; `horizontal` puts choices in a row."""
    return fields.field_html(field, horizontal=horizontal)


@register.simple_tag
def kern_control(field: BoundField) -> SafeString:
    """The input alone, for a table cell; the page must label it with `aria-label` in the widget's attributes."""
    return fields.control(field)


@register.simple_tag
def kern_button(button: BaseInput) -> SafeString:
    """A crispy Submit, Button or Reset as KERN button; the first submit is primary unless a variant class says else."""
    own = [name for name in button.field_classes.split() if name not in {"btn", "btn-primary", "btn-inverse"}]
    has_variant = any(name == f"kern-btn--{variant}" for name in own for variant in BUTTON_VARIANTS)
    if not has_variant:
        own.append("kern-btn--primary" if button.input_type == "submit" else "kern-btn--secondary")
    head = {
        "type": button.input_type,
        "name": button.name,
        "value": button.value,
        "id": button.id,
        "class": " ".join(["kern-btn", *own]),
    }
    return format_html(
        '<button{}{}><span class="kern-label">{}</span></button>', attributes(head), button.flat_attrs, button.value
    )
