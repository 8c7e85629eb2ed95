// Pages: Ctrl+K goes to the search field. A single letter is no shortcut here (WCAG 2.1.4).
"use strict";

document.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "k") return;
  const search = document.querySelector("[data-search], input[type=search]");
  if (!search) return;
  event.preventDefault();
  search.focus();
  search.select();
});
