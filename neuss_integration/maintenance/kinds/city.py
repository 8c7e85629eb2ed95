"""The kinds of master data of the city itself."""

from typing import Any, ClassVar, Final

from django import forms

from neuss_integration.accounts.enums import Permission
from neuss_integration.city.models import (
    MAP_SIZE,
    Committee,
    Department,
    District,
    Division,
    Organisation,
    ParliamentaryGroup,
    TargetGroup,
)
from neuss_integration.foundation.forms.base import GermanIntegerField
from neuss_integration.foundation.words.city_terms import lazily_worded
from neuss_integration.maintenance.forms import ItemForm, Sections
from neuss_integration.maintenance.kinds.kind import Action, Kind

SOURCE_HELP: Final = "Eine Quelle je Zeile"
CONTACT_HELP: Final = lazily_worded("Nur für {office} und Fachadministration sichtbar")
DIVISION_HELP: Final = "Das Dezernat, das in der Verwaltung dafür einsteht"
SPONSOR_HELP: Final = "Gremium oder Funktion, kein Name: zum Beispiel „Vorsitz des Sozialausschusses“"
ORIGIN: Final = ("Gültigkeit und Herkunft", ("valid_from", "note", "source"))


def offer_divisions(form: Any) -> None:
    """The field `division` of the form offers the Dezernate of today and the one its row has."""
    offered = Division.objects.current() | Division.objects.filter(pk=form.instance.division_id)
    form.fields["division"].queryset = offered.in_chart_order()


class DivisionForm(ItemForm):
    """A Dezernat; its head is a function, so that the page stays right when the person changes."""

    position = GermanIntegerField(
        label="Reihenfolge", min_value=1, max_value=999, help_text="Kleine Zahlen stehen im Organigramm vorn"
    )

    class Meta:
        model = Division
        fields = ("name", "short_name", "head", "position", "valid_from", "note", "source")
        help_texts = {
            "short_name": "Für enge Spalten und Bilder, zum Beispiel „Dezernat III“",
            "head": "Die Funktion, kein Name: zum Beispiel „Beigeordnete oder Beigeordneter für Soziales“",
            "source": SOURCE_HELP,
        }

    sections: ClassVar[Sections] = (("Name und Leitung", ("name", "short_name", "head", "position")), ORIGIN)


class DepartmentForm(ItemForm):
    """A Fachdienststelle, in a Dezernat that is valid today or the one it stands in."""

    class Meta:
        model = Department
        fields = (
            "name", "short_name", "division", "is_external", "contact", "deputy", "email", "phone", "valid_from",
            "note", "source",
        )  # fmt: skip
        help_texts = {
            "short_name": "Für enge Spalten und Bilder",
            "division": "Worüber die Stelle im Organigramm steht",
            "is_external": "Zum Beispiel ein Amt des Kreises",
            "contact": CONTACT_HELP,
            "email": "Das gemeinsame Postfach der Stelle",
            "source": SOURCE_HELP,
        }

    sections: ClassVar[Sections] = (
        ("Name", ("name", "short_name", "division", "is_external")),
        ("Erreichbarkeit", (("contact", "deputy"), ("email", "phone"))),
        ORIGIN,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_divisions(self)


class CommitteeForm(ItemForm):
    """A Gremium; with its seats known, no vote counts more than there are."""

    seats = GermanIntegerField(
        label="Zahl der Sitze",
        required=False,
        min_value=1,
        max_value=999,
        help_text="Stimmberechtigte Mitglieder. Damit fällt auf, wenn mehr Stimmen eingetragen werden.",
    )

    class Meta:
        model = Committee
        fields = ("name", "kind", "seats", "valid_from", "note", "source")
        help_texts = {"name": "Der Name, den das Gremium in dieser Zeit hat", "source": SOURCE_HELP}

    sections: ClassVar[Sections] = (("Name", ("name", "kind", "seats")), ORIGIN)


class ParliamentaryGroupForm(ItemForm):
    class Meta:
        model = ParliamentaryGroup
        fields = ("name", "short_name", "valid_from", "note", "source")
        help_texts = {"short_name": "Wie er in Listen und im Bericht steht", "source": SOURCE_HELP}

    sections: ClassVar[Sections] = (("Name", ("name", "short_name")), ORIGIN)


class DistrictForm(ItemForm):
    """A Stadtteil and its place on the tile map."""

    number = GermanIntegerField(label="Nummer", min_value=1, max_value=999)
    map_column = GermanIntegerField(
        label="Spalte auf der Karte", required=False, min_value=1, max_value=MAP_SIZE, help_text="1 liegt im Westen"
    )
    map_row = GermanIntegerField(
        label="Zeile auf der Karte", required=False, min_value=1, max_value=MAP_SIZE, help_text="1 liegt im Norden"
    )

    class Meta:
        model = District
        fields = ("number", "name", "map_column", "map_row", "valid_from", "note", "source")
        help_texts = {"source": SOURCE_HELP}

    sections: ClassVar[Sections] = (
        ("Name", ("number", "name")),
        ("Platz auf der Karte", (("map_column", "map_row"),)),
        ORIGIN,
    )


class TargetGroupForm(ItemForm):
    class Meta:
        model = TargetGroup
        fields = ("name", "valid_from", "note", "source")
        help_texts = {"note": "Wer gemeint ist und wer nicht", "source": SOURCE_HELP}

    sections: ClassVar[Sections] = (("Name", ("name",)), ORIGIN)


class OrganisationForm(ItemForm):
    """A Träger or other Akteur."""

    class Meta:
        model = Organisation
        fields = (
            "name", "kind", "website", "contact", "email", "phone", "address", "valid_from", "note", "source",
        )  # fmt: skip
        help_texts = {"contact": CONTACT_HELP, "source": SOURCE_HELP}
        widgets = {"address": forms.Textarea(attrs={"rows": 3})}

    sections: ClassVar[Sections] = (
        ("Name", ("name", "kind")),
        ("Erreichbarkeit", ("website", "contact", ("email", "phone"), "address")),
        ORIGIN,
    )


DIVISIONS: Final = Kind(
    slug="dezernate",
    model=Division,
    form=DivisionForm,
    about="Was über den Fachdienststellen steht, mit der Funktion, die es leitet",
    icon="building",
    columns=("short_name", "head", "position"),
    end_hint="Seine Fachdienststellen bleiben ihm zugeordnet, bis Sie sie einem anderen Dezernat zuordnen. "
    "Das Organigramm sagt, welche das sind.",
    passed_on=("departments", "successfactors", "fieldofactions"),
)
DEPARTMENTS: Final = Kind(
    slug="fachdienststellen",
    model=Department,
    form=DepartmentForm,
    about="Wer federführend ist oder mitwirkt, mit Postfach, Ansprechperson und Vertretung",
    icon="building",
    columns=("short_name", "division", "email", "is_external"),
    page="measures:check-office",
    actions=(Action("Übergabe an andere Stellen", "measures:handover", Permission.MAINTAIN_MEASURES),),
    end_hint="Laufende Maßnahmen, offene Aufgaben und Personen ziehen nur mit der Übergabe um.",
)
COMMITTEES: Final = Kind(
    slug="gremien",
    model=Committee,
    form=CommitteeForm,
    about=lazily_worded("Rat, Ausschüsse und {committee} mit den Namen, die sie hatten und haben"),
    icon="people",
    columns=("kind",),
)
GROUPS: Final = Kind(
    slug="fraktionen",
    model=ParliamentaryGroup,
    form=ParliamentaryGroupForm,
    about="Wer im Rat und in den Gremien Anträge und Anfragen stellt",
    icon="people",
    columns=("short_name",),
)
DISTRICTS: Final = Kind(
    slug="stadtteile",
    model=District,
    form=DistrictForm,
    about="Die statistischen Bezirke mit Nummer und Platz auf der Karte",
    icon="map",
    columns=("number", "map_column", "map_row"),
    page="measures:district-detail",
)
TARGET_GROUPS: Final = Kind(
    slug="zielgruppen",
    model=TargetGroup,
    form=TargetGroupForm,
    about="Für wen Maßnahmen und Bedarfe da sind",
    icon="target",
)
ORGANISATIONS: Final = Kind(
    slug="organisationen",
    model=Organisation,
    form=OrganisationForm,
    about="Träger und andere Akteure mit Art und Erreichbarkeit",
    icon="flag",
    columns=("kind", "website"),
    page="measures:organisation-detail",
)
CITY_KINDS: Final = (DIVISIONS, DEPARTMENTS, ORGANISATIONS, COMMITTEES, GROUPS, DISTRICTS, TARGET_GROUPS)
