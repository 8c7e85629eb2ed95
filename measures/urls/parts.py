"""Addresses of what belongs to one measure."""

from django.urls import URLPattern, path

from measures.views import attachments, funding, indicator_effects, key_figures, milestones, sections, steckbrief


def part_patterns(base: str) -> list[URLPattern]:
    """All under the address `base` of the measure."""
    ways = [
        ("zusammenhang/", sections.measure_ties, "measure-ties"),
        ("kontakt/", sections.measure_contact, "measure-contact"),
        ("oeffentlichkeit/", sections.public_text, "public-text"),
        ("oeffentlichkeit/freigeben/", sections.public_text_release, "public-text-release"),
        ("oeffentlichkeit/zuruecknehmen/", sections.public_text_withdraw, "public-text-withdraw"),
        ("steckbrief.pdf", steckbrief.measure_pdf, "measure-pdf"),
        ("evaluation/", sections.evaluation_edit, "evaluation-edit"),
        ("meilensteine/", milestones.milestone_list, "milestone-list"),
        ("meilensteine/<int:pk>/", milestones.milestone_edit, "milestone-edit"),
        ("meilensteine/<int:pk>/entfaellt/", milestones.milestone_drop, "milestone-drop"),
        ("meilensteine/<int:pk>/gilt-wieder/", milestones.milestone_restore, "milestone-restore"),
        ("finanzierung/", funding.funding_list, "funding-list"),
        ("finanzierung/<int:pk>/", funding.funding_edit, "funding-edit"),
        ("finanzierung/<int:pk>/entfernen/", funding.funding_remove, "funding-remove"),
        ("wirkung/", indicator_effects.effect_list, "effect-list"),
        ("wirkung/<int:pk>/", indicator_effects.effect_edit, "effect-edit"),
        ("wirkung/<int:pk>/entfernen/", indicator_effects.effect_remove, "effect-remove"),
        ("kennzahlen/", key_figures.key_figure_list, "key-figure-list"),
        ("kennzahlen/neu/", key_figures.key_figure_create, "key-figure-create"),
        ("kennzahlen/<int:pk>/", key_figures.key_figure_edit, "key-figure-edit"),
        ("kennzahlen/<int:pk>/beenden/", key_figures.key_figure_end, "key-figure-end"),
        ("kennzahlen/<int:pk>/wieder-erheben/", key_figures.key_figure_resume, "key-figure-resume"),
        ("kennzahlen/<int:pk>/wert/", key_figures.value_create, "key-figure-value-create"),
        ("kennzahlen/wert/<int:pk>/", key_figures.value_edit, "key-figure-value-edit"),
        ("kennzahlen/wert/<int:pk>/entfernen/", key_figures.value_remove, "key-figure-value-remove"),
        ("anlagen/", attachments.attachment_list, "attachment-list"),
        ("anlagen/<int:pk>/", attachments.attachment_download, "attachment-download"),
        ("anlagen/<int:pk>/bearbeiten/", attachments.attachment_edit, "attachment-edit"),
        ("anlagen/<int:pk>/entfernen/", attachments.attachment_remove, "attachment-remove"),
    ]
    return [path(f"{base}{end}", view, name=name) for end, view, name in ways]
