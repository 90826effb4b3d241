// What a reader sees of a page: texts that are hard to read, cut off, or over each other. Run within the page.
() => {
  const colour = (text) => (text.match(/[\d.]+/g) || [0, 0, 0, 0]).map(Number);
  const over = ([r, g, b, a = 1], under) => [r, g, b].map((part, at) => part * a + under[at] * (1 - a));
  const light = (rgb) => rgb.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, at) => sum + part * [0.2126, 0.7152, 0.0722][at], 0);
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const column = (cell) => cell.closest('table').querySelectorAll('col')[cell.cellIndex];
  // All colours that may lie behind an element: its own fill and stripes over those of what it lies on.
  const behind = (element) => {
    if (!element) return [[255, 255, 255]];
    const style = getComputedStyle(element);
    const own = colour(style.backgroundColor);
    const stripes = (style.backgroundImage.match(/rgba?\([^)]*\)/g) || []).map(colour);
    const cell = element.matches('td, th') && column(element);
    let under = own[3] === undefined ? [own] : behind(element.parentElement).map((below) => over(own, below));
    if (cell && own[3] === 0) under = under.concat(under.map((below) => over(colour(getComputedStyle(cell).backgroundColor), below)));
    return under.concat(stripes.flatMap((stripe) => under.map((below) => over(stripe, below))));
  };
  const hidden = (element) => element.closest('.skip, .grid i') || !element.checkVisibility();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = { texts: 0, faint: [], cut: [], outside: [], small: [], covered: [] };
  const boxes = [];
  while (walker.nextNode()) {
    const node = walker.currentNode, element = node.parentElement;
    if (!node.data.trim() || hidden(element) || element.closest('title, desc')) continue;
    found.texts += 1;
    const style = getComputedStyle(element), svg = element.closest('svg');
    const ink = colour(svg ? style.fill : style.color), size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    const worst = Math.min(...behind(svg ? svg.parentElement : element).map((below) => contrast(over(ink, below), below)));
    const said = node.data.trim().slice(0, 40);
    if (worst < (large ? 3 : 4.5)) found.faint.push(`${worst.toFixed(2)} ${said}`);
    const drawn = svg ? size * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width : size;
    if (drawn < 9.9) found.small.push(`${drawn.toFixed(1)} ${said}`);
    for (let up = element; up && !up.matches('.region') && up !== document.documentElement; up = up.parentElement) {
      const { overflowX, overflowY, textOverflow } = getComputedStyle(up);
      const clips = [overflowX, overflowY].some((way) => way !== 'visible') || textOverflow === 'ellipsis';
      if (!(up instanceof SVGElement) && clips && (up.scrollWidth > up.clientWidth || up.scrollHeight > up.clientHeight)) found.cut.push(said);
    }
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    const room = (svg || element.closest('.region > *') || document.documentElement).getBoundingClientRect();
    if (box.left < room.left - 1 || box.right > room.right + 1) found.outside.push(said);
    if (svg) boxes.push([svg, box, said]);
  }
  for (const [at, [svg, box, said]] of boxes.entries())
    for (const [other, also, beside] of boxes.slice(at + 1))
      if (svg === other && box.left < also.right && also.left < box.right && box.top + 2 < also.bottom && also.top + 2 < box.bottom)
        found.covered.push(`${said} and ${beside}`);
  return found;
}
