// Forms: warn before typed text is left behind, and send a form only once.
"use strict";

(() => {
  const forms = [...document.querySelectorAll('form[method="post"]')].filter((form) => form.querySelector("textarea, input:not([type=hidden]), select"));
  const content = (form, files = true) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? (files ? value.name : "") : value]));
  const clean = new Map(forms.map((form) => [form, content(form)]));
  // A form that came back with errors holds text that was never saved.
  const unsaved = new Set(forms.filter((form) => form.querySelector("[data-error-summary]")));

  document.addEventListener("form-saved", (event) => {
    clean.set(event.target, content(event.target, false));
    unsaved.delete(event.target);
  });

  addEventListener("beforeunload", (event) => {
    const typed = forms.some((form) => !form.dataset.sent && (unsaved.has(form) || clean.get(form) !== content(form)));
    if (typed) event.preventDefault();
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    // aria-disabled, not disabled: a disabled button would not send its value.
    form.dataset.sent = "yes";
    form.querySelectorAll("button[type=submit]").forEach((button) => button.setAttribute("aria-disabled", "true"));
  });

  // Back from the next page: the form can be sent again.
  addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => {
      delete form.dataset.sent;
      form.querySelectorAll("button[type=submit]").forEach((button) => button.removeAttribute("aria-disabled"));
    });
  });

  document.querySelector("[data-error-summary]")?.focus();
})();
