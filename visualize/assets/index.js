// The index page: the table of figures is filtered by words and choices, and sorted by a column.
(() => {
  "use strict";
  const table = document.getElementById("figures");
  const body = table.tBodies[0];
  const rows = [...body.rows];
  const texts = new Map(rows.map((row) => [row, row.textContent.toLowerCase()]));
  const value = (id) => document.getElementById(id).value;
  const filter = () => {
    const words = value("words").toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const row of rows) {
      row.hidden = !(words.every((word) => texts.get(row).includes(word)) &&
        ["document", "region", "statistic"].every((key) =>
          !value(key) || row.dataset[key] === value(key)));
      shown += row.hidden ? 0 : 1;
    }
    document.getElementById("shown").textContent =
      `显示 ${shown} 条，共 ${rows.length} 条 · ${shown} of ${rows.length} shown`;
  };
  document.getElementById("filters").addEventListener("input", filter);
  document.getElementById("filters").addEventListener("change", filter);
  document.getElementById("filters").addEventListener("submit", (event) => event.preventDefault());

  const key = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.value === undefined ? cell.textContent : Number(cell.dataset.value || NaN);
  };
  const compare = (a, b) => {
    if (typeof a === "string") return a.localeCompare(b, "zh");
    return Number.isNaN(a) - Number.isNaN(b) || a - b;
  };
  [...table.tHead.rows[0].cells].forEach((cell, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "sort";
    button.append(...cell.childNodes);
    cell.append(button);
    button.addEventListener("click", () => {
      const down = cell.getAttribute("aria-sort") === "ascending";
      for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
      cell.setAttribute("aria-sort", down ? "descending" : "ascending");
      const keys = new Map(rows.map((row) => [row, key(row, column)]));
      rows.sort((a, b) => (down ? -1 : 1) * compare(keys.get(a), keys.get(b)));
      body.append(...rows);
    });
  });
  filter();
  document.documentElement.dataset.ready = "true";
})();
