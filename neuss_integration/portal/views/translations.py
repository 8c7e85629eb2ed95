"""Pages of the office about languages: the matrix, and one text in one language."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, form_methods, form_page, version_of
from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.forms.translations import TranslationForm
from neuss_integration.portal.kinds import KINDS, PortalKind
from neuss_integration.portal.models import Translation
from neuss_integration.portal.selectors.coverage import coverage_rows, coverage_sums, offered_languages
from neuss_integration.portal.services.translations import review_translation, save_translation
from neuss_integration.portal.views.office import INDEX_CRUMB, editors

SAVED = "Gespeichert. Zu lesen ist es, sobald es geprüft ist."


@require_safe
@editors
def language_matrix(request: SignedInRequest) -> HttpResponse:
    """Which released text is there in which language: sums by kind, and the texts; of one sum what is missing."""
    kinds = {slug: kind for slug, kind in KINDS.items() if kind.translated_as}
    rows = coverage_rows((slug, kind.translated_as, kind.rows.public()) for slug, kind in kinds.items())
    languages = offered_languages()
    kind = kinds.get(request.GET.get("art", ""))
    language = next((each for each in languages if each.value == request.GET.get("sprache")), None)
    missing = [row for row in rows if language and row.lacks(language.value) and (not kind or row.slug == kind.slug)]
    context = {
        "page_title": "Sprachen des Portals",
        "languages": languages,
        "sums": [(kinds.get(each.slug), each) for each in coverage_sums(rows)],
        "rows": missing if language else rows,
        "language": language,
        "kind": kind,
        "breadcrumbs": [INDEX_CRUMB, ("Sprachen", "")],
    }
    return render(request, "portal/office/languages.html", context)


@form_methods
@editors
def translation_edit(request: SignedInRequest, slug: str, pk: int, language: str) -> HttpResponse:
    """One text in one language beside the German one that everybody reads."""
    kind, item, row = _found(slug, pk, language)
    spoken = PortalLanguage(language)
    form = TranslationForm(form_data(request), row=row, tag=spoken.tag)

    def save() -> Any:
        return save_translation(
            item,
            item_name=kind.translated_as,
            language=language,
            by=request.user,
            expected_version=version_of(form),
            values=form.values(),
        )

    here, page = reverse("publicity:translation", args=[slug, pk, language]), "portal/office/translation.html"
    context, stored = _context(kind, item, row, spoken), lambda now: TranslationForm(row=now, tag=spoken.tag)
    return form_page(request, form, save, page, context, back=here, done=SAVED, stored=stored)


@require_POST
@editors
def translation_review(request: SignedInRequest, slug: str, pk: int, language: str) -> HttpResponse:
    """Somebody who knows the language has read it."""
    row = _found(slug, pk, language)[2]
    if row is None:
        raise Http404("There is no translation to check.")
    version = request.POST.get("version", "")
    known = int(version) if version.isdecimal() else 0

    def review() -> Any:
        return review_translation(row, by=request.user, expected_version=known)

    back = reverse("publicity:translation", args=[slug, pk, language])
    return button(request, review, back=back, done="Geprüft. Alle können es jetzt lesen.")


def _context(kind: PortalKind, item: Any, row: Translation | None, language: PortalLanguage) -> dict[str, Any]:
    title = f"{language.label}: {item.title}"
    crumbs = [INDEX_CRUMB, ("Sprachen", reverse("publicity:languages")), (title, "")]
    context = {"page_title": title, "breadcrumbs": crumbs}
    return context | {"item": item, "row": row, "kind": kind, "language": language}


def _found(slug: str, pk: int, language: str) -> tuple[PortalKind, Any, Translation | None]:
    kind = KINDS.get(slug)
    if kind is None or not kind.translated_as or language not in {each.value for each in offered_languages()}:
        raise Http404("Nothing of this kind is translated into this language.")
    item = get_object_or_404(kind.rows.public(), pk=pk)
    rows = Translation.objects.select_related("reviewed_by")
    return kind, item, rows.filter(**{kind.translated_as: item, "language": language}).first()
