"use strict";
(() => {
  const figures = JSON.parse(document.getElementById("figures").textContent);
  const root = document.documentElement;
  const narrow = window.matchMedia("(max-width: 40rem)");
  const colour = (name) => getComputedStyle(root).getPropertyValue(name).trim();

  // Text, grid and lines take the colours of the page, so that charts follow its look.
  const dressed = (figure) => {
    const layout = structuredClone(figure.layout);
    const ink = colour("--ink");
    const grid = colour("--line");
    layout.font = { color: ink, size: narrow.matches ? 12 : 13, family: getComputedStyle(document.body).fontFamily };
    layout.hoverlabel = { bgcolor: colour("--card"), bordercolor: grid, font: { color: ink } };
    for (const axis of ["xaxis", "yaxis"]) {
      layout[axis] = { ...layout[axis], gridcolor: grid, zerolinecolor: grid, linecolor: grid, fixedrange: true };
    }
    const data = structuredClone(figure.data);
    for (const trace of data) {
      if (trace.type === "treemap") {
        if (narrow.matches) {
          trace.maxdepth = 2;
          layout.height = 520;
        }
      }
    }
    return { data, layout };
  };

  const draw = () => {
    for (const [id, figure] of Object.entries(figures)) {
      const { data, layout } = dressed(figure);
      Plotly.react(id, data, layout, { responsive: true, displayModeBar: false });
    }
  };

  const media = window.matchMedia("(prefers-color-scheme: dark)");
  document.getElementById("theme").addEventListener("click", () => {
    const dark = (root.dataset.theme || (media.matches ? "dark" : "light")) === "dark";
    root.dataset.theme = dark ? "light" : "dark";
    draw();
  });
  media.addEventListener("change", draw);
  narrow.addEventListener("change", draw);
  draw();
})();
