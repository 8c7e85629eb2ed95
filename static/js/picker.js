// Pickers: a search field above the list, and a count that follows the choice.
"use strict";

document.querySelectorAll("[data-picker]").forEach((picker) => {
  const list = picker.querySelector(".picker__list");
  const rows = [...list.querySelectorAll(".kern-form-check")];
  const count = picker.querySelector("[data-picker-count]");
  const fold = (text) => text.toLowerCase().replace(/ß/g, "ss").replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").normalize("NFD").replace(/\p{M}/gu, "");
  const texts = rows.map((row) => fold(row.textContent));

  const showCount = () => {
    const chosen = rows.filter((row) => row.querySelector("input").checked).length;
    count.textContent = `${chosen} von ${rows.length} ausgewählt`;
  };
  if (!rows.length) return;
  list.addEventListener("change", showCount);
  showCount();
  if (rows.length < 8) return;

  const search = document.createElement("input");
  search.type = "search";
  search.className = "kern-form-input__input picker__search";
  search.placeholder = "Liste durchsuchen";
  search.setAttribute("aria-label", `${picker.querySelector("legend").textContent.trim()}: Liste durchsuchen`);
  search.autocomplete = "off";
  const none = document.createElement("p");
  none.className = "picker__none";
  none.setAttribute("role", "status");
  list.before(search);
  list.append(none);

  search.addEventListener("input", () => {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    rows.forEach((row, index) => {
      row.hidden = !words.every((word) => texts[index].includes(word));
    });
    list.querySelectorAll(".choice-group").forEach((group) => {
      group.hidden = !group.querySelector(".kern-form-check:not([hidden])");
    });
    const shown = rows.filter((row) => !row.hidden).length;
    none.textContent = !words.length ? "" : shown ? `${shown} Treffer` : "Nichts gefunden. Bitte versuchen Sie ein anderes Wort.";
  });
  // Enter chooses the only hit instead of sending the form.
  search.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const shown = rows.filter((row) => !row.hidden);
    if (search.value && shown.length === 1) shown[0].querySelector("input").click();
  });
  // The search words are no data of the form.
  search.addEventListener("change", (event) => event.stopPropagation());
});
