"""Sign-in at a real OpenID Connect provider, which runs beside the test: accounts, roles, sign-out."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import oidc_provider_mock
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client, RequestFactory

from neuss_integration.accounts.models import Membership, User
from neuss_integration.accounts.sign_in.provider import NOT_LET_IN, CityService, DirectoryAdapter
from neuss_integration.env import sign_in_service
from neuss_integration.mailing.models import Mail
from tests.factories import World

ROLES = {"g-koordination": "coordinator", "g-51": "department_editor:Jugendamt"}
SURE = {"email_verified": True}
PEOPLE = {
    "neu": SURE | {"email": "Neu@neuss.example", "name": "Nora Neu", "groups": ["g-51", "fremd"]},
    "fremd": SURE | {"email": "fremd@neuss.example", "name": "Frieda Fremd", "groups": ["fremd"]},
    "koord": SURE | {"email": "koordination@neuss.example", "name": "Koordination", "groups": ["g-koordination"]},
    "zwei": SURE | {"email": "koordination@neuss.example", "name": "Zweite Person", "groups": ["g-koordination"]},
    "weg": SURE | {"email": "koordination@neuss.example", "name": "Koordination", "groups": []},
    "wort": {"email": "koordination@neuss.example", "email_verified": "false", "groups": ["g-koordination"]},
    "stumm": {"email": "koordination@neuss.example", "name": "Koordination", "groups": ["g-koordination"]},
    "lang": SURE | {"email": "lang@neuss.example", "name": "L" * 300, "groups": ["g-koordination"]},
    "fast": SURE | {"email": "koord\u0131nation@neuss.example", "name": "Fast", "groups": ["g-koordination"]},
    "kein": SURE | {"email": "kein", "name": "Keine Adresse", "groups": ["g-koordination"]},
    "falsch": {"email": "koordination@neuss.example", "email_verified": False, "groups": ["g-koordination"]},
}


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    people = [oidc_provider_mock.User(sub=sub, claims=claims) for sub, claims in PEOPLE.items()]
    with oidc_provider_mock.run_server_in_thread(user_claims=people) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture(autouse=True)
def city(provider: str, settings: Any, world: World) -> None:
    settings.OIDC_SERVER_URL, settings.OIDC_CLIENT_ID, settings.OIDC_ROLES = provider, "konzept", ROLES
    settings.SOCIALACCOUNT_PROVIDERS = sign_in_service(provider, "konzept", "geheim")


def signed_in(client: Client, sub: str) -> Any:
    """What the browser gets when it comes back from the provider."""
    asked = client.post("/konto/anmelden/stadt/").url
    back = requests.post(asked, data={"sub": sub}, allow_redirects=False, timeout=10).headers["Location"]
    return client.get(f"{urlsplit(back).path}?{urlsplit(back).query}", follow=True)


def roles_of(email: str) -> set[str]:
    current = Membership.objects.current().filter(user__email=email).select_related("department")
    return {str(each) for each in current}


def test_page_of_sign_in_offers_the_city(client: Client) -> None:
    assert "Mit dem Dienstkonto der Stadt anmelden" in client.get("/konto/anmelden/").text


def test_unknown_person_with_a_group_gets_an_account_with_its_role(client: Client) -> None:
    assert signed_in(client, "neu").status_code == 200
    person = User.objects.get(email="neu@neuss.example")
    assert (person.name, person.has_usable_password()) == ("Nora Neu", False)
    assert roles_of(person.email) == {"Fachdienststelle Jugendamt"}
    assert client.get("/massnahmen/").status_code == 200


def test_role_that_the_service_gives_is_told_to_the_administration_once(client: Client, world: World) -> None:
    for _ in range(2):
        signed_in(client, "neu")
    mail = Mail.objects.get(address=world.verwaltung_person.email)
    assert "Der Anmeldedienst der Stadt hat Nora Neu" in " ".join(mail.text.split())


def test_unknown_person_without_a_role_is_told_so(client: Client) -> None:
    assert NOT_LET_IN in signed_in(client, "fremd").text
    assert not User.objects.filter(email="fremd@neuss.example").exists()


def test_known_person_keeps_one_account_and_writes_no_history(client: Client, world: World) -> None:
    for _ in range(2):
        signed_in(client, "koord")
    assert SocialAccount.objects.get(uid="koord").user == world.koordination
    assert world.koordination.history.count() == 0
    assert roles_of(world.koordination.email) == {"Koordination"}


def test_role_of_a_group_that_was_left_ends_and_others_stay(client: Client, world: World) -> None:
    Membership.objects.create(user=world.koordination, role="council_reader")
    signed_in(client, "weg")
    assert roles_of(world.koordination.email) == {"Integrationsrat"}


@pytest.mark.parametrize("sub", ["falsch", "wort", "stumm", "lang", "fast", "kein"])
def test_address_that_nobody_confirmed_or_that_is_none_opens_no_account(client: Client, sub: str) -> None:
    count = User.objects.count()
    assert NOT_LET_IN in signed_in(client, sub).text
    assert (User.objects.count(), SocialAccount.objects.count()) == (count, 0)


def test_deactivated_person_stays_outside(client: Client, world: World) -> None:
    User.objects.filter(pk=world.koordination.pk).update(is_active=False)
    assert "Ihr Konto ist deaktiviert" in signed_in(client, "koord").text


def test_sign_in_there_counts_as_second_factor_if_the_city_says_so(client: Client, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = ["coordinator"]
    signed_in(client, "koord")
    assert client.get("/massnahmen/").status_code == 200
    settings.OIDC_IS_SECOND_FACTOR = False
    assert client.get("/massnahmen/").status_code == 302


def test_sign_out_leads_to_the_provider(client: Client, provider: str) -> None:
    signed_in(client, "koord")
    address = client.post("/konto/abmelden/").url
    assert address.startswith(f"{provider}/oauth2/end_session?")
    assert parse_qs(urlsplit(address).query)["client_id"] == ["konzept"]


def test_refused_or_silent_provider_leads_back_with_a_sentence(client: Client, settings: Any) -> None:
    page = client.get("/konto/anmelden/stadt/zurueck/?error=access_denied", follow=True)
    assert "hat nicht geklappt" in page.text
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["server_url"] = "http://localhost:9/"
    assert "hat nicht geklappt" in client.post("/konto/anmelden/stadt/", follow=True).text


def test_forged_answer_signs_nobody_in(client: Client) -> None:
    client.get("/konto/anmelden/stadt/zurueck/?code=abc&state=erfunden")
    assert "_auth_user_id" not in client.session


def test_service_that_says_it_is_another_one_signs_nobody_in(client: Client, rf: RequestFactory, settings: Any) -> None:
    app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
    app["settings"]["openid_configuration_overrides"] = {"issuer": "https://andere.example"}
    with pytest.raises(OAuth2Error, match=r"says that it is https://andere\.example"):
        _ = CityService(rf.get("/"), "stadt").openid_config
    assert "hat nicht geklappt" in signed_in(client, "koord").text
    assert "_auth_user_id" not in client.session


@pytest.fixture
def strange_key(monkeypatch: pytest.MonkeyPatch) -> jwt.PyJWK:
    """The service has another key than the one that signed the answer."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key()
    strange = jwt.PyJWK.from_dict(jwt.algorithms.RSAAlgorithm.to_jwk(key, as_dict=True))
    monkeypatch.setattr(CityService, "_key_of", lambda self, token: strange)
    return strange


@pytest.mark.usefixtures("strange_key")
def test_answer_with_the_signature_of_somebody_else_signs_nobody_in(client: Client) -> None:
    assert "hat nicht geklappt" in signed_in(client, "koord").text
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("strange_key")
@pytest.mark.parametrize(("algorithm", "secret"), [("HS256", "g" * 32), ("none", None)])
def test_answer_signed_with_a_shared_secret_or_not_at_all_is_refused(
    rf: RequestFactory, algorithm: str, secret: Any
) -> None:
    forged = jwt.encode({"sub": "koord"}, secret, algorithm=algorithm)
    with pytest.raises(OAuth2Error) as refused:
        CityService(rf.get("/"), "stadt")._decode_id_token(SocialApp(), forged)
    assert isinstance(refused.value.__cause__, jwt.InvalidAlgorithmError)


def test_service_that_sends_us_elsewhere_is_not_followed(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(requests.Session, "request", lambda self, *args, **kwargs: kwargs["allow_redirects"])
    assert DirectoryAdapter().get_requests_session().get(provider) is False
