"""One search over everything a person may see: words, parts of words, umlauts in either spelling, numbers."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from django.db.models import Count, QuerySet, Value, Window
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from measures.models import FundingProgramme, GoalGauge, IndicatorEffect, Judgement, Measure, Resolution
from measures.selectors.office_checks import checks_for
from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.fair_share import fair_share
from neuss_integration.accounts.permissions import access_of
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.city.models import District, Division, Organisation
from neuss_integration.foundation.words.folding import fold, search_words
from neuss_integration.search_results import Found, FoundKind
from neuss_integration.steering.selectors.follows import seen_follows
from reporting.content.schema import upgraded
from reporting.enums import FileKind
from reporting.models import Publication, Report
from reporting.selectors.published_reports import pages_with, places_of
from roundtables.models import ActionItem, GoalComment, Meeting, Need, Proposal, PutGoal, comment_address
from success_factors.models import Goal, Indicator
from success_factors.selectors.staff import years_named

FEW: Final = 4
MANY: Final = 20
MAX_QUERY_LENGTH: Final = 200


def search(user: Any, text: str, *, most: int = MANY, with_passages: bool = True) -> list[FoundKind]:
    """What holds all words of `text`, kind by kind along the chain, as far as `user` may see it; twenty-two queries.

    Kinds in which nothing is found are left out. Published reports are read whole only `with_passages`.
    """
    words = search_words(text[:MAX_QUERY_LENGTH])
    if not words:
        return []
    kinds = [make(user, words, " ".join(words), most) for make in KINDS]
    if with_passages:
        kinds.append(_passages(user, " ".join(words), most))
    return [kind for kind in kinds if kind.count]


def _measures(user: Any, words: list[str], text: str, most: int) -> FoundKind:
    found = Measure.objects.visible_to(user).matching(text).order_by("sort_key", "pk")
    rows = _first(found, most, "number", "title", "lead_department__name")
    items = [Found(f"{row[0]} {row[1]}", row[2], reverse("measures:measure-detail", args=[row[0]])) for row in rows]
    return FoundKind("Maßnahme", items, _count(rows), f"{reverse('measures:measure-list')}?suche=")


def _needs(user: Any, words: list[str], text: str, most: int) -> FoundKind:
    found = Need.objects.visible_to(user).matching(text).order_by("-raised_on", "-pk")
    rows = _first(found, most, "number", "title", "round_table__name")
    items = [Found(f"{row[0]} {row[1]}", row[2], reverse("roundtables:need-detail", args=[row[0]])) for row in rows]
    return FoundKind("Bedarf", items, _count(rows), f"{reverse('roundtables:need-list')}?suche=")


def _resolutions(user: Any, words: list[str], text: str, most: int) -> FoundKind:
    found = Resolution.objects.visible_to(user).matching(text).order_by("-resolved_date", "-pk")
    rows = _first(found, most, "pk", "title", "committee__name")
    items = [Found(row[1], row[2], reverse("measures:resolution-detail", args=[row[0]])) for row in rows]
    return FoundKind("Beschluss", items, _count(rows), f"{reverse('measures:resolution-list')}?suche=")


def _read(
    noun: str,
    rows_for: Callable[[Any], QuerySet[Any]],
    names: tuple[str, ...],
    shown: Callable[[tuple[Any, ...]], Found],
    heading: str = "",
) -> Callable[[Any, list[str], str, int], FoundKind]:
    """A kind without a column for searching: few enough to be read and compared one by one, with one query."""

    def kind(user: Any, words: list[str], text: str, most: int) -> FoundKind:
        rows = rows_for(user).values_list(*names)
        found = [row for row in rows if _holds(words, row)]
        return FoundKind(noun, [shown(row) for row in found[:most]], len(found), heading=heading)

    return kind


def _holds(words: Iterable[str], row: tuple[Any, ...]) -> bool:
    """Whether its texts hold them; keys and moments are not what people look for."""
    folded = fold(" ".join(each for each in row[1:] if isinstance(each, str)))
    return all(word in folded for word in words)


def _first(found: QuerySet[Any], most: int, *names: str) -> list[tuple[Any, ...]]:
    """The first rows, each with how many there are in all at its end."""
    return list(found.annotate(found_in_all=Window(Count("pk"))).values_list(*names, "found_in_all")[:most])


def _count(rows: list[tuple[Any, ...]]) -> int:
    return rows[0][-1] if rows else 0


def _passages(user: Any, text: str, most: int) -> FoundKind:
    """Sections and measures of published reports in whose text the words stand, with the place on the page."""
    reports = Report.objects.visible_to(user).published()
    publications = Publication.objects.filter(report__in=reports).select_related("report", "snapshot")
    found = list(_places(publications.order_by("-published_at", "-pk"), text))
    return FoundKind("Stelle", found[:most], len(found), heading="Stellen in Berichten")


def _places(publications: Iterable[Publication], text: str) -> Iterator[Found]:
    for publication in publications:
        report = publication.report
        page = reverse("reporting:portal-report", args=[report.pk])
        pdf = reverse("reporting:portal-file", args=[report.pk, FileKind.REPORT.value])
        for hit in places_of(upgraded(json.loads(publication.snapshot.content)), text):
            yield Found(hit.title, f"{report.title}: {hit.text}" if hit.text else report.title, f"{page}#{hit.anchor}")
        for hit in pages_with(publication, text):
            yield Found(f"{hit.title} des PDF", f"{report.title}: {hit.text}", f"{pdf}#page={hit.page}")


def _day(moment: Any) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y}"


def _judged_page(goal: int | None, number: str) -> str:
    """Where the judgement of a goal, or of the measure of this number, stands."""
    if goal is not None:
        return reverse("success_factors:goal-detail", args=[goal])
    return reverse("measures:measure-detail", args=[number])


def _for_readers(user: Any, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows if access_of(user).has(Permission.VIEW_MEASURES) else rows.none()


KINDS: Final = (
    _needs,
    _read(
        "Handlungsvorschlag",
        lambda user: Proposal.objects.visible_to(user).order_by("-number"),
        ("number", "number", "title", "description", "round_table__name"),
        lambda row: Found(f"{row[1]} {row[2]}", row[4], reverse("roundtables:proposal-detail", args=[row[0]])),
    ),
    _resolutions,
    _read(
        "Ziel",
        lambda user: Goal.objects.visible_to(user).order_by("-guiding_goal__edition_id", "position", "pk"),
        ("pk", "text", "guiding_goal__title"),
        lambda row: Found(row[1], row[2], reverse("success_factors:goal-detail", args=[row[0]])),
    ),
    _read(
        "Ziel",
        lambda user: PutGoal.objects.visible_to(user).order_by("-round", "position"),
        ("round_id", "text", "round__title"),
        lambda row: Found(row[1], row[2], reverse("roundtables:comment-round-detail", args=[row[0]])),
        heading="Beteiligung",
    ),
    _read(
        "Kommentar",
        lambda user: GoalComment.objects.visible_to(user).as_read_by(user).order_by("-received_on", "-pk"),
        ("pk", "words", "answer", "put_goal__round_id"),
        lambda row: Found(Truncator(row[1]).words(12), row[2], comment_address(row[3], row[0])),
    ),
    _read(
        "Indikator",
        lambda user: Indicator.objects.visible_to(user).order_by("sort_key", "pk"),
        ("pk", "name", "definition", "data_source", "steps"),
        lambda row: Found(row[1], row[3], reverse("success_factors:indicator-detail", args=[row[0]])),
    ),
    _read(
        "Messgröße",
        lambda user: GoalGauge.objects.visible_to(user).order_by("-goal__guiding_goal__edition_id", "goal", "pk"),
        ("pk", "indicator__name", "key_figure__name", "goal__text", "note", "goal_id"),
        lambda row: Found(
            row[1] or row[2], row[3], f"{reverse('success_factors:goal-detail', args=[row[5]])}#messgroesse-{row[0]}"
        ),
    ),
    _measures,
    _read(
        "Wirkung",
        lambda user: IndicatorEffect.objects.visible_to(user).order_by("-measure", "pk"),
        ("pk", "measure__number", "measure__title", "indicator__name", "note"),
        lambda row: Found(
            f"{row[1]} wirkt auf: {row[3]}", row[2], f"{reverse('measures:measure-detail', args=[row[1]])}#wirkung"
        ),
    ),
    _read(
        "Einschätzung",
        lambda user: Judgement.objects.visible_to(user).newest_first(),
        ("pk", "reason", "goal_id", "goal__text", "measure__number", "measure__title", "department__name"),
        lambda row: Found(
            f"{row[4]} {row[5]}" if row[4] else row[3], row[1], f"{_judged_page(row[2], row[4])}#einschaetzung"
        ),
    ),
    _read(
        "Angabe",
        lambda user: (
            FundingProgramme.objects.visible_to(user).annotate(word=Value("Förderprogramm")).order_by("-ends_on", "pk")
        ),
        ("pk", "title", "funder", "department__name", "department__short_name", "word"),
        lambda row: Found(row[1], row[2], reverse("measures:programme-detail", args=[row[0]])),
        heading="Förderprogramme",
    ),
    _read(
        "Selbstcheck",
        lambda user: (
            checks_for(user).annotate(word=Value("Selbstcheck Dienstleistungen")).order_by("-check_year__year")
        ),
        ("pk", "word", "department__name", "check_year__year", "department__short_name"),
        lambda row: Found(f"{row[2]}, Selbstcheck {row[3]}", "", reverse("measures:check-detail", args=[row[0]])),
    ),
    _read(
        "Angabe",
        years_named,
        ("pk", "word", "year"),
        lambda row: Found(f"Personalzahlen {row[2]}", "", f"{reverse('success_factors:staff-overview')}?jahr={row[2]}"),
        heading="Personalzahlen",
    ),
    _read(
        "Angabe",
        lambda user: seen_follows(user).order_by("pk"),
        ("pk", "measure__title", "measure__number", "field_of_action__name", "need__title", "resolution__title"),
        lambda row: Found(next(filter(None, (row[1], *row[3:]))), "", reverse("steering:follow-list")),
        heading="Was Sie verfolgen",
    ),
    _read(
        "Organisation",
        lambda user: _for_readers(user, Organisation.objects.current().in_german_order()),
        ("pk", "name"),
        lambda row: Found(row[1], "", reverse("measures:organisation-detail", args=[row[0]])),
    ),
    _read(
        "Stadtteil",
        lambda user: _for_readers(user, District.objects.in_official_order()),
        ("pk", "name"),
        lambda row: Found(row[1], "", reverse("measures:district-detail", args=[row[0]])),
    ),
    _read(
        "Dezernat",
        lambda user: _for_readers(user, Division.objects.in_chart_order()),
        ("pk", "name", "short_name", "head"),
        lambda row: Found(row[1], row[3], f"{reverse('measures:organisation-chart')}#dezernat-{row[0]}"),
    ),
    _read(
        "Sitzung",
        lambda user: Meeting.objects.visible_to(user).order_by("-starts_at", "-pk"),
        ("starts_at", "pk", "title", "round_table__name", "place"),
        lambda row: Found(
            f"{row[2] or 'Sitzung'}, {_day(row[0])}", row[3], reverse("roundtables:meeting-detail", args=[row[1]])
        ),
    ),
    _read(
        "Auftrag",
        lambda user: ActionItem.objects.visible_to(user).order_by("due_on", "pk"),
        ("pk", "text", "responsible_department__name", "responsible_user__name", "responsible_organisation__name"),
        lambda row: Found(
            row[1], row[2] or row[3] or row[4] or "", reverse("roundtables:action-detail", args=[row[0]])
        ),
    ),
    _read(
        "Bericht",
        lambda user: Report.objects.visible_to(user).order_by("-period_end", "-pk"),
        ("pk", "title", "paper_number"),
        lambda row: Found(row[1], row[2], reverse("reporting:report-detail", args=[row[0]])),
    ),
)


@require_safe
@fair_share
def search_page(request: SignedInRequest) -> HttpResponse:
    """Everything that holds the words of `q`; a number leads straight to its page, a script gets the first ones."""
    text = request.GET.get("q", "").strip()
    is_list = request.GET.get("liste") == "1"
    kinds = search(request.user, text, most=FEW if is_list else MANY, with_passages=not is_list)
    if not is_list and (only := _numbered(kinds, text)):
        return redirect(only)
    context = {
        "page_title": "Suche",
        "breadcrumbs": [("Start", "/"), ("Suche", "")],
        "text": text,
        "kinds": kinds,
        "count": sum(kind.count for kind in kinds),
    }
    return render(request, "site/includes/search_kinds.html" if is_list else "site/search.html", context)


def _numbered(kinds: Iterable[FoundKind], text: str) -> str:
    """The page of what has exactly this number, such as „B-2026-003“; empty for words."""
    wanted = f"{fold(text)} "
    has_number = any(letter.isdecimal() for letter in wanted)
    found = [item.url for kind in kinds for item in kind.items if has_number and fold(item.title).startswith(wanted)]
    return found[0] if len(found) == 1 else ""
