"""The interface kit: HTML of components and form fields, built in Python because templates are too slow for it.

Pages use it through the tags of `templatetags.components`; PDF and exports take words and variants from `signs`.
"""
