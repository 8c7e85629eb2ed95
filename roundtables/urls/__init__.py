"""Addresses of the Runde Tische."""

from django.urls import path, re_path

from roundtables.urls.comments import urlpatterns as comment_urls
from roundtables.urls.meetings import urlpatterns as meeting_urls
from roundtables.views import need_import, needs, network, proposal_steps, proposals, ratings, round_tables

app_name = "roundtables"

urlpatterns = [
    path("runde-tische/", round_tables.table_list, name="table-list"),
    path("runde-tische/bedarfe/", needs.need_list, name="need-list"),
    path("runde-tische/bedarfe/neu/", needs.need_create, name="need-create"),
    path("runde-tische/bedarfe/einlesen/", need_import.need_import, name="need-import"),
    re_path(r"^runde-tische/bedarfe/bedarfe\.(?P<suffix>xlsx|csv|ods)$", needs.need_export, name="need-export"),
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
    path("runde-tische/handlungsvorschlaege/", proposals.proposal_list, name="proposal-list"),
    path("runde-tische/handlungsvorschlaege/neu/", proposals.proposal_create, name="proposal-create"),
    re_path(
        r"^runde-tische/handlungsvorschlaege/liste\.(?P<suffix>xlsx|csv|pdf)$",
        proposals.proposal_export,
        name="proposal-export",
    ),
    path("runde-tische/handlungsvorschlaege/<str:number>/", proposals.proposal_detail, name="proposal-detail"),
    path("runde-tische/handlungsvorschlaege/<str:number>/bearbeiten/", proposals.proposal_edit, name="proposal-edit"),
    path(
        "runde-tische/handlungsvorschlaege/<str:number>/verlauf/", proposals.proposal_history, name="proposal-history"
    ),
    path("runde-tische/handlungsvorschlaege/<str:number>/rang/", proposal_steps.proposal_rank, name="proposal-rank"),
    path(
        "runde-tische/handlungsvorschlaege/<str:number>/weiterleiten/",
        proposal_steps.proposal_forward,
        name="proposal-forward",
    ),
    path(
        "runde-tische/handlungsvorschlaege/<str:number>/beschluss/",
        proposal_steps.proposal_resolve,
        name="proposal-resolve",
    ),
    path(
        "runde-tische/handlungsvorschlaege/<str:number>/massnahme/",
        proposal_steps.proposal_measure,
        name="proposal-measure",
    ),
    path("runde-tische/sitzungen/<int:pk>/rueckmeldung/", needs.feedback_add, name="feedback-add"),
    path("organisationen/netzwerk/", network.network_page, name="network"),
    path("organisationen/netzwerk/netzwerk.xlsx", network.network_export, name="network-export"),
]
urlpatterns += meeting_urls
urlpatterns += comment_urls
