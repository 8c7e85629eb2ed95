"""The mail of the week: what is overdue and what comes, for who wants it."""

import datetime as dt
from typing import Any, Final
from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from neuss_integration.foundation.words.city_names import signature
from neuss_integration.foundation.words.nouns import count_of
from neuss_integration.mailing.services import queue_mail
from neuss_integration.steering.models import CalendarSubscription
from neuss_integration.steering.selectors.addresses import may_look
from neuss_integration.steering.selectors.due import MAILED_AHEAD, due_entries, week_of
from neuss_integration.steering.selectors.entries import DueEntry
from neuss_integration.steering.selectors.follows import News, news_for

KIND: Final = "calendar"
WEEK_DAYS: Final = 7


def send_weeks(now: dt.datetime | None = None) -> int:
    """Who wants it has the mail of this week, if something is overdue or due within MAILED_AHEAD days, or if something
    was entered last week about what they follow: each is told in one mail, whenever it is sent. Returns how many."""
    monday = week_of(now)
    waiting = CalendarSubscription.objects.filter(Q(mailed_on__lt=monday) | Q(mailed_on=None), wants_mail=True)
    return sum(_send(pk, monday, now) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _send(pk: int, monday: dt.date, now: dt.datetime | None) -> bool:
    found = CalendarSubscription.objects.select_for_update(of=("self",)).select_related("user").get(pk=pk)
    if not found.wants_mail or found.mailed_on == monday:
        return False
    today, entries = timezone.localdate(now), []
    news: list[News] = []
    if may_look(found):
        until = today + dt.timedelta(days=MAILED_AHEAD)
        entries = due_entries(found.user, today=today, until=until, only_own=found.only_own)
        news = news_for(found.user, since=monday - dt.timedelta(days=WEEK_DAYS), before=monday)
    if entries or news:
        key = f"kalender:{found.user_id}:{monday:%Y-%m-%d}"
        queue_mail(key=key, kind=KIND, to=found.user, is_circular=True, **_written(entries, news))
    found.mailed_on = monday
    found.save(update_fields=["mailed_on"])
    return bool(entries or news)


def _written(entries: list[DueEntry], news: list[News]) -> dict[str, Any]:
    late = [entry for entry in entries if entry.is_overdue]
    context: dict[str, Any] = {
        "late": late,
        "coming": [entry for entry in entries if not entry.is_overdue],
        "news": news,
        "site_url": settings.SITE_URL.rstrip("/"),
        "url": urljoin(settings.SITE_URL, reverse("steering:calendar")),
        "settings_url": urljoin(settings.SITE_URL, reverse("steering:subscription")),
        **signature(),
    }
    text = render_to_string("steering/mail/week.txt", context).strip() + "\n"
    told = [f"{count_of(len(late), 'Termin')} überfällig"] if late else []
    told += [f"{count_of(len(context['coming']), 'Termin')} in {MAILED_AHEAD} Tagen"] if context["coming"] else []
    told += [f"{len(news)}-mal Neues bei Verfolgtem"] if news else []
    return {"subject": f"Ihre Woche: {', '.join(told)}", "text": text}
