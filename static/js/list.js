// Lists: one box ticks all rows of the page, and the page says how many are ticked.
"use strict";

document.querySelectorAll("[data-tick-all]").forEach((cell) => {
  const boxes = [...document.querySelectorAll("input[name=auswahl]")];
  const said = document.querySelector("[data-tick-count]");
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "kern-form-check__checkbox";
  all.setAttribute("aria-label", "alle Zeilen dieser Seite auswählen");
  cell.append(all);
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
    said.textContent = ticked ? `${ticked} angekreuzt` : "";
  };
  all.addEventListener("change", () => {
    boxes.forEach((box) => {
      box.checked = all.checked;
    });
    show();
  });
  boxes.forEach((box) => box.addEventListener("change", show));
  show();
});
