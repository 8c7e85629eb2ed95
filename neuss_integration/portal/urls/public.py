"""Addresses that everybody may open."""

from django.urls import path

from neuss_integration.portal.views import advice, offers, start

app_name = "portal"
urlpatterns = [
    path("robots.txt", start.robots, name="robots"),
    path("portal/", start.start, name="start"),
    path("portal/sitemap.xml", start.sitemap, name="sitemap"),
    path("portal/angebote/", offers.offer_list, name="offer-list"),
    path("portal/angebote/<int:pk>/", offers.offer_detail, name="offer-detail"),
    path("portal/angebote/<int:pk>/termin.ics", offers.offer_calendar, name="offer-calendar"),
    path("portal/beratung/", advice.advice, name="advice"),
    path("portal/themen/<int:pk>/", advice.subject_detail, name="subject-detail"),
    path("portal/anlaufstellen/<int:pk>/", advice.contact_point, name="contact-point"),
    path("portal/anfrage/", advice.enquiry, name="enquiry"),
    path("portal/anfrage/<slug:number>/<slug:code>/", advice.enquiry_status, name="enquiry-status"),
    path("portal/bilder/<slug:sha256>/", offers.picture, name="picture"),
]
