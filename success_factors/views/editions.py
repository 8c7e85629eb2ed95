"""Pages of the Fassungen of the Integrationskonzept."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_POST, require_safe

from neuss_integration.accounts.enums import Permission
from neuss_integration.accounts.form_recovery import form_data
from neuss_integration.accounts.permissions import require_permission
from neuss_integration.accounts.requests import SignedInRequest
from neuss_integration.foundation.forms.pages import button, confirmed, form_methods, form_page, version_of
from neuss_integration.foundation.records.history import Trail
from success_factors.forms.editions import AdoptedEditionForm, AdoptForm, EditionForm, EditionTextForm
from success_factors.models import ConceptEdition
from success_factors.selectors.edition_events import edition_events
from success_factors.selectors.goals import Balance, editions_with_counts, editions_with_goals
from success_factors.services.discarding import consequences_of_discarding, discard_edition, what_bars_discarding
from success_factors.services.editions import adopt_edition, create_edition, update_edition
from success_factors.services.revisions import edition_in_force, revise_former

GOALS_CRUMB = ("Ziele", reverse_lazy("success_factors:goal-list"))
EDITIONS_CRUMB = ("Fassungen", reverse_lazy("success_factors:edition-list"))
FORM_PAGE = "success_factors/goal_form.html"


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def edition_list(request: SignedInRequest) -> HttpResponse:
    """All editions with who adopted them."""
    editions = list(editions_with_counts(request.user))
    context = {
        "page_title": "Fassungen des Integrationskonzepts",
        "editions": editions,
        "draft": next((each for each in editions if each.is_draft), None),
        "may_edit": request.user.access.has(Permission.MAINTAIN_CONCEPT),
        "breadcrumbs": [GOALS_CRUMB, ("Fassungen", "")],
    }
    return render(request, "success_factors/edition_list.html", context)


@require_safe
@require_permission(Permission.VIEW_CONCEPT)
def edition_detail(request: SignedInRequest, pk: int) -> HttpResponse:
    """One edition: adoption, Leitziele with goals, and who took part."""
    edition = get_object_or_404(editions_with_goals(request.user), pk=pk)
    may_edit = request.user.access.has(Permission.MAINTAIN_CONCEPT)
    context = {
        "page_title": edition.title,
        "edition": edition,
        "balance": Balance.of(edition.participations.all()),
        "may_edit": may_edit,
        "may_write": may_edit and edition.is_draft,
        "may_revise": may_edit and not (edition.is_draft or edition.is_replaced or edition.draft_key),  # type: ignore[attr-defined]
        "former": edition_in_force() if may_edit and edition.is_draft and not edition.previous_id else None,
        "breadcrumbs": [GOALS_CRUMB, EDITIONS_CRUMB, (edition.title, "")],
    }
    return render(request, "success_factors/edition_detail.html", context)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def edition_create(request: SignedInRequest) -> HttpResponse:
    form = EditionForm(form_data(request))

    def save() -> Any:
        return create_edition(by=request.user, **form.cleaned_data)

    crumbs = [GOALS_CRUMB, EDITIONS_CRUMB, ("Anlegen", "")]
    done = "Der Entwurf ist angelegt."
    return form_page(
        request, form, save, FORM_PAGE, {"page_title": "Fassung anlegen", "breadcrumbs": crumbs}, done=done
    )


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def edition_edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change title and note of a draft, or put right how an edition was adopted; goals are not touched."""
    edition = visible_edition(request, pk)
    kind = EditionTextForm if edition.is_draft else AdoptedEditionForm
    form = kind(form_data(request), edition=edition)

    def save() -> Any:
        adopted = form.cleaned_data.get("adopted")
        return update_edition(
            edition, by=request.user, expected_version=version_of(form), values=form.values(), adopted=adopted
        )

    context = edition_context(edition, "Fassung bearbeiten")
    return form_page(
        request, form, save, FORM_PAGE, context, back=edition, stored=lambda current: kind(edition=current)
    )


@require_safe
@require_permission(Permission.MAINTAIN_CONCEPT)
def edition_history(request: SignedInRequest, pk: int) -> HttpResponse:
    """What changed of an edition, and beside it what was added and taken out of it."""
    edition = visible_edition(request, pk)
    context = {
        "page_obj": Trail(edition).page(request.GET.get("seite")),
        "timeline": edition_events(edition),
        "events_title": "Was dazukam und wegfiel",
    }
    return render(request, "layout/history.html", context | edition_context(edition, "Änderungsverlauf der Fassung"))


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def edition_adopt(request: SignedInRequest, pk: int) -> HttpResponse:
    """Record the resolution; the words of the edition stay from then on."""
    edition, form = visible_edition(request, pk), AdoptForm(form_data(request))

    def save() -> ConceptEdition:
        return adopt_edition(edition, by=request.user, adopted=form.cleaned_data["adopted"], values=form.values())

    context = edition_context(edition, "Beschluss der Fassung eintragen") | {"edition": edition}
    context["former"] = None if edition.previous_id else edition_in_force()
    done = "Der Beschluss ist eingetragen. Der Wortlaut der Fassung bleibt jetzt so."
    return form_page(request, form, save, "success_factors/edition_adopt.html", context, back=edition, done=done)


@form_methods
@require_permission(Permission.MAINTAIN_CONCEPT)
def edition_discard(request: SignedInRequest, pk: int) -> HttpResponse:
    """Discard a draft with all that was written in it, after a page that says what goes, what stays and what bars."""
    edition = visible_edition(request, pk)
    context = edition_context(edition, "Entwurf verwerfen") | {
        "confirm_label": "Entwurf verwerfen",
        "refusal": what_bars_discarding(edition),
        "consequences": consequences_of_discarding(edition),
    }
    return confirmed(
        request,
        lambda: discard_edition(edition, by=request.user),
        context,
        back=edition,
        done=f"Der Entwurf „{edition.title}“ ist verworfen.",
        then=reverse("success_factors:edition-list"),
    )


@require_POST
@require_permission(Permission.MAINTAIN_CONCEPT)
def edition_revise(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a draft that was begun on its own revise the Fassung in force."""
    edition = visible_edition(request, pk)
    done = "Entscheiden Sie jetzt über jedes Ziel der bisherigen Fassung."
    then = reverse("success_factors:revision-detail", args=[pk])
    return button(request, lambda: revise_former(edition, by=request.user), back=edition, done=done, then=then)


def visible_edition(request: SignedInRequest, pk: int) -> ConceptEdition:
    """The edition of this key if the person may see it; 404 otherwise."""
    return get_object_or_404(ConceptEdition.objects.visible_to(request.user), pk=pk)


def edition_context(edition: ConceptEdition, title: str) -> dict[str, object]:
    """What pages below an edition share: title, subject and the way back."""
    crumbs = [GOALS_CRUMB, EDITIONS_CRUMB, (edition.title, edition.get_absolute_url()), (title, "")]
    return {"page_title": title, "subject": edition.title, "breadcrumbs": crumbs}
