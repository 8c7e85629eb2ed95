// Buttons above a text with data-markdown: each writes the marks that one could type as well.
"use strict";

document.querySelectorAll("textarea[data-markdown]").forEach((field) => {
  const bar = document.createElement("div");
  bar.className = "markdown-bar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "Text gestalten");
  bar.setAttribute("aria-controls", field.id);

  // What is replaced that way can be taken back with Ctrl+Z; where a browser has no such command, it is written directly.
  const write = (text, from, to, start, end) => {
    field.focus();
    field.setSelectionRange(from, to);
    if (!document.execCommand("insertText", false, text)) field.setRangeText(text, from, to, "end");
    field.setSelectionRange(start, end);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };

  const around = (before, after, sample) => () => {
    const { selectionStart: from, selectionEnd: to, value } = field;
    const words = value.slice(from, to) || sample;
    write(before + words + after, from, to, from + before.length, from + before.length + words.length);
  };

  const lines = (mark) => () => {
    const from = field.value.lastIndexOf("\n", field.selectionStart - 1) + 1;
    const next = field.value.indexOf("\n", field.selectionEnd);
    const to = next < 0 ? field.value.length : next;
    const gap = from && field.value[from - 2] !== "\n" ? "\n" : "";
    const text = gap + field.value.slice(from, to).split("\n").map((line, at) => mark(at) + line).join("\n");
    write(text, from, to, from + text.length, from + text.length);
  };

  const buttons = {
    Fett: around("**", "**", "fett"),
    Kursiv: around("*", "*", "kursiv"),
    Überschrift: lines(() => "## "),
    Liste: lines(() => "- "),
    "Nummern": lines((at) => `${at + 1}. `),
    Zitat: lines(() => "> "),
    Link: around("[", "](Adresse)", "Text des Links"),
    Tabelle: around("\n| Spalte | Spalte |\n|---|---|\n| ", " | Wert |\n", "Wert"),
  };
  Object.entries(buttons).forEach(([name, act], at) => {
    const button = document.createElement("button");
    Object.assign(button, { type: "button", textContent: name, tabIndex: at ? -1 : 0 });
    button.addEventListener("click", act);
    bar.append(button);
  });
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const all = [...bar.children];
    const to = all[(all.indexOf(document.activeElement) + step + all.length) % all.length];
    all.forEach((each) => (each.tabIndex = each === to ? 0 : -1));
    to.focus();
  });
  field.before(bar);
});
