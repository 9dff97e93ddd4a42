// Returns the texts of a page that are fainter than WCAG 2.2 asks (AA: 4.5 to 1, large ones 3 to 1).
() => {
  const paper = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
  const pen = paper.getContext("2d", { willReadFrequently: true });
  const colour = (written, opacity = 1) => {
    if (written === "none") return [0, 0, 0, 0];
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = written;
    pen.fillRect(0, 0, 1, 1);
    const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
    return [red, green, blue, (alpha / 255) * opacity];
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const luminance = (shown) => {
    const [red, green, blue] = shown
      .slice(0, 3)
      .map((v) => v / 255)
      .map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const upwards = (element) => {
    const way = [];
    for (let at = element; at; at = at.parentElement) way.push(at);
    return way;
  };
  const within = (inner, outer) =>
    outer.left <= inner.left + 1 && outer.right >= inner.right - 1 &&
    outer.top <= inner.top + 1 && outer.bottom >= inner.bottom - 1;
  const drawn = new Map();
  // What is painted under a text: the grounds of what holds it, and in a chart the shapes behind.
  const ground = (element, box) => {
    let below = upwards(element)
      .reverse()
      .reduce((sofar, at) => over(colour(getComputedStyle(at).backgroundColor), sofar), [255, 255, 255, 1]);
    const chart = element.closest("[data-testid=stPlotlyChart]");
    if (chart && !drawn.has(chart)) {
      const shapes = [...chart.querySelectorAll("path, rect")];
      drawn.set(chart, shapes.map((shape) => [shape, shape.getBoundingClientRect()]));
    }
    for (const [shape, edge] of drawn.get(chart) ?? []) {
      if (!within(box, edge)) continue;
      const style = getComputedStyle(shape);
      below = over(colour(style.fill, style.fillOpacity * style.opacity), below);
    }
    return below;
  };
  const faint = new Set();
  let looked = 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const said = texts.currentNode.textContent.trim();
    const element = texts.currentNode.parentElement;
    const box = element.getBoundingClientRect();
    const seen = element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const passed = "[data-testid=stIconMaterial], [aria-hidden=true], canvas, [disabled], style, script";
    if (!said || !seen || !box.width || element.closest(passed)) continue;
    const style = getComputedStyle(element);
    const opacity = upwards(element).reduce((all, at) => all * getComputedStyle(at).opacity, 1);
    const below = ground(element, box);
    const ink = element instanceof SVGElement ? style.fill : style.color;
    const [a, b] = [over(colour(ink, opacity), below), below].map(luminance);
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    looked += 1;
    if (ratio < (large ? 3 : 4.5)) faint.add(`${said.slice(0, 40)}: ${ratio.toFixed(2)}`);
  }
  return [looked, [...faint]];
}
