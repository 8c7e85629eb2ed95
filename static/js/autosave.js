// Autosave: sends a form with data-autosave-url some seconds after the last change and says when it saved.
"use strict";

document.querySelectorAll("form[data-autosave-url]").forEach((form) => {
  const line = form.querySelector("[data-save-state]") || form.appendChild(document.createElement("p"));
  line.classList.add("save-state");
  line.setAttribute("role", "status");
  let timer;
  let running = false;
  let again = false;

  // What helps, by the answer: 0 is the way to the sign-in page.
  const remedies = {
    0: "Nicht gespeichert: Sie sind nicht mehr angemeldet. Klicken Sie auf „Speichern“, Ihr Text bleibt erhalten.",
    403: "Nicht gespeichert: Ihre Rolle erlaubt diesen Schritt nicht mehr. Bitte kopieren Sie Ihren Text und fragen Sie die Koordination.",
    404: "Nicht gespeichert: Was Sie bearbeiten, gibt es nicht mehr. Bitte kopieren Sie Ihren Text.",
    500: "Nicht gespeichert: Der Fehler liegt bei uns. Ihr Text steht noch im Formular, bitte versuchen Sie es in einigen Minuten noch einmal.",
  };

  const say = (text, failed) => {
    line.textContent = text;
    line.classList.toggle("save-state--failed", failed);
  };

  // Files are sent when the person saves; until then they stay chosen in the form.
  const typed = () => {
    const data = new FormData(form);
    [...data].forEach(([name, value]) => value instanceof File && data.delete(name));
    return data;
  };

  // The page brings its own rules of what is missing; the answer to a save says how they stand now.
  const show = (html) => {
    const meter = document.querySelector("[data-meter]");
    if (!html || !meter || meter.contains(document.activeElement)) return;
    const isOpen = meter.querySelector("details")?.open;
    meter.innerHTML = html;
    meter.querySelector("details")?.toggleAttribute("open", Boolean(isOpen));
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
      const response = await fetch(form.dataset.autosaveUrl, { method: "POST", body: typed(), headers: { Accept: "application/json" }, redirect: "manual" });
      const answer = await response.json().catch(() => ({}));
      if (response.type === "opaqueredirect" || !response.ok) {
        say(answer.message || remedies[response.status] || "Nicht gespeichert. Ihr Text steht noch im Formular, bitte speichern Sie selbst.", true);
      } else {
        if (answer.version !== undefined && form.elements.version) form.elements.version.value = answer.version;
        const time = new Date().toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });
        say(answer.message || `Gespeichert um ${time}`, false);
        show(answer.meter);
        if (!again) form.dispatchEvent(new CustomEvent("form-saved", { bubbles: true }));
      }
    } catch {
      say("Nicht gespeichert: keine Verbindung. Ihr Text steht noch im Formular.", true);
    }
    running = false;
    if (again) save();
  };

  form.addEventListener("input", (event) => {
    again = running;
    clearTimeout(timer);
    timer = setTimeout(save, event.target.matches("[type=radio], [type=checkbox]") ? 300 : 3000);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  const presence = document.querySelector("[data-editors]");
  if (presence && form.dataset.editorsUrl) {
    const tell = async () => {
      if (document.hidden) return;
      const response = await fetch(form.dataset.editorsUrl, { method: "POST", body: typed(), redirect: "manual" }).catch(() => null);
      if (response?.ok) presence.textContent = (await response.json()).message;
    };
    tell();
    setInterval(tell, 60000);
  }
});
