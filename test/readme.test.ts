import { readFile, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { draftFromText } from '../src/draft/asks/from-text.ts'
import { renderAsksDraft } from '../src/draft/asks/render-draft.ts'
import { siftProposals } from '../src/draft/asks/sift.ts'
import { toCitations } from '../src/knowledge/article.ts'
import { runChecks } from '../src/answer/teaching/checks.ts'
import { parseAsks } from '../src/knowledge/companions/asks.ts'
import { addAsks, findUnknown } from '../src/knowledge/companions/place-asks.ts'
import { parseChecks } from '../src/knowledge/companions/checks.ts'
import { parseVocabulary } from '../src/knowledge/companions/vocabulary.ts'
import { COMMANDS } from '../src/bot/texts/texts.ts'
import { createFold } from '../src/text/fold.ts'
import { answerWith, corpusOf, idsOf } from './answer/answer-with.ts'
import { toArticle } from './articles.ts'

const toUrl = (file: string) => new URL(`../${file}`, import.meta.url)
const read = (file: string) => readFile(toUrl(file), 'utf8')

describe.each(['docs/articles.md', 'docs/articles.zh-CN.md'])('%s', (file) => {
  it('shows a whole article that loads and answers', async () => {
    const example = findArticle(await read(file), 'harbour-2024')
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
    const example = findArticle(text, 'harbour-2024')
    const problem = JSON.parse(catchMessage(() => toArticle(example.replace('【林海】', '【林诲】')))) as unknown
    expect(problem).toMatchObject([{ line: Number(/harbour\.md:(\d+)/.exec(text)?.[1]) }])
  })

  it('shows files of asks, checks and vocabulary that load and fit the article', async () => {
    const text = await read(file)
    const [, asks = '', checks = '', terms = ''] = listYaml(text)
    const parsed = parseAsks('harbour.asks.yaml', asks)
    const article = toArticle(findArticle(text, 'harbour-2024'))
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

  it('goes the whole way with an article that loads, asks that are its words, and queries that it answers', async () => {
    const text = await read(file)
    const article = toArticle(findArticle(text, 'library-2024'))
    const [draft = ''] = listYaml(text)
    const asks = parseAsks('library.asks.yaml', draft)
    if (asks.kind === 'faulty') throw new Error(JSON.stringify(asks.problems))
    expect(findUnknown([asks.value], [article])).toEqual([])
    for (const [, span = ''] of draft.matchAll(/ # (.+)/g))
      expect(toCitations([article]).some(({ passage }) => passage.text.includes(span))).toBe(true)
    const fold = createFold()
    const drafted = renderAsksDraft(article, siftProposals(article, draftFromText(article, fold), fold))
    for (const [line] of draft.matchAll(/^ {4}- .*$/gm)) expect(drafted).toContain(line)
    const page = [...text.matchAll(/```text\n([\s\S]*?)```/g)][0]?.[1] ?? ''
    for (const { passage } of toCitations([article])) expect(page).toContain(passage.text)
    const answerer = await answerWith(...addAsks([article], [asks.value]))
    expect(idsOf(answerer.answer('图书馆晚上开到几点？'))[0]).toBe('library-2024_hours')
    expect(idsOf(answerer.answer('谁说要延长末班车'))[0]).toBe('library-2024_bus')
    expect(['none', 'offered']).toContain(answerer.answer('图书馆的咖啡卖多少钱').kind)
  })
})

/** The pages of a language, of which a reader of README finds all else. */
const PAGES = (['articles', 'telegram', 'deploy', 'privacy'] as const).map((page) => `docs/${page}`)

describe.each([
  ['English', ['README.md', ...PAGES.map((page) => `${page}.md`)]],
  ['Chinese', ['README.zh-CN.md', ...PAGES.map((page) => `${page}.zh-CN.md`)]],
])('the pages in %s', (_language, files) => {
  it('name every command, and the watching of the folder', async () => {
    const text = (await Promise.all(files.map(read))).join('\n')
    const commands = COMMANDS.map((command) => `/${command}`)
    for (const what of [...commands, '/reload force', 'WATCH=1']) expect(text).toContain(`\`${what}`)
  })
})

describe('README', () => {
  it('is read in a few minutes', async () => {
    expect((await read('README.md')).split(/\s+/u).length).toBeLessThanOrEqual(1300)
    expect((await read('README.zh-CN.md')).match(/\p{Script=Han}|[a-z]+/giu)?.length).toBeLessThanOrEqual(2200)
  })
})

/** The commands of `npx wenzheng`. */
const PROGRAMS = ['chat', 'start', 'check', 'draft', 'draft-asks', 'new', 'export-lessons']

const BASICS = ['CONTRIBUTING.md', 'SECURITY.md', 'CODE_OF_CONDUCT.md', 'CHANGELOG.md', 'docs/architecture.md']

describe.each([
  'README.md',
  'README.zh-CN.md',
  ...PAGES.flatMap((page) => [`${page}.md`, `${page}.zh-CN.md`]),
  'docs/benchmarks.md',
  'docs/dependencies.md',
  ...BASICS,
])('%s', (file) => {
  it('names only commands and files that exist', async () => {
    const text = await read(file)
    const scripts = Object.keys((JSON.parse(await read('package.json')) as { scripts: object }).scripts)
    for (const [, script = ''] of text.matchAll(/npm run ([a-z][\w:-]*)/g)) expect(scripts).toContain(script)
    for (const [, name = ''] of text.matchAll(/\bwenzheng ([a-z][a-z-]*)`/g)) expect(PROGRAMS).toContain(name)
    for (const [, name = ''] of text.matchAll(/npx wenzheng ([a-z][a-z-]*)/g)) expect(PROGRAMS).toContain(name)
    for (const [, path = ''] of text.matchAll(/`(src\/[\w./-]*|test\/|knowledge\/)`/g))
      await expect(stat(toUrl(path)), path).resolves.toBeDefined()
  })

  it('links only to files and headings that exist', async () => {
    const text = drop(await read(file), FENCED)
    for (const [, link = ''] of text.matchAll(/\]\((?!https?:)([^)\s]+)\)/g)) {
      const [path = '', anchor] = link.split('#')
      const target = path === '' ? file : join(dirname(file), path)
      await expect(stat(toUrl(target)), link).resolves.toBeDefined()
      if (anchor !== undefined) expect(listAnchors(await read(target)), link).toContain(anchor)
    }
  })
})

const FENCED = /```[\s\S]*?```/g

const drop = (text: string, pattern: RegExp) => text.replaceAll(pattern, '')

/** Finds the sample article with an id. */
function findArticle(text: string, id: string): string {
  const articles = [...text.matchAll(/```markdown\n([\s\S]*?)```/g)].map(([, article = '']) => article)
  return articles.find((article) => article.startsWith(`---\nid: ${id}\n`)) ?? ''
}

function listYaml(text: string): string[] {
  return [...text.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, yaml = '']) => yaml)
}

/** Lists the anchors of headings, as GitHub makes them. */
function listAnchors(text: string): string[] {
  return [...drop(text, FENCED).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/gu, '-'),
  )
}

function catchMessage(run: () => unknown): string {
  try {
    run()
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  return '[]'
}
