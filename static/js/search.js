// Search in the head: shows the first finds while somebody types; the arrow keys go through them, Escape closes.
"use strict";

document.querySelectorAll("[data-search-url]").forEach((form) => {
  const field = form.querySelector("input");
  const box = form.querySelector("[role=status]");
  let timer;
  let asked = "";

  const close = () => {
    box.hidden = true;
  };
  const ask = async () => {
    const text = field.value.trim();
    asked = text;
    if (text.length < 2) return close();
    const response = await fetch(`${form.dataset.searchUrl}?liste=1&q=${encodeURIComponent(text)}`, { redirect: "manual" }).catch(() => null);
    if (!response?.ok || asked !== text) return;
    box.innerHTML = await response.text();
    box.hidden = false;
  };
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, 250);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      close();
      field.focus();
    }
    if (box.hidden || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
    event.preventDefault();
    const stops = [field, ...box.querySelectorAll("a")];
    const next = stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1);
    stops[(next + stops.length) % stops.length].focus();
  });
  document.addEventListener("focusin", (event) => form.contains(event.target) || close());
  document.addEventListener("click", (event) => form.contains(event.target) || close());
});
