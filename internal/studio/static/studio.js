// What the pages of the studio do with a script: keep what is typed, say what it would
// change, show the sheet with it, and save by keyboard. Without it every form works too.
const policy = window.trustedTypes?.createPolicy("studio", { createHTML: (text) => text });
const html = (text) => (policy ? policy.createHTML(text) : text);
const state = document.getElementById("state");
document.documentElement.classList.add("script");

// say changes the line in the bar.
function say(words) {
  const line = document.createElement("span");
  line.textContent = words;
  state?.replaceChildren(line);
}

// keeper sends a form while somebody types: one request at a time, the newest last.
function keeper(form) {
  let timer, busy = false, again = false, failed = 0;
  const region = document.getElementById("look");

  async function send() {
    if (busy) { again = true; return; }
    busy = true;
    again = false;
    try {
      const to = form.dataset.look + (form.dataset.way ? "?way=" + encodeURIComponent(form.dataset.way) : "");
      const answer = await fetch(to, { method: "POST", body: new URLSearchParams(new FormData(form)), credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      show(await answer.text());
      failed = 0;
    } catch {
      failed++;
      say(state.dataset.gone);
      again = true;
    }
    busy = false;
    if (again) timer = setTimeout(send, failed ? Math.min(1000 * failed, 5000) : 0);
  }

  // show puts the answer in its region, and the sheet beside: the old picture stays
  // until the new one is there.
  function show(text) {
    const box = document.createElement("template");
    box.innerHTML = html(text);
    const said = box.content.firstElementChild;
    if (!region.contains(document.activeElement)) region.replaceChildren(...said.childNodes);
    if (said.dataset.kept) say(state.dataset.kept.replace("0:00", said.dataset.kept));
    for (const old of document.querySelectorAll("img[data-sheet]")) {
      const to = new URL(old.src);
      if (to.searchParams.get("v") === said.dataset.version) continue;
      to.searchParams.set("v", said.dataset.version);
      const next = new Image();
      next.onload = () => { old.src = next.src; };
      next.src = to;
    }
  }

  // The page asks now and then whether somebody else has changed the project. It says
  // so and changes nothing: a save finds out what that means.
  async function ask() {
    if (document.hidden || busy) return;
    try {
      const answer = await fetch("/-/state?seen=" + encodeURIComponent(form.dataset.seen), { credentials: "same-origin" });
      if (!answer.ok) throw new Error(answer.status);
      if (!(await answer.json()).same) say(form.dataset.changed);
      else if (lost) send();
      lost = false;
    } catch {
      lost = true;
      say(state.dataset.gone);
    }
  }
  let lost = false;
  setInterval(ask, 3000);

  const soon = () => { clearTimeout(timer); timer = setTimeout(send, 800); };
  form.addEventListener("input", soon);
  form.addEventListener("change", () => { clearTimeout(timer); timer = setTimeout(send, 200); });
  form.addEventListener("submit", () => clearTimeout(timer));
}

// kinds hides the days of a line that never closes, or whose hours nobody knows.
function kinds(form) {
  const days = form.querySelector(".days");
  const set = () => days?.classList.toggle("away", form.elements.kind?.value !== "day");
  form.addEventListener("change", set);
  if (days) set();
}

for (const form of document.querySelectorAll("form[data-look]")) {
  keeper(form);
  kinds(form);
  document.addEventListener("keydown", (key) => {
    if ((key.ctrlKey || key.metaKey) && key.key === "s") {
      key.preventDefault();
      form.querySelector("button[value=save]")?.click();
    }
  });
}
document.querySelector(".sum")?.focus();
