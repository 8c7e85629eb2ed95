"""Addresses that everybody may open, in German and below each other language."""

from django.urls import include, path, register_converter

from neuss_integration.portal.enums import PortalLanguage
from neuss_integration.portal.views import advice, data, news, offers, oparl, paper, start, taking_part


class LanguageConverter:
    """A language the portal knows; whether the city offers it is asked by the page."""

    regex = "|".join(PortalLanguage.values)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(LanguageConverter, "portal_language")

PAGES = [
    path("", start.start, name="start"),
    path("angebote/", offers.offer_list, name="offer-list"),
    path("angebote/<int:pk>/", offers.offer_detail, name="offer-detail"),
    path("angebote/<int:pk>/termin.ics", offers.offer_calendar, name="offer-calendar"),
    path("aktuelles/", news.news, name="news"),
    path("aktuelles/<int:pk>/", news.news_detail, name="news-detail"),
    path("aktionen/<int:pk>/", news.campaign_detail, name="campaign-detail"),
    path("aktionen/<int:pk>/termin.ics", news.campaign_day, name="campaign-calendar"),
    path("organisationen/", news.organisations, name="organisations"),
    path("organisationen/<int:pk>/", news.organisation, name="organisation"),
    path("runde-tische/", news.round_tables, name="round-tables"),
    path("runde-tische/<int:pk>/bedarfe/", news.round_table_needs, name="round-table-needs"),
    path("beteiligung/", taking_part.taking_part, name="taking-part"),
    path("beteiligung/<int:pk>/", taking_part.goal_comment, name="goal-comment"),
    path("beteiligung/<int:pk>/kommentare/", taking_part.goal_comments, name="goal-comments"),
    path("anfragen-der-gremien/", taking_part.council_questions, name="council-questions"),
    path("beratung/", advice.advice, name="advice"),
    path("themen/<int:pk>/", advice.subject_detail, name="subject-detail"),
    path("anlaufstellen/<int:pk>/", advice.contact_point, name="contact-point"),
    path("impressum/", start.imprint, name="imprint"),
    path("datenschutz/", start.privacy, name="privacy"),
    path("daten/", data.data, name="data"),
    path("anfrage/", advice.enquiry, name="enquiry"),
    path("anfrage/<slug:number>/<slug:code>/", advice.enquiry_status, name="enquiry-status"),
]

app_name = "portal"
urlpatterns = [
    path("robots.txt", start.robots, name="robots"),
    path(".well-known/security.txt", start.security, name="security"),
    path("portal/sitemap.xml", start.sitemap, name="sitemap"),
    path("portal/daten/katalog.jsonld", data.data_catalogue, name="data-catalogue"),
    path("portal/daten/openapi.json", data.data_api, name="data-api"),
    path("portal/daten/berichte.atom", data.feed, name="feed"),
    path("portal/daten/termine.ics", data.calendar, name="calendar"),
    path("portal/daten/schema/<slug:name>-<int:version>.json", data.data_schema, name="data-schema"),
    path("portal/daten/<slug:name>.json", data.data_json, name="data-json"),
    path("portal/daten/<slug:name>.csv", data.data_csv, name="data-csv"),
    path("portal/qr.svg", paper.qr_code, name="qr"),
    path("portal/angebote/blatt.pdf", paper.sheet, name="sheet"),
    path("portal/oparl/paper/", oparl.papers, name="oparl-papers"),
    path("portal/oparl/paper/<int:pk>/", oparl.paper, name="oparl-paper"),
    path("portal/oparl/file/<int:pk>/<slug:kind>/", oparl.file, name="oparl-file"),
    path("portal/oparl/consultation/<int:pk>/", oparl.consultation, name="oparl-consultation"),
    path("portal/oparl/organization/<int:pk>/", oparl.organization, name="oparl-organization"),
    path("portal/bilder/<slug:sha256>/", offers.picture, name="picture"),
    path("portal/", include(PAGES)),
    path("portal/<portal_language:language>/", include(PAGES)),
]
