// Pictures of drawings as Chromium shows them: node drawings.mjs FOLDER WIDTH
// writes FOLDER/x.png for each FOLDER/x.svg.
import {chromium} from 'playwright-core';
import fs from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';

const [folder, width] = [path.resolve(process.argv[2]), Number(process.argv[3])];
const browser = await chromium.launch({executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage']});
const tab = await browser.newPage({viewport: {width, height: width}});
for (const name of fs.readdirSync(folder).filter((n) => n.endsWith('.svg'))) {
  const page = path.join(folder, 'page.html');
  fs.writeFileSync(page, `<!doctype html><style>body{margin:0}img{display:block;width:${width}px;height:auto}</style><img src="${name}">`);
  await tab.goto(pathToFileURL(page).href);
  await tab.locator('img').screenshot({path: path.join(folder, name.replace(/svg$/, 'png'))});
}
await browser.close();
