"""`{{ version.created_at|ago }}`: "just now", "5 minutes ago", "3 weeks ago"."""

from datetime import datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.timesince import timesince

register = template.Library()

MOMENT = timedelta(minutes=1)


@register.filter
def ago(at: datetime) -> str:
    if timezone.now() - at < MOMENT:
        return "just now"
    return f"{timesince(at, depth=1)} ago"
