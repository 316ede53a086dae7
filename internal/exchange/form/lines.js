// Line breaking by the rules of the sheets (package typeset), with widths from
// the same fonts. Widths are in thousandths of the size of type.

// isolate begins or ends a piece whose direction is its own (UAX 9).
const isolate = /[\u2066-\u2069]/g;

// small is a single letter and its space: it stays with the word after it.
const small = /(?:^|[ \t\n])[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}][ \t\n]+$/u;

// mayEnd says after which characters a line may end: the part of UAX 14 that
// Latin, Cyrillic and Arabic text needs. Numbers and isolates stay whole.
const mayEnd = s => {
  const may = new Array(s.length).fill(false);
  let depth = 0;
  for (let i = 0; i + 1 < s.length; i++) {
    const c = s[i], next = s[i + 1];
    if (/[\u2066-\u2068]/.test(c)) depth++;
    if (c === '\u2069') depth--;
    if (depth > 0 || /[\s\u200b]/.test(next) && next !== '\u00a0') continue;
    const space = /[ \n\t\u200b]/.test(c), hyphen = /[-\u2010\u2013\u2014]/.test(c) && !/[\s]/.test(s[i - 1] || ' ') && /[\p{L}\u2066]/u.test(next);
    const slash = c === '/' && /\p{L}/u.test(next), dash = next === '\u2014' && !/[\s\u00a0]/.test(c);
    may[i] = (space && !small.test(s.slice(0, i + 1)) || hyphen || slash || dash) && !/^[!?.,:;\u00b7)\]}\u00bb\u201d\u061f\u060c\u061b]/.test(next);
  }
  const number = /[0-9+](?:[ \u00a0\u202f\-\u2010\u2011\u2013/.()+]{1,3}(?=[0-9])(?<!\. ))/g;
  for (const m of s.matchAll(number)) may.fill(false, m.index, m.index + m[0].length);
  return may;
};

// words cuts a text where a line may end. Keep holds on to the text's own line
// ends and breaks nowhere else.
const words = (s, keep, width) => {
  const hard = keep && s.trim().includes('\n'), may = mayEnd(s), out = [];
  let from = 0, before = 0;
  for (let i = 0; i < s.length; i++) {
    const last = i === s.length - 1;
    if (!last && !(hard ? s[i] === '\n' : may[i])) continue;
    const text = s.slice(from, i + 1).replace(/\n/g, ' '), bare = text.replace(/[ \t\u200b]+$/, '');
    const to = width(s.slice(0, i + 1).replace(/\n/g, ' '));
    out.push({text, bare, full: to - before, ink: to - before - (width(text) - width(bare)), hard: hard && !last});
    from = i + 1;
    before = to;
  }
  return out;
};

const span = (list, from, to) => list.slice(from, to - 1).reduce((n, w) => n + w.full, 0) + list[to - 1].ink;
const lonely = (list, from, to, limit, share = 0.25) => to === list.length && to - from === 1 && list[from].ink < limit * share;

// greedy fills each line as far as it goes and gives the word after each.
const greedy = (list, limit) => {
  const ends = [];
  let wide = 0;
  list.forEach((w, i) => {
    if (i > 0 && (list[i - 1].hard || wide + w.ink > limit)) { ends.push(i); wide = 0; }
    wide += w.full;
  });
  if (list.length) ends.push(list.length);
  return ends;
};

// balance breaks into so many lines of about equal length.
const balance = (list, limit, lines) => {
  const n = list.length, cost = [[0]], from = [[]];
  for (let l = 1; l <= lines; l++) {
    cost[l] = []; from[l] = [];
    for (let i = l; i <= n; i++) {
      for (let j = i - 1; j >= l - 1; j--) {
        if (cost[l - 1][j] === undefined) continue;
        const wide = span(list, j, i);
        if (wide > limit && i - j > 1) break;
        const free = Math.max(limit - wide, 0), c = cost[l - 1][j] + free * free + (lonely(list, j, i, limit) ? limit * limit : 0);
        if (cost[l][i] === undefined || c < cost[l][i]) { cost[l][i] = c; from[l][i] = j; }
      }
    }
  }
  const ends = [];
  for (let l = lines, i = n; l > 0; l--) { ends[l - 1] = i; i = from[l][i]; }
  return ends;
};

// wrap breaks words into lines of at most limit.
const wrap = (list, limit, balanced) => {
  let ends = greedy(list, limit);
  const n = ends.length;
  if (n > 1 && !list.some(w => w.hard)) {
    if (balanced) ends = balance(list, limit, n);
    else {
      const above = n > 2 ? ends[n - 3] : 0, last = ends[n - 2];
      const room = last - above > 1 && span(list, last - 1, ends[n - 1]) <= limit;
      if (room && lonely(list, last, ends[n - 1], limit, 0.4) && (lonely(list, last, ends[n - 1], limit) || span(list, above, last - 1) >= limit / 2)) ends[n - 2]--;
    }
  }
  let at = 0;
  return ends.map(to => {
    const line = {text: list.slice(at, to).map(w => w.text).join('').replace(/[ \t\u200b]+$/, ''), wide: span(list, at, to)};
    at = to;
    return line;
  });
};

// fit sets a text in a room: the largest size, from that of the sheet down to
// the smallest, at which it fits. Left is how many lines are free at the smallest.
const fit = (room, text, width) => {
  const step = 250, range = room.Size - room.Floor;
  const at = (pair, size) => range > 0 ? pair[1] + (pair[0] - pair[1]) * (size - room.Floor) / range : pair[1];
  const set = (list, size) => {
    const lines = wrap(list, at(room.Measure, size) * 1000 / size, room.Balanced), limit = at(room.Measure, size) * 1000 / size;
    const high = lines.length * room.Leading * size / 1000;
    return {size, lines, fits: high <= at(room.Free, size) + 1 && lines.every(l => l.wide <= limit + 0.5)};
  };
  const free = words(text, false, width), kept = room.Breaks ? words(text, true, width) : free;
  const least = set(free, room.Floor);
  for (const list of kept === free ? [free] : [kept, free]) {
    for (let size = room.Size; size >= room.Floor; size -= step) {
      const one = set(list, size);
      if (one.fits) return {...one, left: room.Lines - least.lines.length};
    }
  }
  return {...least, left: room.Lines - least.lines.length};
};
