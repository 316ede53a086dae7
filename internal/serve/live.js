// Shows findings over the page and loads it anew when something has changed.
// Only 'pharos serve' adds it; no built page has it. Everything it shows is set
// as text, never as markup.
'use strict';
(() => {
  const host = document.createElement('div');
  host.id = 'pharos-findings';
  host.setAttribute('lang', 'en');
  host.setAttribute('dir', 'ltr');
  const root = host.attachShadow({mode: 'open'});
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { position: fixed; inset: auto 0 0 0; z-index: 2147483647; font: 14px/1.45 system-ui, sans-serif; color: #181715; }
    details { background: #fff; border-top: 4px solid #005c67; max-height: 60vh; overflow: auto; box-shadow: 0 -4px 16px rgb(0 0 0 / .2); }
    details.bad { border-color: #d81737; }
    summary { padding: 8px 16px; cursor: pointer; font-weight: 700; }
    a { color: #005c67; font-weight: 400; margin-inline-start: 1em; }
    ol { margin: 0; padding: 0 16px 12px 40px; }
    li { margin-block: 8px; }
    code { display: block; white-space: pre-wrap; overflow-wrap: anywhere; background: #f4f1ea; padding: 4px 8px; }
    .error { color: #b00d2a; }
    .place { color: #55524c; overflow-wrap: anywhere; }`);
  root.adoptedStyleSheets = [sheet];
  const add = (to, name, text, style) => {
    const e = document.createElement(name);
    if (text) e.textContent = text;
    if (style) e.className = style;
    to.append(e);
    return e;
  };
  const show = ({errors, warnings, list}) => {
    root.replaceChildren();
    const box = add(root, 'details');
    box.open = errors > 0;
    box.className = errors ? 'bad' : '';
    const count = (n, word) => `${n} ${word}${n === 1 ? '' : 's'}`;
    const head = add(box, 'summary', `Preview: ${count(errors, 'error')}, ${count(warnings, 'warning')}${errors ? ' (the page shows the last state without errors)' : ''}`);
    const part = location.pathname.split('/');
    add(head, 'a', 'sheets').href = '/_pharos/sheets?country=' + encodeURIComponent(part[1] || '') + '&language=' + encodeURIComponent(document.documentElement.lang);
    const ol = add(box, 'ol');
    for (const f of list) {
      const li = add(ol, 'li');
      add(li, 'strong', f.message, f.severity);
      add(li, 'div', `${f.place} [${f.rule}]`, 'place');
      if (f.line) add(li, 'code', f.line);
      if (f.hint) add(li, 'div', f.hint);
    }
    if (list.length < errors + warnings) add(ol, 'li', `${errors + warnings - list.length} more: run 'pharos check'.`);
  };
  document.body.append(host);
  // A page asks again and again; a connection that stays open for each page would
  // leave none for the seventh.
  const made = Number(document.currentScript.dataset.reloads);
  let seen = 0;
  const ask = async () => {
    try {
      const answer = document.hidden ? null : await fetch('/_pharos/news?seen=' + seen);
      if (answer?.status === 200) {
        const news = await answer.json();
        if (news.reloads !== made) return location.reload();
        seen = news.edition;
        show(news.findings);
      }
    } catch { /* the preview has ended; it may begin again */ }
    setTimeout(ask, 300);
  };
  ask();
})();
