// Lists: one box ticks all rows of the page; a cell opens its form in place, saves, and shows the row as it is now.
"use strict";

document.querySelectorAll("[data-tick-all]").forEach((cell) => {
  const boxes = [...document.querySelectorAll(`input[name=${cell.dataset.tickAll || "auswahl"}]`)];
  const said = document.querySelector("[data-tick-count]");
  const all = document.createElement("input");
  all.type = "checkbox";
  all.className = "kern-form-check__checkbox";
  if (cell.tagName !== "LABEL") all.setAttribute("aria-label", "alle Zeilen dieser Seite auswählen");
  cell.prepend(all);
  cell.hidden = !boxes.length;
  const show = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    all.checked = ticked === boxes.length;
    all.indeterminate = ticked > 0 && !all.checked;
    if (said) said.textContent = ticked ? `${ticked} angekreuzt` : "";
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

(() => {
  const said = document.querySelector("[data-tick-count]");
  const parse = async (response) => new DOMParser().parseFromString(await response.text(), "text/html");
  const boxOf = (row, root) => root.querySelector(`input[name=auswahl][value="${row.querySelector("input[name=auswahl]").value}"]`);
  const formIn = (root) => root.querySelector("main .form-page form[method=post]");

  const put = (cell, form, address, before) => {
    const close = document.createElement("button");
    close.type = "button";
    close.className = "kern-btn kern-btn--tertiary";
    close.textContent = "Abbrechen";
    form.action = address;
    form.classList.add("cell-form");
    cell.replaceChildren(form, close);
    const leave = () => {
      cell.replaceChildren(...before);
      cell.querySelector("a")?.focus();
    };
    close.addEventListener("click", leave);
    cell.onkeydown = (event) => {
      if (event.key === "Escape") leave();
    };
    (form.querySelector("[data-error-summary]") || form.querySelector("select, textarea, input:not([type=hidden])"))?.focus();
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      if (form.dataset.sent) return;
      form.dataset.sent = "yes";
      const response = await fetch(address, { method: "POST", body: new FormData(form) }).catch(() => null);
      const isDone = response?.redirected && new URL(response.url).pathname === location.pathname;
      const page = response?.ok ? await parse(response) : null;
      if (!isDone && page && !response.redirected && formIn(page)) return put(cell, formIn(page), address, before);
      // A conflict, the end of the session or no network: the page itself answers, and keeps what was typed.
      if (!isDone) return HTMLFormElement.prototype.submit.call(form);
      const row = cell.closest("tr");
      const now = boxOf(row, page)?.closest("tr");
      const place = [...row.children].indexOf(cell);
      said.textContent = page.querySelector(".messages")?.textContent.trim() || "Gespeichert.";
      if (!now) {
        said.textContent += " Die Zeile gehört jetzt nicht mehr zu dieser Ansicht.";
        row.remove();
        return;
      }
      row.replaceWith(now);
      now.children[place]?.querySelector("a")?.focus();
    });
  };

  document.addEventListener("click", async (event) => {
    const link = event.target.closest(".cell-edit");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const response = await fetch(link.href).catch(() => null);
    const form = response?.ok && !response.redirected ? formIn(await parse(response)) : null;
    // Long lists to choose from need the page of their own.
    if (!form || form.querySelector("[data-picker]")) return location.assign(link.href);
    const cell = link.closest("td");
    put(cell, form, link.href, [...cell.childNodes]);
  });
})();
