"""Addresses of resolutions and of what comes of them."""

from django.urls import path, re_path

from measures.views import council_questions, orders, resolutions

resolution_patterns = [
    path("beschluesse/", resolutions.resolution_list, name="resolution-list"),
    path("beschluesse/neu/", resolutions.resolution_create, name="resolution-create"),
    path("beschluesse/anfragen/", council_questions.question_list, name="question-list"),
    path("beschluesse/anfragen/neu/", council_questions.question_ask, name="question-ask"),
    path("beschluesse/anfragen/<int:pk>/zurueckziehen/", council_questions.question_withdraw, name="question-withdraw"),
    path("beschluesse/<int:pk>/antwort/", council_questions.answer_release, name="answer-release"),
    path("beschluesse/<int:pk>/antwort/zuruecknehmen/", council_questions.answer_withdraw, name="answer-withdraw"),
    path("beschluesse/<int:pk>/", resolutions.resolution_detail, name="resolution-detail"),
    path("beschluesse/<int:pk>/bearbeiten/", resolutions.resolution_edit, name="resolution-edit"),
    path("beschluesse/<int:pk>/verwerfen/", resolutions.resolution_discard, name="resolution-discard"),
    path("beschluesse/<int:pk>/verlauf/", resolutions.resolution_history, name="resolution-history"),
    path("beschluesse/verknuepfen/<str:kind>/<str:key>/", resolutions.resolution_link, name="resolution-link"),
    re_path(
        r"^beschluesse/beschluesse\.(?P<suffix>xlsx|csv)$", resolutions.resolution_export, name="resolution-export"
    ),
    re_path(r"^beschluesse/kontrolle\.(?P<suffix>xlsx|pdf)$", orders.order_export, name="order-export"),
    path("beschluesse/<int:pk>/stand/", orders.order_report, name="order-report"),
    path("beschluesse/<int:pk>/beratungen/neu/", orders.consultation_create, name="consultation-create"),
    path("beschluesse/<int:pk>/beratungen/<int:consultation>/", orders.consultation_edit, name="consultation-edit"),
    path(
        "beschluesse/<int:pk>/beratungen/<int:consultation>/entfernen/",
        orders.consultation_remove,
        name="consultation-remove",
    ),
]
