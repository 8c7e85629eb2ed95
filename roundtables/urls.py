"""Addresses of the Runde Tische."""

from django.urls import path, re_path

from roundtables.meeting_urls import urlpatterns as meeting_urls
from roundtables.views import needs, ratings, round_tables

app_name = "roundtables"

urlpatterns = [
    path("runde-tische/", round_tables.table_list, name="table-list"),
    path("runde-tische/bedarfe/", needs.need_list, name="need-list"),
    path("runde-tische/bedarfe/neu/", needs.need_create, name="need-create"),
    re_path(r"^runde-tische/bedarfe/bedarfe\.(?P<suffix>xlsx|csv)$", needs.need_export, name="need-export"),
    path("runde-tische/bedarfe/<str:number>/", needs.need_detail, name="need-detail"),
    path("runde-tische/bedarfe/<str:number>/bearbeiten/", needs.need_edit, name="need-edit"),
    path("runde-tische/bedarfe/<str:number>/verlauf/", needs.need_history, name="need-history"),
    path("runde-tische/bedarfe/<str:number>/status/", needs.need_state, name="need-state"),
    path("runde-tische/bedarfe/<str:number>/zusammenfuehren/", needs.need_merge, name="need-merge"),
    path("runde-tische/bewertungen/", ratings.rating_list, name="rating-list"),
    path("runde-tische/<int:pk>/bewertung/", ratings.rating_create, name="rating-create"),
    path("runde-tische/bewertungen/<int:pk>/", ratings.rating_detail, name="rating-detail"),
    path("runde-tische/bewertungen/<int:pk>/bewerten/", ratings.rating_rate, name="rating-rate"),
    path("runde-tische/bewertungen/<int:pk>/schliessen/", ratings.rating_close, name="rating-close"),
]
urlpatterns += meeting_urls
