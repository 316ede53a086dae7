// Reads an XLIFF file with npm's xliff and writes it again: node xliff.mjs VERSION < in > out
import {readFileSync} from 'node:fs';
import xliff from 'xliff';

const text = readFileSync(0, 'utf8');
const two = process.argv[2] === '2';
const js = await (two ? xliff.xliff2js(text) : xliff.xliff12ToJs(text));
process.stdout.write(await (two ? xliff.js2xliff(js) : xliff.jsToXliff12(js)));
