// Names of the city: shows the sentences that come of what is typed, a moment after somebody stops typing.
"use strict";

document.querySelectorAll("[data-sentences]").forEach((section) => {
  const form = document.querySelector("main form");
  let timer;
  let asked = 0;

  const show = async () => {
    const number = ++asked;
    const data = new FormData(form);
    data.append("preview", "1");
    const response = await fetch(form.action, { method: "POST", body: data, redirect: "manual" }).catch(() => null);
    if (!response?.ok || number !== asked) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const list = page.querySelector("[data-sentences] ul");
    if (list) section.querySelector("ul").replaceWith(list);
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(show, 400);
  });
});
