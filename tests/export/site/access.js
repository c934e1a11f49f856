// What hinders a reader who cannot see or point: returned as a list of lines, empty if nothing does.
(() => {
  const found = [];
  const all = (query) => [...document.querySelectorAll(query)];
  const say = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 160)}`);
  const isHidden = (element) => element.closest("[hidden], [aria-hidden='true']") || !element.getClientRects().length;

  if (all("h1").length !== 1) found.push(`${all("h1").length} h1`);
  let level = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6")) {
    const here = Number(heading.localName[1]);
    if (here > level + 1) say(`a heading of level ${here} after ${level}`, heading);
    if (!heading.textContent.trim()) say("a heading without words", heading);
    level = here;
  }
  for (const one of ["header", "nav", "main", "footer"]) {
    const count = all(`body > ${one}, body > header > ${one}`).length;
    if (count < 1 || (one === "main" && count > 1)) found.push(`${count} ${one}`);
  }
  for (const nav of all("nav")) if (!nav.getAttribute("aria-label") && !nav.getAttribute("aria-labelledby")) say("a nav without a name", nav);
  if (!document.documentElement.lang) found.push("no language");
  if (!document.title.trim()) found.push("no title");
  for (const svg of all("svg")) {
    if (!isHidden(svg) && !svg.querySelector(":scope > title")?.textContent.trim()) say("a drawing without a name", svg);
  }
  for (const table of all("table")) {
    if (!table.caption?.textContent.trim()) say("a table without a caption", table);
    for (const head of table.querySelectorAll("th")) if (!head.scope) say("a th without a scope", head);
  }
  for (const element of all("[tabindex]")) if (Number(element.getAttribute("tabindex")) > 0) say("a tabindex", element);
  for (const element of all("[aria-labelledby], [aria-describedby]")) {
    for (const name of ["aria-labelledby", "aria-describedby"]) {
      for (const id of (element.getAttribute(name) || "").split(/\s+/).filter(Boolean)) {
        if (!document.getElementById(id)) say(`${name} of nothing`, element);
      }
    }
  }
  for (const input of all("input")) if (!input.labels?.length) say("an input without a label", input);

  // Contrast (WCAG 2.2, 1.4.3): of words to what is behind them.
  const parse = (colour) => {
    const [r, g, b, a = 1] = colour.match(/[\d.]+/g).map(Number);
    return { r, g, b, a };
  };
  const over = (top, below) => ({
    r: top.r * top.a + below.r * (1 - top.a),
    g: top.g * top.a + below.g * (1 - top.a),
    b: top.b * top.a + below.b * (1 - top.a),
    a: 1,
  });
  const light = ({ r, g, b }) => {
    const part = (value) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const behind = (element) => {
    const layers = [];
    for (let here = element; here; here = here.parentElement) {
      const colour = parse(getComputedStyle(here).backgroundColor);
      if (colour.a > 0) layers.push(colour);
      if (colour.a === 1) break;
    }
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const canvas = dark ? { r: 18, g: 18, b: 18, a: 1 } : { r: 255, g: 255, b: 255, a: 1 };
    return layers.reverse().reduce((below, top) => over(top, below), canvas);
  };
  // Behind the words of a drawing: the disc they stand in, else land and sea of a map, else the page.
  const behindDrawn = (text) => {
    const svg = text.closest("svg");
    const disc = text.classList.contains("fig-count") && text.parentElement.querySelector("circle");
    const page = behind(svg);
    const land = svg.querySelector(".fig-land");
    const sea = svg.querySelector(".fig-sea");
    const filled = (shape, below) => over(parse(getComputedStyle(shape).fill), below);
    if (disc) return [filled(disc, land ? filled(land, page) : page)];
    return land ? [filled(land, page), filled(sea, page)] : [page];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const seen = new Set();
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || isHidden(element) || element.closest("title, desc, script")) continue;
    const style = getComputedStyle(element);
    if (style.visibility === "hidden" || (style.position === "absolute" && element.matches(".skip"))) continue;
    const isDrawn = element.namespaceURI.endsWith("svg");
    const size = parseFloat(style.fontSize);
    const least = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700) ? 3 : 4.5;
    for (const back of isDrawn ? behindDrawn(element) : [behind(element)]) {
      const here = ratio(over(parse(isDrawn ? style.fill : style.color), back), back);
      const key = `${element.localName}.${element.className?.baseVal ?? element.className} ${here.toFixed(2)}`;
      if (here < least && !seen.has(key)) {
        seen.add(key);
        say(`contrast ${here.toFixed(2)} < ${least}`, element);
      }
    }
  }
  return found;
})()
