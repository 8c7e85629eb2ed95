// Passkeys: the device signs what the page asks for, and the form sends the signature.
"use strict";

(() => {
  const field = document.querySelector("[name=credential]");
  const message = document.getElementById("passkey-error");

  const asked = async (button) => {
    if (!button.dataset.options) return JSON.parse(document.getElementById("passkey-data").textContent);
    const response = await fetch(button.dataset.options, { headers: { Accept: "application/json" } });
    return response.json();
  };

  const signed = async (button) => {
    const { creation_options: creation, request_options: request } = await asked(button);
    if (!creation) return webauthnJSON.get(request);
    const needed = { residentKey: "required", requireResidentKey: true, userVerification: "required" };
    if (field.form.elements.passwordless?.checked) Object.assign(creation.publicKey.authenticatorSelection, needed);
    return webauthnJSON.create(creation);
  };

  document.querySelector("[data-passkey]")?.addEventListener("click", async (event) => {
    try {
      message.hidden = true;
      field.value = JSON.stringify(await signed(event.currentTarget));
      field.form.requestSubmit();
    } catch {
      message.hidden = false;
    }
  });
})();
