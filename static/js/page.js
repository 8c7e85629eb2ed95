// Pages: Ctrl+K goes to the search field; "/", "n" and "?" do what the page names, unless a field has the focus or the
// person switched them off (WCAG 2.1.4).
"use strict";

(() => {
  const addresses = JSON.parse(document.body.dataset.shortcuts || "{}");

  const search = () => {
    const field = [...document.querySelectorAll("[data-search], input[type=search]")].find((each) => each.checkVisibility());
    field?.focus();
    field?.select();
    return Boolean(field);
  };

  // The menus of the navigation are plain <details>; a click beside them or Escape closes what is open.
  const menu = () => document.querySelector(".navigation details[open]");
  document.addEventListener("click", (event) => {
    if (!menu()?.contains(event.target)) menu()?.removeAttribute("open");
  });

  // A link to a place in a closed chapter opens it, and on paper every chapter is open.
  const open = (chapter) => chapter.setAttribute("open", "");
  const reveal = () => {
    const place = document.querySelector(":target");
    const chapter = place?.closest(".chapter-fold");
    if (!chapter) return;
    open(chapter);
    place.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  addEventListener("beforeprint", () => document.querySelectorAll(".chapter-fold").forEach(open));
  reveal();

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu()) {
      const shown = menu();
      shown.open = false;
      shown.querySelector("summary").focus();
    }
    const isControl = event.ctrlKey || event.metaKey;
    if (isControl && event.key.toLowerCase() === "k") {
      if (search()) event.preventDefault();
      return;
    }
    const address = addresses[event.key];
    if (!address || isControl || event.altKey || event.repeat || event.target.closest("input, select, textarea, [contenteditable]")) return;
    event.preventDefault();
    if (event.key !== "/" || !search()) location.assign(address);
  });
})();
