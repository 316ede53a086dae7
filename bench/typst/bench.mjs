// Measures Typst, warm, on the content of the Go benchmarks in internal/pdf:
//
//   npm install && node bench.mjs            here
//   go test -run - -bench Poster ./internal/pdf   in the project
//
// Each run changes one character, so that nothing but fonts and parsed files can
// be taken from an earlier run. Prints the median of 41 runs.
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { fileURLToPath } from 'node:url'
import { writeFileSync } from 'node:fs'

const here = fileURLToPath(new URL('.', import.meta.url))
const all = [
  ['sr', false, 'Ако те неко присиљава да радиш, буди сигуран: нигде ниси сам. Позови 116 666.'],
  ['mk', false, 'Некој ти го одзеде пасошот? Ѓорѓи, ќерка, ѕвезда.'],
  ['sq', false, 'Dikush ta mori pasaportën? Na telefono falas, ditë e natë.'],
  ['el', false, 'Σου πήραν το διαβατήριο; Τηλεφώνησε δωρεάν.'],
  ['ar', true, 'هل أخذ أحدٌ جواز سفرك أو أجبرك على العمل؟ اتصل بنا مجانًا في أي وقت على الرقم +383 38 123 456 ولن نخبر أحدًا. لا تخف.'],
  ['fa', true, 'گذرنامه\u200cات را گرفته\u200cاند؟ رایگان تماس بگیر.'],
  ['ur', true, 'کیا کسی نے آپ کا پاسپورٹ لے لیا؟ 116 666 پر مفت فون کریں۔'],
  ['am', false, 'ፓስፖርትህን ወሰዱብህ? በነጻ ደውል። ሚስጥርህ ይጠበቃል።'],
  ['ta', false, 'உங்கள் கடவுச்சீட்டை யாராவது பறித்தார்களா? இலவசமாக அழைக்கவும்.'],
  ['hi', false, 'क्या किसी ने आपका पासपोर्ट ले लिया है? निःशुल्क फ़ोन करें।'],
  ['bn', false, 'কেউ কি আপনার পাসপোর্ট নিয়ে নিয়েছে? বিনামূল্যে ফোন করুন।'],
  ['my', false, 'သင့်\u200bနိုင်ငံကူး\u200bလက်မှတ်ကို\u200bယူထားသလား။ အခမဲ့ ဖုန်းဆက်ပါ။'],
  ['th', false, 'มีคน\u200bยึด\u200bหนังสือ\u200bเดินทาง\u200bของ\u200bคุณ\u200bหรือไม่ โทรฟรี'],
  ['ka', false, 'ვინმემ პასპორტი წაგართვა? დაგვირეკე უფასოდ.'],
  ['hy', false, 'Անձնագիրդ վերցրե՞լ են։ Զանգիր անվճար։'],
].map(([lang, rtl, text]) => ({ lang, rtl, text }))

const compiler = NodeCompiler.create({ workspace: here, fontArgs: [{ fontPaths: [here + '../../assets/fonts'] }] })
const run = (list, n) => {
  const passages = list.map((p, i) => (i ? p : { ...p, text: p.text + ' ' + n }))
  return compiler.pdf({ mainFilePath: here + 'poster.typ', inputs: { passages: JSON.stringify(passages) } })
}
for (const [name, list] of [['one language', all.slice(0, 1)], ['fifteen languages', all]]) {
  let pdf
  for (let i = 0; i < 10; i++) pdf = run(list, i)
  const times = []
  for (let i = 0; i < 41; i++) {
    const start = performance.now()
    pdf = run(list, 100 + i)
    times.push(performance.now() - start)
    compiler.evictCache(10)
  }
  times.sort((a, b) => a - b)
  console.log(`${name}: ${times[20].toFixed(2)} ms, ${pdf.length} bytes`)
  if (process.env.KEEP) writeFileSync(`${process.env.KEEP}/${list.length}.pdf`, pdf)
}
