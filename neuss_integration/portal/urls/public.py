"""Addresses that everybody may open."""

from django.urls import path

from neuss_integration.portal.views import offers, start

app_name = "portal"
urlpatterns = [
    path("robots.txt", start.robots, name="robots"),
    path("portal/", start.start, name="start"),
    path("portal/sitemap.xml", start.sitemap, name="sitemap"),
    path("portal/angebote/", offers.offer_list, name="offer-list"),
    path("portal/angebote/<int:pk>/", offers.offer_detail, name="offer-detail"),
    path("portal/angebote/<int:pk>/termin.ics", offers.offer_calendar, name="offer-calendar"),
    path("portal/bilder/<slug:sha256>/", offers.picture, name="picture"),
]
