"""The adoption of a Fassung of the Integrationskonzept is one fact: edition and resolution tell the same of it."""

from typing import Any, Final

from django.core.exceptions import ValidationError

from measures.models import Resolution
from measures.services.resolutions import ADOPTED, create_resolution, follow_resolution, update_resolution
from neuss_integration.accounts.models import User
from neuss_integration.city.enums import BACKING_RESULTS, ResolutionResult
from neuss_integration.foundation.records.saving import save_as, set_relations
from success_factors.models import ConceptEdition

NO_COMMITTEE: Final = "Zu dieser Fassung gibt es einen Beschluss. Bitte wählen Sie das Gremium, das ihn gefasst hat."


def record_adoption(*, edition: ConceptEdition, by: User, **_: Any) -> None:
    """The resolution that adopted `edition` tells what the edition tells; there is none while no Gremium is known.

    One that was recorded before for the same Gremium and day is taken. Raises ValidationError when the Gremium is
    taken away again, or as `create_resolution` does.
    """
    known = Resolution.objects.filter(adopts=edition).first()
    if edition.committee is None:
        if known:
            raise ValidationError({"committee": NO_COMMITTEE})
        return
    values = {name: getattr(edition, name) for name in ADOPTED} | {"resolved": edition.adopted}
    if known:
        update_resolution(known, by=by, expected_version=known.version, values=values, is_followed=False)
    elif entered := _recorded_before(edition):
        told = {name: value for name, value in values.items() if value not in (None, "")}
        current = _tied(entered, edition, by)
        current = update_resolution(current, by=by, expected_version=current.version, values=told)
        follow_resolution(current, by=by)
    else:
        more = {"title": edition.title, "result": ResolutionResult.APPROVED, "editions": [edition]}
        _tied(create_resolution(by=by, values=values | more), edition, by)


def _tied(resolution: Resolution, edition: ConceptEdition, by: User) -> Resolution:
    resolution.adopts = edition
    set_relations(resolution, {"editions": {edition.pk, *resolution.editions.values_list("pk", flat=True)}})
    save_as(resolution, ["adopts"], by=by)
    return resolution


def _recorded_before(edition: ConceptEdition) -> Resolution | None:
    """The resolution about `edition` that was entered by hand: same Gremium and day, or the same paper."""
    found = Resolution.objects.filter(committee=edition.committee, adopts=None, result__in=BACKING_RESULTS)
    when: Any = edition.adopted_date
    same_day = found.filter(resolved_date=when)
    with_paper = same_day.filter(paper_number=edition.paper_number) if edition.paper_number else same_day.none()
    return with_paper.first() or same_day.filter(editions=edition).first()
