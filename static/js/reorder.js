// Sections are put elsewhere by dragging their handle; the buttons and „nach … verschieben“ do the same by keyboard.
"use strict";

document.querySelectorAll("[data-reorder]").forEach((list) => {
  let moved = null;
  const items = [...list.children];
  items.forEach((item) => {
    const handle = item.querySelector("[data-handle]");
    if (!handle) return;
    handle.hidden = false;
    handle.draggable = true;
    handle.addEventListener("dragstart", (event) => {
      moved = item;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setDragImage(item, 0, 0);
    });
    handle.addEventListener("dragend", () => {
      moved = null;
      items.forEach((each) => each.classList.remove("compose__item--over"));
    });
    item.addEventListener("dragover", (event) => {
      if (!moved || moved === item) return;
      event.preventDefault();
      items.forEach((each) => each.classList.toggle("compose__item--over", each === item));
    });
    item.addEventListener("drop", (event) => {
      if (!moved || moved === item) return;
      event.preventDefault();
      const form = moved.querySelector("form[data-move]");
      const after = Object.assign(document.createElement("input"), { type: "hidden", name: "after", value: item.dataset.reorderKey });
      form.append(after);
      form.submit();
    });
  });
});
