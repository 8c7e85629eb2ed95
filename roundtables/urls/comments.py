"""Addresses of taking part in the Fortschreibung."""

from django.urls import path, re_path

from roundtables.views import comments

urlpatterns = [
    path("beteiligung/", comments.comment_round_list, name="comment-round-list"),
    path("beteiligung/neu/<int:pk>/", comments.comment_round_create, name="comment-round-create"),
    path("beteiligung/<int:pk>/", comments.comment_round_detail, name="comment-round-detail"),
    path("beteiligung/<int:pk>/bearbeiten/", comments.comment_round_edit, name="comment-round-edit"),
    path("beteiligung/<int:pk>/verlauf/", comments.comment_round_history, name="comment-round-history"),
    re_path(
        r"^beteiligung/(?P<pk>\d+)/kommentare\.(?P<suffix>xlsx|csv)$",
        comments.comment_round_export,
        name="comment-round-export",
    ),
    path("beteiligung/ziele/<int:pk>/kommentar/", comments.comment_create, name="comment-create"),
    path("beteiligung/ziele/<int:pk>/zurueckziehen/", comments.put_goal_withdraw, name="put-goal-withdraw"),
    path("beteiligung/kommentare/<int:pk>/antwort/", comments.comment_answer, name="comment-answer"),
    path("beteiligung/kommentare/<int:pk>/kein-beitrag/", comments.comment_dismiss, name="comment-dismiss"),
    path("beteiligung/kommentare/<int:pk>/doch-ein-beitrag/", comments.comment_restore, name="comment-restore"),
]
