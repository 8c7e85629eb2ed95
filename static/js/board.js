// The board: a card is dragged to another state, or moved by its buttons; the page stays where it is and says what became
// of it. A step that needs a reason, an ended session, no network: the form is sent as without a script.
"use strict";

(() => {
  const said = document.querySelector("[data-board-said]");
  const cardOf = (event) => event.target.closest?.(".board__lane li");
  const laneAt = (event) => event.target.closest?.(".board__lane");
  const targetOf = (button) => button.value.split(" ")[2];
  const buttonAt = (event) =>
    dragged && laneAt(event) && [...dragged.querySelectorAll("button")].find((each) => targetOf(each) === laneAt(event).dataset.state);
  const mark = (lane) => document.querySelectorAll(".board__lane").forEach((each) => each.classList.toggle("board__lane--over", each === lane));
  let dragged = null;
  let isPlain = false;

  const move = async (form, button) => {
    form.dataset.sent = "yes";
    const response = await fetch(form.action, { method: "POST", body: new FormData(form, button) }).catch(() => null);
    if (!response?.ok || new URL(response.url).pathname !== location.pathname) {
      delete form.dataset.sent;
      isPlain = true;
      return form.requestSubmit(button);
    }
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    form.replaceWith(page.querySelector(".board"));
    said.replaceChildren(...(page.querySelector(".messages")?.childNodes || []));
    document.getElementById(`karte-${button.value.split(" ")[0]}`)?.querySelector("summary").focus();
  };

  addEventListener("pointerdown", (event) => cardOf(event)?.setAttribute("draggable", "true"));
  addEventListener("dragstart", (event) => (dragged = cardOf(event)));
  addEventListener("dragend", () => mark((dragged = null)));
  addEventListener("dragover", (event) => {
    mark(buttonAt(event) ? laneAt(event) : null);
    if (buttonAt(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!buttonAt(event)) return;
    event.preventDefault();
    buttonAt(event).click();
  });
  document.querySelector(".board").parentElement.addEventListener("submit", (event) => {
    const form = event.target;
    if (isPlain || !form.matches(".board") || "reason" in event.submitter.dataset) return;
    event.preventDefault();
    if (!form.dataset.sent) move(form, event.submitter);
  });
})();
