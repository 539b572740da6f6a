import path from 'node:path'
import { type PageAgreement, measurePage } from './marked-pages.ts'

const USAGE = `npm run --silent bench:pages -- FILES

Drafts pages and compares with what a person says of each line: a mark, a tab, the line (test/bench/marked-pages.ts).
Prints what is marked or does not agree below the table.`

const files = process.argv.slice(2)
if (files.length === 0) {
  console.log(USAGE)
  process.exit(1)
}
const measured: { name: string; found: PageAgreement }[] = []
for (const file of files) measured.push({ name: path.basename(file), found: await measurePage(file) })
console.log('| page | paragraphs | agree | marked | wrong without a mark | marks in all |')
console.log('| --- | --- | --- | --- | --- | --- |')
for (const { name, found } of measured) {
  console.log(`| ${[name, found.paragraphs, found.agree, found.marked, found.wrong, found.guesses].join(' | ')} |`)
}
const sum = (pick: (found: PageAgreement) => number) => measured.reduce((total, { found }) => total + pick(found), 0)
const [paragraphs, agree] = [sum((found) => found.paragraphs), sum((found) => found.agree)]
const shares = [`${agree} (${((100 * agree) / paragraphs).toFixed(1)} %)`, sum((found) => found.marked)]
const wrong = sum((found) => found.wrong)
shares.push(
  `${wrong} (${((100 * wrong) / paragraphs).toFixed(1)} %)`,
  sum((found) => found.guesses),
)
console.log(`| all | ${[paragraphs, ...shares].join(' | ')} |`)
for (const { name, found } of measured) {
  for (const { text, expected, got, isMarked } of found.rows) {
    if (expected === got && !isMarked) continue
    console.log(
      `${name}: ${expected === got ? '' : 'WRONG '}${isMarked ? 'marked' : ''} ${expected} | ${got} | ${text.slice(0, 70)}`,
    )
  }
}
