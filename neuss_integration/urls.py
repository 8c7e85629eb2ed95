"""All addresses. Each app has its own urls.py; here is only where it hangs."""

from django.urls import include, path

from measures.maintenance_kinds import CHECK_QUESTIONS
from neuss_integration import audit_log, health, refused_requests, views
from neuss_integration.maintenance.kinds.city import CITY_KINDS
from neuss_integration.maintenance.urls import maintenance_urls
from neuss_integration.search import search_page
from neuss_integration.start import start
from success_factors.maintenance_kinds import FIELDS_OF_ACTION

urlpatterns = [
    path("", start, name="start"),
    path("suche/", search_page, name="search"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("betrieb/", health.status, name="status"),
    path("protokoll/", audit_log.audit_log, name="audit-log"),
    path("protokoll/datei/", audit_log.audit_export, name="audit-export"),
    path("datenschutz/", include("neuss_integration.data_protection.urls")),
    path("konto/", include("neuss_integration.accounts.urls")),
    path("benutzer/", include("neuss_integration.accounts.urls.users")),
    path("vertretungen/", include("neuss_integration.accounts.urls.deputies")),
    path("stammdaten/namen/", views.names_of_the_city, name="city-names"),
    path("stammdaten/beispiel/", views.example, name="example"),
    path("stammdaten/namen/verlauf/", views.names_history, name="city-names-history"),
    path("stammdaten/", include((maintenance_urls([FIELDS_OF_ACTION, CHECK_QUESTIONS, *CITY_KINDS]), "maintenance"))),
    path("nachrichten/", include("neuss_integration.mailing.urls")),
    path("", include("neuss_integration.site_urls")),
    path("", include("neuss_integration.steering.urls")),
    path("oeffentlichkeit/", include("neuss_integration.portal.urls.office")),
    path("", include("neuss_integration.portal.urls.public")),
    path("", include("reporting.urls")),
    path("", include("roundtables.urls")),
    path("", include("measures.urls")),
    path("", include("success_factors.urls")),
]

handler400 = refused_requests.bad_request
handler403 = refused_requests.forbidden
handler404 = refused_requests.not_found
handler500 = views.server_error
