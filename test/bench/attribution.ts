import { readdirSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { type Agreement, measureAgreement } from './attribution-measure.ts'

const USAGE = `npm run --silent bench:attribution -- [--from text|labels|head] [--rows] [FILES]

Takes the marks and the head off articles, attributes what is left, and compares with the marks. Without files it
measures those of knowledge/. --rows prints the paragraphs that are marked or do not agree.`

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { from: { type: 'string', default: 'text' }, rows: { type: 'boolean' }, help: { type: 'boolean' } },
})
const from = (['text', 'labels', 'head'] as const).find((one) => one === values.from)
if (values.help === true || from === undefined) {
  console.log(USAGE)
  process.exit(values.help === true ? 0 : 1)
}
const files =
  positionals.length > 0
    ? positionals
    : readdirSync('knowledge').flatMap((name) => (name.endsWith('.md') ? [path.join('knowledge', name)] : []))
const measured = files.map((file) => ({ file, agreement: measureAgreement(file, from) }))
console.log(
  '| article | paragraphs | agree | of them sure | marked | wrong without a mark | speakers found | offices right |',
)
console.log('| --- | --- | --- | --- | --- | --- | --- | --- |')
for (const { file, agreement } of measured) console.log(toRow(path.basename(file, '.md'), agreement))
console.log(toRow('all', toSum(measured.map(({ agreement }) => agreement))))
if (values.rows === true) {
  for (const { text, expected, got, attribution } of measured.flatMap(({ agreement }) => agreement.rows)) {
    if (expected === got && attribution.isSure) continue
    const sign = `${attribution.isSure ? '' : 'marked'}${expected === got ? '' : ' WRONG'}`.trim()
    console.log(`${sign}: ${expected} | ${got} (${attribution.reason}) | ${text.slice(0, 60)}`)
  }
}

function toRow(name: string, one: Agreement): string {
  const share = (count: number) => `${count} (${((100 * count) / one.paragraphs).toFixed(1)} %)`
  const people = `${one.found} of ${one.named} named, ${one.listed} listed`
  return `| ${[name, one.paragraphs, share(one.agree), share(one.agreeSure), share(one.marked), share(one.wrong), people, one.offices].join(' | ')} |`
}

function toSum(all: readonly Agreement[]): Agreement {
  const sum = (pick: (one: Agreement) => number) => all.reduce((total, one) => total + pick(one), 0)
  return {
    paragraphs: sum((one) => one.paragraphs),
    agree: sum((one) => one.agree),
    agreeSure: sum((one) => one.agreeSure),
    marked: sum((one) => one.marked),
    wrong: sum((one) => one.wrong),
    named: sum((one) => one.named),
    found: sum((one) => one.found),
    offices: sum((one) => one.offices),
    listed: sum((one) => one.listed),
    rows: [],
    people: [],
  }
}
