const tokens = (text) => text.match(/"(?:[^"\\]|\\.)*"|[\w.+-]+|\s+|[^\w\s]/g) ?? [];

/** Both texts as token lists with a flag for what the other one lacks: longest common subsequence, ends trimmed first. */
function compare(left, right) {
  const a = tokens(left), b = tokens(right);
  let start = 0, endA = a.length, endB = b.length;
  while (start < endA && start < endB && a[start] === b[start]) start++;
  while (endA > start && endB > start && a[endA - 1] === b[endB - 1]) { endA--; endB--; }
  const sameA = new Set(), sameB = new Set();
  const n = endA - start, m = endB - start;
  if (n * m <= 1e6) {
    const width = m + 1, length = new Uint16Array((n + 1) * width);
    for (let i = n - 1; i >= 0; i--) for (let j = m - 1; j >= 0; j--) {
      length[i * width + j] = a[start + i] === b[start + j] ? length[(i + 1) * width + j + 1] + 1 : Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
    }
    for (let i = 0, j = 0; i < n && j < m;) {
      if (a[start + i] === b[start + j]) { sameA.add(start + i++); sameB.add(start + j++); }
      else if (length[(i + 1) * width + j] >= length[i * width + j + 1]) i++; else j++;
    }
  }
  const marked = (list, same, end) => list.map((text, i) => ({ text, differs: i >= start && i < end && !same.has(i) && text.trim() !== "" }));
  return [marked(a, sameA, endA), marked(b, sameB, endB)];
}

/** Neighbours that differ become one mark. */
function render(list) {
  const out = [];
  for (let i = 0; i < list.length;) {
    let j = i, text = "";
    while (j < list.length && list[j].differs === list[i].differs) text += list[j++].text;
    out.push(list[i].differs ? h("mark", {}, text) : text);
    i = j;
  }
  return out;
}

/** The printable text of an exchange back to bytes (\xHH is a byte, all else UTF-8), as a dump of sixteen a line. */
function dump(text) {
  const bytes = [];
  for (const part of text.slice(0, 65536).split(/(\\x[0-9a-fA-F]{2})/)) {
    if (/^\\x[0-9a-fA-F]{2}$/.test(part)) bytes.push(parseInt(part.slice(2), 16)); else for (const b of new TextEncoder().encode(part)) bytes.push(b);
  }
  const lines = [];
  for (let i = 0; i < bytes.length; i += 16) {
    const row = bytes.slice(i, i + 16);
    lines.push(`${i.toString(16).padStart(6, "0")}  ${row.map((b) => b.toString(16).padStart(2, "0")).join(" ").padEnd(48)} ${row.map((b) => (b > 31 && b < 127 ? String.fromCharCode(b) : ".")).join("")}`);
  }
  return lines.join("\n");
}
