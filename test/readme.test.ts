import { readFile, stat } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { toCitations } from '../src/knowledge/article.ts'
import { runChecks } from '../src/answer/teaching/checks.ts'
import { parseAsks } from '../src/knowledge/companions/asks.ts'
import { addAsks, findUnknown } from '../src/knowledge/companions/place-asks.ts'
import { parseChecks } from '../src/knowledge/companions/checks.ts'
import { parseVocabulary } from '../src/knowledge/companions/vocabulary.ts'
import { answerWith, corpusOf, idsOf } from './answer/answer-with.ts'
import { toArticle } from './articles.ts'

const toUrl = (file: string) => new URL(`../${file}`, import.meta.url)
const read = (file: string) => readFile(toUrl(file), 'utf8')

describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  it('shows a whole article that loads and answers', async () => {
    const example = /```markdown\n([\s\S]*?)```/.exec(await read(file))?.[1] ?? ''
    const article = toArticle(example)
    expect(toCitations([article]).map(({ passage }) => passage.voice.kind)).toEqual([
      'narration',
      'speech',
      'narration',
      'about',
      'speech',
    ])
    const answerer = await answerWith(article)
    expect(idsOf(answerer.answer('新码头几时动工'))[0]).toBe('harbour-2024_start')
    expect(idsOf(answerer.answer('扩建要投资多少钱')).length).toBeGreaterThan(0)
    expect(answerer.answer('红烧肉怎么做').kind).toBe('none')
  })

  it('shows the message that a misspelt speaker gets', async () => {
    const text = await read(file)
    const example = /```markdown\n([\s\S]*?)```/.exec(text)?.[1] ?? ''
    const problem = JSON.parse(catchMessage(() => toArticle(example.replace('【林海】', '【林诲】')))) as unknown
    expect(problem).toMatchObject([{ line: Number(/harbour\.md:(\d+)/.exec(text)?.[1]) }])
  })

  it('shows files of asks, checks and vocabulary that load and fit the article', async () => {
    const text = await read(file)
    const [asks = '', checks = '', terms = ''] = [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
      ([, yaml = '']) => yaml,
    )
    const parsed = parseAsks('harbour.asks.yaml', asks)
    const article = toArticle(/```markdown\n([\s\S]*?)```/.exec(text)?.[1] ?? '')
    if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
    expect(findUnknown([parsed.value], [article])).toEqual([])
    const held = parseChecks('harbour.checks.yaml', checks)
    if (held.kind === 'faulty') throw new Error(JSON.stringify(held.problems))
    expect(held.value.checks.map(({ passage }) => passage)).toEqual([
      'harbour-2024_start',
      'harbour-2024_start',
      undefined,
      undefined,
      undefined,
    ])
    const articles = addAsks([article], [parsed.value])
    const corpus = await corpusOf(...articles)
    expect(await runChecks({ ...corpus, loaded: { ...corpus.loaded, checks: held.value.checks } })).toEqual([])
    expect(parseVocabulary('terms.yaml', terms).kind).toBe('sound')
  })

  it('names every command of admins, and the watching of the folder', async () => {
    const text = await read(file)
    for (const what of ['/gaps', '/stats', '/reload', '/reload force', 'WATCH=1']) expect(text).toContain(`\`${what}\``)
  })

  it('names only commands and files that exist', async () => {
    const text = await read(file)
    const scripts = Object.keys((JSON.parse(await read('package.json')) as { scripts: object }).scripts)
    for (const [, script = ''] of text.matchAll(/npm run ([\w:-]+)/g)) expect(scripts).toContain(script)
    for (const [, path = ''] of text.matchAll(/`(src\/[\w./-]*|test\/|knowledge\/)`/g))
      await expect(stat(toUrl(path)), path).resolves.toBeDefined()
  })
})

function catchMessage(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return '[]'
}
