// A static server on 127.0.0.1 that sends what a good host sends, with the
// policy of the country's own _headers.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

const types = {'.html': 'text/html; charset=utf-8', '.css': 'text/css', '.js': 'text/javascript', '.svg': 'image/svg+xml', '.png': 'image/png'};

export async function serve(root) {
  const policy = (at) => {
    const headers = path.join(root, at.split('/')[1], '_headers');
    return fs.existsSync(headers) ? {'content-security-policy': /Content-Security-Policy: (.*)/.exec(fs.readFileSync(headers, 'utf8'))[1]} : {};
  };
  const server = http.createServer((request, answer) => {
    let file = path.join(root, decodeURIComponent(new URL(request.url, 'http://x').pathname));
    if (fs.existsSync(file) && fs.statSync(file).isDirectory()) file = path.join(file, 'index.html');
    if (!fs.existsSync(file)) { answer.writeHead(404); return answer.end(); }
    answer.writeHead(200, {'content-type': types[path.extname(file)] || 'application/octet-stream', ...policy(new URL(request.url, 'http://x').pathname)});
    answer.end(fs.readFileSync(file));
  });
  await new Promise((done) => server.listen(0, '127.0.0.1', done));
  return {server, origin: 'http://127.0.0.1:' + server.address().port};
}

// open gives a page in a fresh context.
export async function open({browser, origin}, page, options = {}) {
  const context = await browser.newContext({viewport: {width: 390, height: 844}, ...options});
  const tab = await context.newPage();
  if (page) await tab.goto(origin + '/' + page);
  return {context, tab};
}
