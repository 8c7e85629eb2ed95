"""Addresses of by what goals are measured, and of judging them."""

from django.urls import path, re_path

from measures.views import goals

goal_patterns = [
    re_path(r"^ziele/ziele\.(?P<suffix>xlsx|csv)$", goals.goal_export, name="goal-export"),
    path("ziele/<int:goal>/messgroessen/neu/", goals.gauge_create, name="gauge-create"),
    path("ziele/messgroessen/<int:pk>/", goals.gauge_edit, name="gauge-edit"),
    path("ziele/messgroessen/<int:pk>/entfernen/", goals.gauge_remove, name="gauge-remove"),
    path("ziele/messgroessen/<int:pk>/verlauf/", goals.gauge_history, name="gauge-history"),
    path("ziele/<int:goal>/einschaetzung/", goals.goal_judge, name="goal-judge"),
    path("massnahmen/<str:number>/einschaetzung/", goals.measure_judge, name="measure-judge"),
]
