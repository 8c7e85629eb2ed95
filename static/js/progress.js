// Progress of a job: asks data-poll-url every two seconds and shows what it answers: {state, done, total, label, html?}.
"use strict";

document.querySelectorAll("[data-poll-url]").forEach((box) => {
  const bar = box.querySelector("progress");
  const share = box.querySelector("[data-progress-share]");
  const label = box.querySelector("[data-progress-label]");
  let pause = 2000;

  const ask = async () => {
    try {
      const response = await fetch(box.dataset.pollUrl, { headers: { Accept: "application/json" }, redirect: "manual" });
      if (response.type === "opaqueredirect" || response.status === 403) return location.reload();
      const answer = await response.json();
      if (!["waiting", "running"].includes(answer.state)) {
        if (!answer.html) return location.reload();
        box.innerHTML = answer.html;
        return;
      }
      pause = 2000;
      if (bar && answer.total) Object.assign(bar, { max: answer.total, value: answer.done });
      if (share && answer.total) share.textContent = `${answer.done} von ${answer.total}`;
      if (label && label.textContent !== answer.label) label.textContent = answer.label;
    } catch {
      pause = Math.min(pause * 2, 30000);
    }
    setTimeout(ask, pause);
  };
  setTimeout(ask, pause);
});
