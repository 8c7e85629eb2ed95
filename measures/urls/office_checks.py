"""Addresses of the Selbstcheck of the services."""

from django.urls import path

from measures.views import check_gaps, office_checks

check_patterns = [
    path("dienstleistungen/", office_checks.check_overview, name="check-overview"),
    path("dienstleistungen/eroeffnen/", office_checks.check_open, name="check-open"),
    path("dienstleistungen/<int:year>/bearbeiten/", office_checks.check_year_edit, name="check-year-edit"),
    path("dienstleistungen/<int:year>/freigeben/", office_checks.check_accept_all, name="check-accept-all"),
    path("dienstleistungen/<int:year>/selbstcheck.<str:ending>", office_checks.check_download, name="check-download"),
    path("dienstleistungen/stelle/<int:pk>/", office_checks.check_office, name="check-office"),
    path("dienstleistungen/selbstcheck/<int:pk>/", office_checks.check_detail, name="check-detail"),
    path("dienstleistungen/selbstcheck/<int:pk>/freigeben/", office_checks.check_accept, name="check-accept"),
    path("dienstleistungen/selbstcheck/<int:pk>/zurueckgeben/", office_checks.check_return, name="check-return"),
    path("dienstleistungen/selbstcheck/<int:pk>/verlauf/", office_checks.check_history, name="check-history"),
    path("dienstleistungen/luecke/<int:pk>/", check_gaps.gap_follow_up, name="gap-follow-up"),
    path("dienstleistungen/luecke/<int:pk>/massnahme/", check_gaps.gap_measure, name="gap-measure"),
    path("dienstleistungen/luecke/<int:pk>/wieder-offen/", check_gaps.gap_open_again, name="gap-open-again"),
]
