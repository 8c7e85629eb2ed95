"""A refused button: the reason stands on top with the focus, not out of sight above a place further down."""

from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.template.loader import render_to_string
from django.test import RequestFactory

from neuss_integration.foundation.exceptions import Refused
from neuss_integration.foundation.forms.pages import button


def refuse() -> None:
    raise Refused("Das geht nicht mehr.")


@pytest.mark.parametrize(("act", "where"), [(refuse, "/berichte/1/"), (int, "/berichte/1/#abschnitt-3")])
def test_refused_button_leads_to_the_top_and_one_that_worked_to_its_place(act: Any, where: str) -> None:
    request = RequestFactory().post("/")
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]
    assert button(request, act, back="/berichte/1/#abschnitt-3").url == where  # type: ignore[attr-defined]
    shown = render_to_string("layout/messages.html", {"messages": get_messages(request)})
    assert ("data-error-summary" in shown, "Das geht nicht mehr." in shown) == (act is refuse, act is refuse)
