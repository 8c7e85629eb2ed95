// Autosave: sends a form with data-autosave-url some seconds after the last change and says when it saved.
"use strict";

document.querySelectorAll("form[data-autosave-url]").forEach((form) => {
  const line = form.querySelector("[data-save-state]") || form.appendChild(document.createElement("p"));
  line.classList.add("save-state");
  line.setAttribute("role", "status");
  let timer;
  let running = false;
  let again = false;

  const say = (text, failed) => {
    line.textContent = text;
    line.classList.toggle("save-state--failed", failed);
  };

  const save = async () => {
    if (form.dataset.sent) return;
    if (running) {
      again = true;
      return;
    }
    running = true;
    again = false;
    try {
      const response = await fetch(form.dataset.autosaveUrl, { method: "POST", body: new FormData(form), headers: { Accept: "application/json" }, redirect: "manual" });
      if (response.type === "opaqueredirect" || response.status === 403) {
        say("Nicht gespeichert: Sie sind nicht mehr angemeldet. Klicken Sie auf „Speichern“, Ihr Text bleibt erhalten.", true);
      } else if (!response.ok) {
        const answer = await response.json().catch(() => ({}));
        say(answer.message || "Nicht gespeichert. Ihr Text steht noch im Formular, bitte speichern Sie selbst.", true);
      } else {
        const answer = await response.json().catch(() => ({}));
        if (answer.version !== undefined && form.elements.version) form.elements.version.value = answer.version;
        const time = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
        say(answer.message || `Gespeichert um ${time}`, false);
        if (!again) form.dispatchEvent(new CustomEvent("form-saved", { bubbles: true }));
      }
    } catch {
      say("Nicht gespeichert: keine Verbindung. Ihr Text steht noch im Formular.", true);
    }
    running = false;
    if (again) save();
  };

  form.addEventListener("input", () => {
    again = running;
    clearTimeout(timer);
    timer = setTimeout(save, 3000);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  const presence = document.querySelector("[data-presence]");
  if (presence && form.dataset.presenceUrl) {
    const tell = async () => {
      if (document.hidden) return;
      const response = await fetch(form.dataset.presenceUrl, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => null);
      if (response?.ok) presence.textContent = (await response.json()).message;
    };
    tell();
    setInterval(tell, 60000);
  }
});
