// The board: a card is dragged to another state, or moved by its own form; the page stays where it is and says what became
// of it. A step that needs a reason, an ended session, no network: the form is sent as without a script.
"use strict";

(() => {
  const said = document.querySelector("[data-board-said]");
  const cardOf = (event) => event.target.closest?.(".board__lane li");
  const choiceOf = (card) => card.querySelector(".board__move select");
  const laneAt = (event) => event.target.closest?.(".board__lane");
  const optionAt = (event) => dragged && laneAt(event) && [...choiceOf(dragged).options].find((each) => each.value === laneAt(event).dataset.state);
  const mark = (lane) => document.querySelectorAll(".board__lane").forEach((each) => each.classList.toggle("board__lane--over", each === lane));
  let dragged = null;

  const move = async (card) => {
    const form = choiceOf(card).form;
    form.dataset.sent = "yes";
    const isPlain = "reason" in choiceOf(card).selectedOptions[0].dataset;
    const response = isPlain ? null : await fetch(form.action, { method: "POST", body: new FormData(form) }).catch(() => null);
    if (!response?.ok || new URL(response.url).pathname !== location.pathname) return HTMLFormElement.prototype.submit.call(form);
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    document.querySelector(".board").replaceWith(page.querySelector(".board"));
    said.replaceChildren(...(page.querySelector(".messages")?.childNodes || []));
    document.getElementById(card.id)?.querySelector("summary").focus();
  };

  addEventListener("pointerdown", (event) => cardOf(event)?.setAttribute("draggable", "true"));
  addEventListener("dragstart", (event) => (dragged = cardOf(event)));
  addEventListener("dragend", () => mark((dragged = null)));
  addEventListener("dragover", (event) => {
    mark(optionAt(event) ? laneAt(event) : null);
    if (optionAt(event)) event.preventDefault();
  });
  addEventListener("drop", (event) => {
    if (!optionAt(event)) return;
    event.preventDefault();
    optionAt(event).selected = true;
    move(dragged);
  });
  document.querySelector(".board").parentElement.addEventListener("submit", (event) => {
    if (!event.target.closest(".board__move")) return;
    event.preventDefault();
    if (!event.target.dataset.sent) move(cardOf(event));
  });
})();
