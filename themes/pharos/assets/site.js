/* Optional extras. Everything on the page works without this file. ES5 on purpose; nothing is sent, and nothing is stored unless the visitor presses the button on the safety page. */
(function () {
  'use strict';
  var d = document, w = window, $ = function (s) { return d.querySelector(s); };

  /* exit: Shift three times, page covered at once, this page's history entry replaced */
  var go = $('.btn--exit'), n = 0, timer, mod = false, veil;
  if (go) {
    var t = ['leaving', 'left2', 'left1', 'late'], i; /* the theme puts the words of the language here */
    var dots = d.createElement('span'), say = d.createElement('span');
    dots.className = 'exit-dots'; dots.setAttribute('aria-hidden', 'true');
    dots.innerHTML = '<i></i><i></i><i></i>'; go.appendChild(dots);
    say.className = 'vh'; say.setAttribute('role', 'status'); go.parentNode.appendChild(say);
    var show = function () { n ? dots.setAttribute('data-n', n) : dots.removeAttribute('data-n'); };
    var reset = function (text) { clearTimeout(timer); n = 0; show(); say.textContent = text || ''; };
    var leave = function (e) {
      if (e) e.preventDefault();
      if (veil) return;
      reset();
      veil = d.createElement('div'); veil.className = 'veil'; veil.setAttribute('role', 'alert');
      d.body.classList.add('left'); d.body.appendChild(veil); veil.textContent = t[0];
      w.location.replace(go.href);
    };
    var links = d.querySelectorAll('[data-exit]');
    for (i = 0; i < links.length; i++) links[i].addEventListener('click', leave);
    d.addEventListener('keyup', function (e) {
      /* Shift used to type a capital fires keyup of the letter with shiftKey first: that one does not count */
      if (e.key === 'Shift' && !mod) {
        n++; show(); clearTimeout(timer);
        if (n > 2) return leave();
        say.textContent = t[n];
        timer = setTimeout(function () { reset(t[3]); }, 5000);
      } else if (n) { reset(); }
      mod = e.shiftKey;
    }, true);
    w.addEventListener('pageshow', function () {
      if (veil) { veil.parentNode.removeChild(veil); veil = null; d.body.classList.remove('left'); }
      reset();
    });
  }

  /* open now: hours from the page, the clock of the line's country; the slot already holds text, so nothing jumps */
  var slot = $('.now[data-week]');
  function clock(zone) {
    var p = {}, parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false }).formatToParts(new Date());
    for (var i = 0; i < parts.length; i++) p[parts[i].type] = parts[i].value;
    return { min: (+p.hour % 24) * 60 + +p.minute, day: function (k) { return new Date(Date.UTC(p.year, p.month - 1, +p.day + k)); } };
  }
  function hhmm(m) { return ('0' + Math.floor(m / 60)).slice(-2) + ':' + ('0' + m % 60).slice(-2); }
  function now() {
    try {
      var off = ' ' + slot.getAttribute('data-off') + ' ', names = slot.getAttribute('data-days').split('|'), c = clock(slot.getAttribute('data-zone')), week = slot.getAttribute('data-week').split(';'), rows = d.querySelectorAll('.week tbody tr'), text = '', open = false, k, j, at, spans, s, all = [];
      /* spans in minutes of the calendar from today's midnight: a night is one, and days are counted, not hours */
      for (k = -1; k < 15; k++) {
        at = c.day(k); spans = week[(at.getUTCDay() + 6) % 7].split(',');
        for (j = 0; off.indexOf(' ' + at.toISOString().slice(0, 10) + ' ') < 0 && j < spans.length && spans[j]; j++) {
          s = [k * 1440 + parseInt(spans[j], 10), k * 1440 + +spans[j].split('-')[1]];
          all.length && all[all.length - 1][1] === s[0] ? all[all.length - 1][1] = s[1] : all.push(s);
        }
      }
      for (j = 0; j < all.length && !text; j++) {
        s = all[j];
        if (c.min >= s[1]) continue;
        if (open = c.min >= s[0]) { if (s[1] - c.min > 1440) return; text = slot.getAttribute('data-open').replace('%t', s[1] % 1440 ? hhmm(s[1] % 1440) : '24:00'); }
        else { k = Math.floor(s[0] / 1440); text = slot.getAttribute(k ? 'data-shut' : 'data-today').replace('%d', names[(c.day(k).getUTCDay() + 6) % 7]).replace('%t', hhmm(s[0] % 1440)); }
      }
      if (!text) return;
      var b = d.createElement('b'); b.className = open ? 'on' : ''; b.textContent = text;
      slot.textContent = ''; slot.appendChild(b);
      for (k = 0; k < rows.length; k++) k === (c.day(0).getUTCDay() + 6) % 7 ? rows[k].setAttribute('aria-current', 'date') : rows[k].removeAttribute('aria-current');
    } catch (e) { /* old browser: the plain hours stay */ }
  }
  if (slot) { now(); setInterval(now, 60000); }

  /* keep the pages on the device: only by this button, only where a page comes safely; removal takes all that was kept of this country */
  var box = $('[data-keep]'), sw = navigator.serviceWorker;
  if (box && sw && w.isSecureContext && w.caches) {
    var script = new URL(box.getAttribute('data-keep'), location.href), folder = new URL('../', script).href, both = box.querySelectorAll('button'), tell = box.querySelector('[role=status]');
    var ours = function () { return sw.getRegistrations().then(function (all) { return all.filter(function (r) { return !r.scope.indexOf(folder); }); }); };
    var state = function (kept, word) { both[0].hidden = box.firstElementChild.hidden = kept; both[1].hidden = !kept; tell.textContent = word ? tell.getAttribute('data-' + word) : ''; };
    var clear = function () {
      return ours().then(function (all) { return Promise.all(all.map(function (r) { return r.unregister(); })); })
        .then(function () { return caches.keys(); })
        .then(function (names) { return Promise.all(names.map(function (c) { return c.indexOf('keep ' + folder) ? 0 : caches.delete(c); })); });
    };
    both[0].addEventListener('click', function () {
      both[0].disabled = true;
      sw.register(script.href).then(function (r) {
        return new Promise(function (done, fail) {
          var one = r.installing || r.waiting || r.active, look = function () { one.state === 'activated' ? done() : one.state === 'redundant' && fail(); };
          one.addEventListener('statechange', look); look();
        });
      }).then(function () { state(true, 'done'); }, function () { return clear().then(function () { state(false); }); }).then(function () { both[0].disabled = false; });
    });
    both[1].addEventListener('click', function () { clear().then(function () { state(false, 'removed'); both[0].focus(); }); });
    ours().then(function (all) { state(all.length > 0); box.hidden = false; });
  }

  /* copy the number, where the browser can */
  var copy = $('[data-copy]');
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener('click', function () {
      navigator.clipboard.writeText(copy.getAttribute('data-copy')).then(function () { copy.querySelector('[role=status]').textContent = copy.getAttribute('data-done'); }, function () {});
    });
  }
})();
