'use strict';
// The form: one article a text. A box is an editable element whose placeholders
// are elements that cannot be typed into; text() reads it back as it is stored.
const data = JSON.parse(document.getElementById('data').textContent);
const list = document.getElementById('list');
const pattern = /\{\{\s*\.?[A-Za-z][A-Za-z0-9.]*\s*\}\}/g;
let unsaved = false;

const make = (name, className, text) => {
  const e = document.createElement(name);
  if (className) e.className = className;
  if (text !== undefined) e.textContent = text;
  return e;
};
const inner = p => p.replace(/[{}.\s]*(.*?)[}\s]*$/, '$1');
const chip = p => {
  const e = make('span', 'chip', inner(p));
  e.contentEditable = 'false';
  e.dataset.p = p;
  return e;
};

// fill puts a text into an element, with chips for placeholders.
const fill = (box, text) => {
  box.replaceChildren();
  let at = 0;
  for (const m of text.matchAll(pattern)) {
    if (m.index > at) box.append(text.slice(at, m.index));
    box.append(chip(m[0]));
    at = m.index + m[0].length;
  }
  if (at < text.length) box.append(text.slice(at));
};

// text reads a box back; browsers write line ends as <br> and <div>.
const text = box => {
  let out = '';
  const walk = node => {
    for (const n of node.childNodes) {
      if (n.nodeType === Node.TEXT_NODE) out += n.data;
      else if (n.dataset && n.dataset.p) out += n.dataset.p;
      else if (n.nodeName === 'BR') out += n === box.lastChild ? '' : '\n';
      else { if (out && !out.endsWith('\n')) out += '\n'; walk(n); }
    }
  };
  walk(box);
  return out.replace(/\u00a0/g, data.hard ? '\u00a0' : ' ');
};
const holders = s => (s.match(pattern) || []).map(inner).sort();
const digits = s => (s.replace(pattern, ' ').match(/\p{Nd}/gu) || []).length;
const length = (u, s) => [...s.replace(pattern, '')].length + (s.match(pattern) || []).reduce((n, p) => n + (u.length[p] || 10), 0);

// look says what is left, and what would be refused.
const look = f => {
  const s = text(f.box), says = [];
  f.left.replaceChildren();
  if (f.unit.max) {
    const left = f.unit.max - length(f.unit, s);
    f.left.append(make('span', left < 0 ? 'bad' : '', left < 0 ? `${-left} characters too long ` : `${left} characters left `));
  }
  if (!s.trim()) return;
  const have = holders(s), want = holders(f.source);
  if (have.join() !== want.join() && !(f.optional && have.every(h => want.includes(h)))) says.push(`must hold: ${want.join(', ') || 'no placeholder'}`);
  if (digits(s) !== digits(f.source)) says.push('the numbers differ from the source');
  if (s.trim() === f.source && f.source.includes(' ')) says.push('this is the source');
  if (says.length) f.left.append(make('span', 'bad', says.join('; ')));
};

// cut empties a range but for the placeholders that the source asks for: they
// can be moved (insert one, then delete the other) and never be lost or typed over.
const cut = (box, range) => {
  const hit = range.collapsed ? [] : [...box.querySelectorAll('.chip')].filter(c => range.intersectsNode(c));
  const want = holders(box.source), keep = [];
  for (const c of hit) {
    const name = inner(c.dataset.p), same = x => inner(x.dataset.p) === name;
    const outside = [...box.querySelectorAll('.chip')].filter(x => same(x) && !hit.includes(x)).length;
    if (outside + keep.filter(same).length < want.filter(w => w === name).length) keep.push(c);
  }
  range.deleteContents();
  for (const c of keep) {
    c.remove();
    range.insertNode(c);
    range.setStartAfter(c);
    range.collapse(true);
  }
};

// insert puts text where the cursor is.
const insert = (box, node) => {
  const sel = getSelection();
  let range = sel.rangeCount ? sel.getRangeAt(0) : null;
  if (!range || !box.contains(range.commonAncestorContainer)) {
    range = document.createRange();
    range.selectNodeContents(box);
    range.collapse(false);
  }
  cut(box, range);
  range.insertNode(node);
  range.setStartAfter(node);
  range.collapse(true);
  sel.removeAllRanges();
  sel.addRange(range);
  box.dispatchEvent(new Event('input', {bubbles: true}));
};

const fields = [];
const field = (u, article, form, source, target) => {
  const f = {unit: u, form, source, before: target, box: make('div', 'box'), left: make('p', 'left'), optional: ['zero', 'one', 'two'].includes(form)};
  f.box.contentEditable = 'true';
  f.box.lang = data.tag;
  f.box.dir = data.dir;
  f.box.setAttribute('role', 'textbox');
  f.box.setAttribute('aria-multiline', 'true');
  f.box.setAttribute('aria-label', `${u.id} ${form}`);
  f.box.dataset.id = u.id + (form ? `[${form}]` : '');
  f.box.source = source;
  fill(f.box, target);
  if (form) article.append(make('p', 'note', `plural form: ${form}`));
  const s = make('p', 'source');
  s.lang = 'en';
  fill(s, source);
  article.append(s, f.box, f.left);
  for (const p of new Set(source.match(pattern) || [])) {
    const b = make('button', 'insert', `insert ${inner(p)}`);
    b.type = 'button';
    b.addEventListener('mousedown', e => e.preventDefault());
    b.addEventListener('click', () => insert(f.box, chip(p)));
    article.append(b, ' ');
  }
  f.box.addEventListener('input', () => {
    unsaved = true;
    if (f.check) f.check.checked = false;
    look(f);
  });
  f.box.addEventListener('paste', e => {
    e.preventDefault();
    const holder = document.createElement('div');
    fill(holder, e.clipboardData.getData('text/plain'));
    for (const n of [...holder.childNodes]) insert(f.box, n);
  });
  f.box.addEventListener('beforeinput', e => {
    const at = e.getTargetRanges()[0];
    if (!at) return;
    const range = document.createRange();
    range.setStart(at.startContainer, at.startOffset);
    range.setEnd(at.endContainer, at.endOffset);
    if (range.collapsed || ![...f.box.querySelectorAll('.chip')].some(c => range.intersectsNode(c))) return;
    e.preventDefault();
    const sel = getSelection();
    sel.removeAllRanges();
    sel.addRange(range);
    insert(f.box, document.createTextNode(e.inputType.startsWith('insert') ? e.data || '' : ''));
  });
  f.box.addEventListener('drop', e => e.preventDefault());
  f.box.addEventListener('keydown', e => {
    if (e.key === 'Enter') { e.preventDefault(); insert(f.box, document.createTextNode('\n')); }
  });
  fields.push(f);
  look(f);
  return f;
};

for (const u of data.units) {
  const article = make('article');
  article.dataset.state = u.state;
  article.append(make('h2', '', `${u.id} · ${u.state}`));
  if (u.previous) { const p = make('p', 'note', 'The source was: '); p.append(make('span', 'was', u.previous)); article.append(p); }
  for (const n of u.notes) article.append(make('p', 'note', n));
  const mine = u.forms.map(f => field(u, article, u.plural ? f.form : '', f.source, f.target));
  const label = make('label'), check = make('input');
  check.type = 'checkbox';
  check.checked = u.done;
  check.dataset.done = u.id;
  check.addEventListener('change', () => { unsaved = true; u.done = check.checked; });
  label.append(check, ' finished');
  for (const f of mine) { f.check = check; f.box.addEventListener('input', () => { u.done = false; }); }
  article.append(make('br'), label);
  list.append(article);
}

document.getElementById('show').addEventListener('change', e => {
  for (const a of list.children) {
    const open = !a.querySelector('[data-done]').checked;
    a.hidden = e.target.value === 'open' ? !open : e.target.value !== '' && a.dataset.state !== e.target.value;
  }
});

const esc = s => s.replace(/[&<>"\r\t]/g, c => `&#${c.charCodeAt(0)};`);
const inline = s => {
  const seen = {};
  let out = '', at = 0;
  for (const m of s.matchAll(pattern)) {
    const name = inner(m[0]);
    seen[name] = (seen[name] || 0) + 1;
    out += esc(s.slice(at, m.index)) + `<x id="${name}${seen[name] > 1 ? '-' + seen[name] : ''}" ctype="x-placeholder" equiv-text="${esc(m[0])}"/>`;
    at = m.index + m[0].length;
  }
  return out + esc(s.slice(at));
};

// answer is the file to mail back: XLIFF 1.2, as export writes it.
const answer = () => {
  let out = `<?xml version="1.0" encoding="UTF-8"?>\n<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:pharos="urn:pharos:exchange" translator="${esc(document.getElementById('name').value)}">\n<file original="form" source-language="en" target-language="${data.tag}" datatype="plaintext" xml:space="preserve"><body>\n`;
  for (const f of fields) {
    const u = f.unit, id = u.id + (f.form ? `[${f.form}]` : ''), t = text(f.box);
    out += `<trans-unit id="${esc(id)}" xml:space="preserve" pharos:source="${u.print}" pharos:text="${u.text}"><source>${inline(f.source)}</source>`;
    if (t.trim()) out += `<target state="${u.done ? 'translated' : 'needs-review-translation'}">${inline(t)}</target>`;
    out += '</trans-unit>\n';
  }
  return out + '</body></file>\n</xliff>\n';
};

document.getElementById('save').addEventListener('click', () => {
  const a = make('a');
  a.href = URL.createObjectURL(new Blob([answer()], {type: 'application/xliff+xml'}));
  a.download = `pharos-${data.tag}.xlf`;
  a.click();
  unsaved = false;
  document.getElementById('done').textContent = `Saved as ${a.download}. Mail this file back.`;
});

// A saved file can be opened again to go on.
document.getElementById('load').addEventListener('change', async e => {
  const xml = new DOMParser().parseFromString(await e.target.files[0].text(), 'application/xml');
  for (const t of xml.querySelectorAll('trans-unit')) {
    const f = fields.find(f => f.box.dataset.id === t.getAttribute('id')), target = t.querySelector('target');
    if (!f || !target) continue;
    fill(f.box, [...target.childNodes].map(n => n.nodeName === 'x' ? n.getAttribute('equiv-text') : n.textContent).join(''));
    f.unit.done = f.check.checked = target.getAttribute('state') === 'translated';
    look(f);
  }
  document.getElementById('name').value ||= xml.documentElement.getAttribute('translator') || '';
});
addEventListener('beforeunload', e => { if (unsaved) e.preventDefault(); });
