"""`{% code text "postgres" %}`: highlighted lines for a `<pre class="code">`."""

from django import template
from django.utils.safestring import SafeString

from designer.highlighting import code_lines

register = template.Library()


@register.simple_tag
def code(text: str, language: str, first: int = 1, marked: int | None = None) -> SafeString:
    return code_lines(text, language, first=first, marked=marked)
