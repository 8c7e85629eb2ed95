"""Addresses of the office's pages about the portal."""

from django.urls import path

from neuss_integration.portal.views import enquiries, office, translations, year_plan

app_name = "publicity"
urlpatterns = [
    path("", office.index, name="index"),
    path("anfragen/", enquiries.enquiry_list, name="enquiry-list"),
    path("anfragen/neu/", enquiries.enquiry_record, name="enquiry-record"),
    path("anfragen/<slug:number>/", enquiries.enquiry_detail, name="enquiry-detail"),
    path("anfragen/<slug:number>/bedarf/", enquiries.enquiry_need, name="enquiry-need"),
    path("anfragen/<slug:number>/thema/", enquiries.enquiry_topic, name="enquiry-topic"),
    path("anlaufstellen/<int:pk>/bestaetigen/", office.confirm, name="confirm"),
    path("statistik/", office.statistics, name="statistics"),
    path("jahresplan/", year_plan.year_plan, name="year-plan"),
    path("sprachen/", translations.language_matrix, name="languages"),
    path("sprachen/<slug:slug>/<int:pk>/<slug:language>/", translations.translation_edit, name="translation"),
    path(
        "sprachen/<slug:slug>/<int:pk>/<slug:language>/pruefen/",
        translations.translation_review,
        name="translation-review",
    ),
    path("bilder/<slug:sha256>/", office.picture, name="picture"),
    path("<slug:slug>/", office.item_list, name="item-list"),
    path("<slug:slug>/neu/", office.item_create, name="item-create"),
    path("<slug:slug>/freigeben/", office.batch_release, name="batch-release"),
    path("<slug:slug>/<int:pk>/", office.item_detail, name="item-detail"),
    path("<slug:slug>/<int:pk>/bearbeiten/", office.item_edit, name="item-edit"),
    path("<slug:slug>/<int:pk>/bild/", office.item_picture, name="item-picture"),
    path("<slug:slug>/<int:pk>/freigeben/", office.item_release, name="item-release"),
    path("<slug:slug>/<int:pk>/zurueckziehen/", office.item_withdraw, name="item-withdraw"),
    path("<slug:slug>/<int:pk>/verlauf/", office.item_history, name="item-history"),
]
