// The page of a document: highlights that can be switched off, and the facts of a chosen sentence.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const text = document.getElementById("text");
  const panel = document.getElementById("panel");
  const el = (name, properties, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) made.setAttribute(key, value);
    made.append(...children.flat().filter((child) => child !== null && child !== ""));
    return made;
  };
  const en = (words) => el("span", { class: "en", lang: "en" }, words);
  const list = (zh, english, items) => items.length
    ? [el("h3", {}, zh + " ", en(english)), el("ul", {}, items.map((item) => el("li", {}, item)))]
    : [];

  for (const box of document.querySelectorAll("[data-toggle]")) {
    const apply = () => text.classList.toggle("no-" + box.dataset.toggle, !box.checked);
    box.addEventListener("change", apply);
    apply();
  }

  const show = (sentence) => {
    const facts = data[sentence.id];
    if (!facts) return;
    for (const other of text.querySelectorAll(".chosen")) other.classList.remove("chosen");
    sentence.classList.add("chosen");
    panel.replaceChildren(...[
      facts.section ? el("p", { class: "section" }, facts.section) : null,
      list("提到", "mentioned", facts.entities.map(([name, zh, english, id]) => [
        id ? el("a", { href: "../initiatives.html#" + id }, name) : name,
        " ", el("span", { class: "tag" }, zh + " ", en(english))])),
      list("参与", "participations", facts.parts.map(([actor, zh, english, initiative]) => [
        actor + " ", el("span", { class: "tag" }, zh + " ", en(english)), " " + initiative])),
      list("数据", "figures", facts.figures.map((figure) => [
        el("strong", {}, figure.metric + "：" + figure.value),
        " " + [figure.statistic, figure.period, figure.region, figure.actor, figure.initiative]
          .filter(Boolean).join(" · ")])),
      list("荣誉", "recognitions", facts.recognitions.map((parts) => parts.filter(Boolean).join(" · "))),
      el("p", {}, el("a", { href: "#" + sentence.id }, "此句链接 ", en("link to this sentence"))),
    ].flat().filter(Boolean));
  };
  text.addEventListener("click", (event) => {
    const sentence = event.target.closest(".sentence");
    if (sentence && !String(getSelection())) show(sentence);
  });
  text.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && event.target.matches(".sentence")) {
      event.preventDefault();
      show(event.target);
    }
  });
  const jump = () => {
    const target = document.getElementById(location.hash.slice(1));
    const sentence = target && target.closest(".sentence");
    if (sentence) {
      show(sentence);
      sentence.scrollIntoView({ block: "center" });
    }
  };
  addEventListener("hashchange", jump);
  jump();
  document.documentElement.dataset.ready = "true";
})();
