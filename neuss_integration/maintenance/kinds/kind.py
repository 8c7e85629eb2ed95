"""What a kind of master data is to its pages: model, form, and what lists show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from neuss_integration.accounts.enums import Permission
from neuss_integration.foundation.records.abstract_models import MaintainedModel
from neuss_integration.maintenance.forms import ItemForm


@dataclass(frozen=True, slots=True)
class Action:
    """Something more that can be done with a thing, on a page of an upper app, by who holds `permission`."""

    label: str
    url_name: str
    permission: Permission


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of master data. Names of columns are names of fields; addresses are given by their names."""

    slug: str
    model: type[MaintainedModel]
    form: type[ItemForm]
    about: str
    icon: str
    columns: tuple[str, ...] = ()
    page: str = ""
    actions: tuple[Action, ...] = ()
    end_hint: str = ""
    passed_on: tuple[str, ...] = ()
    """Reverse relations whose rows a successor can take over in one step."""

    @property
    def singular(self) -> str:
        return str(self.model._meta.verbose_name)

    @property
    def plural(self) -> str:
        return str(self.model._meta.verbose_name_plural)

    @property
    def rows(self) -> Any:
        """All of them in their order, with what their fields name."""
        named = [name for name in self.fields if self.model._meta.get_field(name).many_to_one]
        found = self.model._default_manager.order_by(*(self.model._meta.ordering or ()), "pk")
        return found.select_related(*named) if named else found

    @property
    def fields(self) -> tuple[str, ...]:
        """What can be written of one, in the order of the form."""
        return tuple(self.form._meta.fields or ())


Kinds = Mapping[str, Kind]
