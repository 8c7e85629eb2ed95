"""What a report tells of the portal: enquiries that came in, and Aktionen that everybody could read of."""

import datetime as dt
from typing import Any

from neuss_integration.portal.enums import ReleaseState
from neuss_integration.portal.models import Campaign
from neuss_integration.portal.selectors.enquiries import enquiry_counts

Json = dict[str, Any]


def outreach(start: dt.date, end: dt.date, day: dt.date) -> Json:
    """Plain values of the period from `start` to `end` as of `day`: what began later is not told. Six queries.

    An Aktion counts when it was released and has a day of the period; drafts and withdrawn ones stay with the office.
    """
    counts = enquiry_counts(start, min(end, day))
    rows = Campaign.objects.between(start, end).filter(state=ReleaseState.RELEASED, starts_on__lte=day)
    campaigns = list(rows.with_parts().order_by("starts_on", "pk"))
    return {
        "enquiries": {
            "total": counts.total,
            "by_subject": _counted(counts.by_subject),
            "by_kind": _counted(counts.by_kind),
            "by_channel": _counted(counts.by_channel),
        },
        "campaigns": [_campaign(each) for each in campaigns],
    }


def _counted(pairs: list[tuple[str, int]]) -> list[Json]:
    return [{"label": label, "count": count} for label, count in pairs]


def _campaign(campaign: Campaign) -> Json:
    """As it was released, with what the office counted."""
    released = campaign.released or {}
    return {
        "title": released["title"],
        "kind": campaign.get_kind_display(),
        "period": " bis ".join(f"{day:%d.%m.%Y}" for day in dict.fromkeys((campaign.starts_on, campaign.last_day))),
        "target_groups": released["target_groups"],
        "channels": campaign.channel_names,
        "reach": campaign.reach,
        "cost": None if campaign.cost is None else float(campaign.cost),
    }
