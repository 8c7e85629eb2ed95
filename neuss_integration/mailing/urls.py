"""Addresses of mails."""

from django.urls import path

from neuss_integration.mailing import views

app_name = "mailing"

urlpatterns = [
    path("", views.mail_list, name="mail-list"),
    path("anhalten/", views.pause, name="pause"),
    path("fortsetzen/", views.resume, name="resume"),
    path("test/", views.test_mail, name="test-mail"),
    path("barrieren/", views.barrier_list, name="barrier-list"),
    path("barrieren/<int:pk>/erledigt/", views.barrier_settle, name="barrier-settle"),
    path("<int:pk>/erneut/", views.mail_again, name="mail-again"),
    path("<int:pk>/zurueckgekommen/", views.mail_bounce, name="mail-bounce"),
]
