// The page of a network: what is shown, how it is labelled, and the panel with its evidence.
// Everything that stands in the data is text: it is set with textContent and never as markup.
(() => {
  "use strict";
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = (id) => document.getElementById(id);
  const joint = data.page === "initiatives";
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const FONT = '"Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';
  const TEXT = 13; // pixels on the screen, at every zoom
  const LINE = 16;

  const entities = new Map(Object.entries(data.entities));
  const places = new Map(data.nodes.map((node) => [node.id, { ...node }]));
  const byRank = data.nodes.map((node) => node.id)
    .sort((a, b) => entities.get(b).rank - entities.get(a).rank || (a < b ? -1 : 1));
  const central = new Set(byRank.slice(0, 12));
  const edgesOf = new Map(data.nodes.map((node) => [node.id, []]));
  for (const edge of data.edges) {
    edgesOf.get(edge.from).push(edge);
    edgesOf.get(edge.to).push(edge);
  }
  const documentsOf = new Map(Object.entries(data.parts).map(([initiative, parts]) =>
    [initiative, new Set(parts.map((part) => data.evidence[part[2]].document))]));

  let chosen = null; // {node: id} or {edge: number}
  let hovered = null;
  let shownEdges = new Map(); // edge id -> strength under the filters
  let shownNodes = new Set();
  let growth = 1; // of nodes and lines, so that they are seen when the whole picture is far away

  const el = (name, properties, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties || {})) {
      if (key === "class") made.className = value;
      else if (key === "onclick") made.addEventListener("click", value);
      else made.setAttribute(key, value);
    }
    made.append(...children.flat().filter((child) => child !== null && child !== ""));
    return made;
  };
  const both = (zh, en) => [zh + " ", el("span", { class: "en", lang: "en" }, en)];
  const word = (group, key) => {
    const found = data.words[group][key];
    return found ? both(found.zh, found.en) : [key];
  };

  // --- The drawing ---------------------------------------------------------------------------
  const nodes = new vis.DataSet(data.nodes.map((node) => ({ ...node, label: undefined })));
  const edges = new vis.DataSet(data.edges.map((edge) => ({ ...edge })));
  const canvas = byId("canvas");
  const network = new vis.Network(canvas, { nodes, edges }, data.options);

  const widths = new Map();
  const lines = (id) => {
    const name = entities.get(id).name;
    const most = focus().has(id) && (chosen || hovered) ? 60 : joint ? 24 : 30;
    const text = [...name];
    const cut = text.length > most ? [...text.slice(0, most - 1), "…"] : text;
    const count = Math.ceil(cut.length / 14);
    const each = Math.ceil(cut.length / Math.max(count, 1));
    return Array.from({ length: count }, (_, n) => cut.slice(n * each, (n + 1) * each).join(""));
  };
  const measure = (context, text) => {
    if (!widths.has(text)) widths.set(text, context.measureText(text).width);
    return widths.get(text);
  };
  const focus = () => {
    const found = new Set();
    if (hovered) found.add(hovered);
    if (chosen && chosen.node) {
      found.add(chosen.node);
      for (const edge of edgesOf.get(chosen.node)) {
        if (shownEdges.has(edge.id)) found.add(edge.from).add(edge.to);
      }
    }
    if (chosen && chosen.edge !== undefined) {
      const edge = data.edges[chosen.edge];
      found.add(edge.from).add(edge.to);
    }
    return found;
  };

  const apart = (a, b) => a[2] <= b[0] || b[2] <= a[0] || a[3] <= b[1] || b[3] <= a[1];
  network.on("afterDrawing", (context) => {
    const pixel = 1 / network.getScale();
    const inFocus = focus();
    const order = [...inFocus, ...byRank.filter((id) => !inFocus.has(id))]
      .filter((id) => shownNodes.has(id) && (!chosen || inFocus.has(id)));
    const corner = network.DOMtoCanvas({ x: 0, y: 0 });
    const end = network.DOMtoCanvas({ x: canvas.clientWidth, y: canvas.clientHeight });
    const view = [corner.x, corner.y, end.x, end.y];
    const discs = [];
    for (const id of chosen ? inFocus : shownNodes) {
      const { x, y, size } = places.get(id);
      const box = [x - size, y - size, x + size, y + size];
      if (!apart(box, view)) discs.push([id, box]);
    }
    const inView = new Set(discs.map(([id]) => id));
    let left = Math.max(24, Math.round((canvas.clientWidth * canvas.clientHeight) / 7000));
    const taken = [];
    context.save();
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.lineJoin = "round";
    for (const id of order) {
      if (left === 0) break;
      if (!inView.has(id)) continue;
      const { x, y, size } = places.get(id);
      const written = lines(id);
      context.font = `${TEXT}px ${FONT}`;
      const half = (Math.max(...written.map((line) => measure(context, line))) / 2 + 3) * pixel;
      const height = written.length * LINE * pixel;
      const gap = size + 3 * pixel;
      const [aside, below] = [gap * 0.7 + half, gap * 0.7 + height / 2];
      const choices = [
        [x, y + gap + height / 2], [x, y - gap - height / 2],
        [x + gap + half, y], [x - gap - half, y],
        [x + aside, y + below], [x - aside, y + below],
        [x + aside, y - below], [x - aside, y - below],
      ].map(([cx, cy]) => [cx - half, cy - height / 2, cx + half, cy + height / 2]);
      const within = (each) => each[0] >= view[0] && each[2] <= view[2] &&
        each[1] >= view[1] && each[3] <= view[3];
      const free = choices.filter((each) => within(each) &&
        taken.every((other) => apart(each, other)));
      const covered = (each) => discs.reduce(
        (count, [other, disc]) => count + (other !== id && !apart(each, disc)), 0);
      let box = free.find((each) => covered(each) === 0);
      if (!box && (inFocus.has(id) || central.has(id))) {
        const least = Math.min(...free.map(covered));
        if (least <= 1 || inFocus.has(id)) box = free.find((each) => covered(each) === least);
      }
      const must = id === hovered || (chosen && chosen.node === id) ||
        (chosen && chosen.edge !== undefined && inFocus.has(id));
      if (!box && must) box = choices[0];
      if (!box) continue;
      taken.push(box);
      left -= 1;
      context.font = `${must ? "bold " : ""}${TEXT * pixel}px ${FONT}`;
      context.lineWidth = 4 * pixel;
      context.strokeStyle = "#ffffff";
      context.fillStyle = "#111111";
      written.forEach((line, n) => {
        const at = box[1] + (n + 0.5) * LINE * pixel;
        context.strokeText(line, (box[0] + box[2]) / 2, at);
        context.fillText(line, (box[0] + box[2]) / 2, at);
      });
    }
    context.restore();
  });

  // --- The filters ---------------------------------------------------------------------------
  const value = (id) => (byId(id) ? byId(id).value : "");
  const ticked = (group) => new Set(
    [...document.querySelectorAll(`input[name="${group}"]:checked`)].map((box) => box.value));
  const inRegion = (code, wanted) => !wanted || code === wanted ||
    (wanted !== "100000" && code.startsWith(wanted.replace(/(00)+$/, "")));

  const strengthOf = (edge, filters) => {
    const actors = joint ? [edge.from] : [edge.from, edge.to];
    for (const id of actors) {
      const actor = entities.get(id);
      if (filters.kind && actor.sort !== filters.kind) return 0;
      if (!inRegion(actor.region, filters.region)) return 0;
    }
    if (joint) {
      if (!filters.types.has(entities.get(edge.to).sort)) return 0;
      const parts = data.parts[edge.to].filter(([actor, role, evidence]) => actor === edge.from &&
        filters.roles.has(role) &&
        (!filters.document || data.evidence[evidence].document === filters.document));
      return parts.length ? 1 : 0;
    }
    return edge.through.filter((initiative) =>
      (!filters.type || entities.get(initiative).sort === filters.type) &&
      (!filters.document || documentsOf.get(initiative).has(filters.document))).length;
  };

  // Initiatives of one actor each take much room: without them the rest has a layout of its own.
  let layout = null;
  const lay = (together) => {
    const next = together ? "together" : "all";
    if (next === layout) return;
    layout = next;
    const moved = data.nodes.map((node) => {
      const [x, y] = (together && node.together) || node.all;
      Object.assign(places.get(node.id), { x, y });
      return { id: node.id, x, y };
    });
    nodes.update(moved);
  };
  const filter = () => {
    const filters = {
      kind: value("kind"), region: value("region"), document: value("document"),
      type: value("type"), types: ticked("type"), roles: ticked("role"),
      least: Number(value("least") || 1), together: byId("together") && byId("together").checked,
    };
    shownEdges = new Map();
    for (const edge of data.edges) {
      const strength = strengthOf(edge, filters);
      if (strength >= filters.least) shownEdges.set(edge.id, strength);
    }
    if (filters.together) {
      const met = new Map();
      for (const id of shownEdges.keys()) {
        const initiative = data.edges[id].to;
        met.set(initiative, (met.get(initiative) || 0) + 1);
      }
      for (const id of [...shownEdges.keys()]) {
        if (met.get(data.edges[id].to) < 2) shownEdges.delete(id);
      }
    }
    lay(filters.together);
    shownNodes = new Set();
    for (const id of shownEdges.keys()) {
      shownNodes.add(data.edges[id].from).add(data.edges[id].to);
    }
    if (chosen && ((chosen.node && !shownNodes.has(chosen.node)) ||
        (chosen.edge !== undefined && !shownEdges.has(chosen.edge)))) choose(null);
    for (const row of document.querySelectorAll("tr[data-edge]")) {
      row.hidden = !shownEdges.has(Number(row.dataset.edge));
    }
    const count = byId("count");
    const whole = shownEdges.size === data.edges.length;
    count.replaceChildren(...both(
      `显示 ${shownNodes.size} 个节点、${shownEdges.size} 条连线` +
        (whole ? "" : `（共 ${data.nodes.length}、${data.edges.length}）`),
      `${shownNodes.size} nodes, ${shownEdges.size} links shown` +
        (whole ? "" : ` of ${data.nodes.length} and ${data.edges.length}`)));
    byId("nothing").hidden = shownEdges.size > 0;
    paint();
  };

  const changed = (set, states) => set.update(states.filter((state) => {
    const before = set.get(state.id);
    return Object.keys(state).some((key) =>
      JSON.stringify(before[key]) !== JSON.stringify(state[key]));
  }));
  const paint = () => {
    const inFocus = chosen ? focus() : null;
    const scheme = data.schemes[value("scheme")];
    for (const node of data.nodes) places.get(node.id).size = node.size * growth ** 0.4;
    changed(nodes, data.nodes.map((node) => ({
      id: node.id,
      size: node.size * growth ** 0.4,
      hidden: !shownNodes.has(node.id),
      opacity: !inFocus || inFocus.has(node.id) ? 1 : 0.25,
      borderWidth: chosen && chosen.node === node.id ? 5 : 1.5,
      color: scheme ? { ...node.color, background: scheme[node.id] } : node.color,
    })));
    changed(edges, data.edges.map((edge) => {
      const near = !chosen || (chosen.edge === edge.id) ||
        (chosen.node && (edge.from === chosen.node || edge.to === chosen.node));
      const strength = shownEdges.get(edge.id) || 1;
      const width = joint ? edge.width : Math.min(1.3 + (strength - 1) * 1.7, 12);
      const strong = chosen && chosen.edge === edge.id;
      return {
        id: edge.id,
        hidden: !shownEdges.has(edge.id),
        width: (strong ? width + 3 : width) * growth,
        color: { color: strong ? "#d55e00" : edge.color.color, opacity: near ? 1 : 0.14 },
      };
    }));
    for (const legend of document.querySelectorAll("[data-scheme]")) {
      legend.hidden = byId("scheme") !== null && legend.dataset.scheme !== value("scheme");
    }
  };

  // --- The panel -----------------------------------------------------------------------------
  const panel = byId("panel");
  const welcome = [...panel.childNodes];
  const button = (id, text) => el("button", {
    type: "button", class: "link", onclick: () => choose({ node: id }, true),
  }, ...(text || [entities.get(id).name]));
  const nameOf = (id) => (places.has(id) ? button(id) : entities.get(id).name);
  const quotes = (ids) => [...new Set(ids)].map((id) => {
    const found = data.evidence[id];
    const where = [data.documents[found.document], found.section].filter(Boolean).join(" · ");
    return el("blockquote", {}, found.text,
      el("footer", {}, where + " ", el("a", { href: found.href }, both("读原文", "read in document"))));
  });
  const row = (zh, en, ...content) =>
    content.flat().length ? [el("dt", {}, both(zh, en)), el("dd", {}, ...content)] : [];
  const about = (id) => {
    const it = entities.get(id);
    const sort = data.words.kinds[it.sort] ? "kinds" : "types";
    return [
      el("h2", { tabindex: "-1" }, it.name),
      el("dl", {},
        row("类别", "kind", word(sort, it.sort)),
        row("职能", "organ type", it.organ || []),
        row("层级", "level", it.level ? word("levels", it.level) : []),
        row("地区", "region", it.regionName || []),
        row("隶属", "part of", it.parent || []),
        row("日期", "date", it.date || []),
        row("又称", "also", it.forms.join("、") || [])),
      el("ul", { class: "facts" }, it.facts.map(([zh, en]) => el("li", {}, both(zh, en)))),
    ];
  };
  const partsOf = (initiative, actors) => data.parts[initiative]
    .filter(([actor]) => !actors || actors.has(actor));
  const roleLines = (parts) => {
    const seen = new Map();
    for (const [actor, role] of parts) seen.set(actor + " " + role, [actor, role]);
    return el("ul", {}, [...seen.values()].map(([actor, role]) =>
      el("li", {}, nameOf(actor), "：", word("roles", role))));
  };
  // Initiatives, who has which part in them, and the sentences; what one sentence says stands together.
  const sharesOf = (initiatives, actors) => {
    const together = new Map();
    for (const initiative of initiatives) {
      const said = [...new Set(partsOf(initiative, actors).map((part) => part[2]))];
      const key = said.join(" ");
      if (!together.has(key)) together.set(key, { said, initiatives: [] });
      together.get(key).initiatives.push(initiative);
    }
    return [...together.values()].map((group) => el("section", { class: "share" },
      group.initiatives.map((initiative) => [
        el("h4", {}, nameOf(initiative), " ",
          el("span", { class: "tag" }, word("types", entities.get(initiative).sort)),
          entities.get(initiative).date ? ` ${entities.get(initiative).date}` : ""),
        roleLines(partsOf(initiative, actors)),
      ]).flat(), quotes(group.said)));
  };
  const folded = (summary, open, ...content) => {
    const made = el("details", {}, el("summary", {}, summary), ...content);
    made.open = open;
    return made;
  };
  const otherEnd = (edge, id) => (edge.from === id ? edge.to : edge.from);

  const describePair = (edge) => [
    el("h2", { tabindex: "-1" }, button(edge.from), " — ", button(edge.to)),
    el("p", {}, both(`共同举措 ${edge.through.length} 项`,
      `work together through ${edge.through.length}`)),
    sharesOf(edge.through, new Set([edge.from, edge.to])),
  ];
  const describePart = (edge) => [
    el("h2", { tabindex: "-1" }, button(edge.from), " → ", button(edge.to)),
    sharesOf([edge.to], new Set([edge.from])),
  ];
  const describeActor = (id) => [
    about(id),
    el("h3", {}, joint ? both("参与的举措", "initiatives") : both("协作对象", "works with")),
    edgesOf.get(id).filter((edge) => shownEdges.has(edge.id))
      .sort((a, b) => (shownEdges.get(b.id) - shownEdges.get(a.id)) || a.id - b.id)
      .map((edge, n) => {
        const other = otherEnd(edge, id);
        const title = joint ? [edge.roles.flatMap((role) => word("roles", role)), "："] : [];
        const count = joint ? "" : `（${edge.through.length}）`;
        return folded([title, entities.get(other).name, count].flat(2), n < 2,
          button(other, both("→ 转到", "go there")),
          joint ? quotes(partsOf(other, new Set([id])).map((part) => part[2]))
            : sharesOf(edge.through, new Set([id, other])));
      }),
  ];
  const describeInitiative = (id) => [
    about(id), el("h3", {}, both("参与主体", "who takes part")), sharesOf([id], null),
  ];

  const choose = (next, reveal) => {
    chosen = next;
    let content = welcome;
    if (next && next.node) {
      const initiative = joint && data.words.types[entities.get(next.node).sort];
      content = initiative ? describeInitiative(next.node) : describeActor(next.node);
    } else if (next) {
      content = joint ? describePart(data.edges[next.edge]) : describePair(data.edges[next.edge]);
    }
    panel.replaceChildren(...content.flat(9));
    panel.scrollTop = 0;
    if (next) {
      panel.prepend(el("button", { type: "button", class: "close", onclick: () => choose(null) },
        both("× 关闭", "close")));
    }
    const name = next && (next.node ||
      `${data.edges[next.edge].from}~${data.edges[next.edge].to}`);
    history.replaceState(null, "", name ? `#${name}` : location.pathname + location.search);
    paint();
    if (reveal && next) {
      const ends = next.node ? [...focus()] : [data.edges[next.edge].from, data.edges[next.edge].to];
      const shown = ends.filter((id) => shownNodes.has(id));
      grow(frame(shown, 1.2, !calm));
      panel.querySelector("h2").focus({ preventScroll: true });
    }
  };

  network.on("click", (event) => {
    const node = network.getNodeAt(event.pointer.DOM);
    const edge = network.getEdgeAt(event.pointer.DOM);
    if (node !== undefined) choose({ node });
    else if (edge !== undefined) choose({ edge });
    else if (chosen) choose(null);
  });
  canvas.addEventListener("pointerdown", () => canvas.classList.add("pointed"));
  canvas.addEventListener("keydown", () => canvas.classList.remove("pointed"));
  const hover = (id) => {
    hovered = id;
    canvas.classList.toggle("pointing", id !== null);
    network.redraw();
  };
  network.on("hoverNode", (event) => hover(event.node));
  network.on("blurNode", () => hover(null));
  network.on("hoverEdge", () => canvas.classList.add("pointing"));
  network.on("blurEdge", () => canvas.classList.remove("pointing"));
  network.on("dragging", (event) => {
    const moved = network.getPositions(event.nodes);
    for (const [id, at] of Object.entries(moved)) Object.assign(places.get(id), at);
  });

  // --- Search and buttons --------------------------------------------------------------------
  const search = byId("search");
  const results = byId("results");
  const found = (text) => {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const score = (id) => {
      const it = entities.get(id);
      if (it.name.toLowerCase() === wanted) return 4;
      if (it.name.toLowerCase().includes(wanted)) return 3;
      if (it.forms.some((form) => form.toLowerCase().includes(wanted))) return 2;
      return it.initials.startsWith(wanted) ? 1.5 : it.initials.includes(wanted) ? 1 : 0;
    };
    return byRank.map((id) => [score(id), id]).filter(([points]) => points > 0)
      .sort((a, b) => b[0] - a[0]).slice(0, 12).map(([, id]) => id);
  };
  const reveal = (id) => {
    if (!shownNodes.has(id)) reset();
    search.value = entities.get(id).name;
    results.replaceChildren();
    choose({ node: id }, true);
  };
  search.addEventListener("input", () => {
    const ids = found(search.value);
    results.replaceChildren(...(ids.length || !search.value.trim()
      ? ids.map((id) => el("li", {}, el("button", { type: "button", onclick: () => reveal(id) },
        entities.get(id).name)))
      : [el("li", { class: "none" }, both("没有找到", "nothing found"))]));
  });
  byId("finder").addEventListener("keydown", (event) => {
    const buttons = [...results.querySelectorAll("button")];
    const here = buttons.indexOf(document.activeElement);
    if (event.key === "ArrowDown" && buttons.length) {
      event.preventDefault();
      buttons[Math.min(here + 1, buttons.length - 1)].focus();
    } else if (event.key === "ArrowUp" && here >= 0) {
      event.preventDefault();
      (here ? buttons[here - 1] : search).focus();
    } else if (event.key === "Enter" && event.target === search && buttons.length) {
      event.preventDefault();
      buttons[0].click();
    } else if (event.key === "Escape") {
      results.replaceChildren();
      search.focus();
    }
  });
  // Names are as wide on the screen at every zoom, so they get a margin in pixels.
  const frame = (ids, most, animation) => {
    if (!ids.length) return;
    const xs = ids.map((id) => places.get(id).x);
    const ys = ids.map((id) => places.get(id).y);
    const [left, right] = [Math.min(...xs), Math.max(...xs)];
    const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
    const { clientWidth: wide, clientHeight: high } = canvas;
    const scale = Math.min(most,
      (wide - Math.min(200, wide * 0.3)) / Math.max(right - left, 1),
      (high - Math.min(130, high * 0.3)) / Math.max(bottom - top, 1));
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 - 12 / scale };
    network.moveTo({ position, scale, animation });
    return scale;
  };
  let moved = false; // by the user, whose view is then kept
  const fit = () => {
    moved = false;
    grow(frame([...shownNodes], 1.3, false));
  };
  const grow = (scale) => {
    const next = Math.min(Math.max(0.85 / scale, 1), 2.5) || 1;
    if (Math.abs(next - growth) > 0.02) {
      growth = next;
      paint();
    }
  };
  const zoom = (by) => network.moveTo({ scale: network.getScale() * by, animation: !calm });
  byId("closer").addEventListener("click", () => zoom(1.4));
  byId("farther").addEventListener("click", () => zoom(1 / 1.4));
  byId("fit").addEventListener("click", fit);
  const controls = byId("filters");
  const reset = () => {
    for (const box of controls.querySelectorAll("input")) box.checked = true;
    for (const select of controls.querySelectorAll("select")) select.value = "";
    if (byId("least")) byId("least").value = "1";
    if (byId("together")) byId("together").checked = false;
    byId("least-value") && (byId("least-value").textContent = "1");
    filter();
    fit();
  };
  byId("reset").addEventListener("click", reset);
  const refilter = (event) => {
    if (event.target.id === "least") byId("least-value").textContent = event.target.value;
    filter();
    fit();
  };
  controls.addEventListener("input", refilter);
  controls.addEventListener("change", refilter);
  controls.addEventListener("submit", (event) => event.preventDefault());
  if (byId("scheme")) byId("scheme").addEventListener("change", paint);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && chosen) choose(null);
  });
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".ticks[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const asked = event.target.closest("[data-show]");
    if (!asked) return;
    const [from, to] = asked.dataset.show.split("~");
    open(from, to);
    canvas.scrollIntoView({ block: "center" });
  });
  const open = (from, to) => {
    if (!places.has(from)) return;
    if (to === undefined) {
      if (!shownNodes.has(from)) reset();
      choose({ node: from }, true);
      return;
    }
    const edge = edgesOf.get(from).find((each) => otherEnd(each, from) === to);
    if (!edge) return;
    if (!shownEdges.has(edge.id)) reset();
    choose({ edge: edge.id }, true);
  };

  const asked = location.hash.slice(1);
  filter();
  fit();
  if (asked) open(...asked.split("~"));
  addEventListener("hashchange", () => open(...location.hash.slice(1).split("~")));
  network.on("zoom", () => { moved = true; });
  network.on("dragEnd", () => { moved = true; });
  network.on("resize", () => { if (!moved && !chosen) fit(); });
  document.documentElement.dataset.ready = "true";
})();
