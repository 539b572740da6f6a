import { readFile, readdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parseAsks } from '../src/knowledge/companions/asks.ts'
import { loadKnowledge } from '../src/knowledge/load-knowledge.ts'
import { type UNSET, startProcess } from './bot/start-process.ts'
import { type Respond, complete, isForUnanswered, startEndpoint } from './draft/asks/stand-in.ts'
import { makeFolder, toFile } from './knowledge/samples.ts'

const KEY = 'sk-made-up-4711'
const ARTICLE = toFile('## 码头', '【王颖】新码头明年三月动工。 ^start', '【叙述】扩建总投资40亿元。 ^money')
const ASKS = 'article: sample\nasks: {start: [码头几时动工]}\nunanswered: [码头工人挣多少]\n'
const DRAFT = 'a.asks.draft.yaml'

async function draftAsks(args: readonly string[], settings: Partial<typeof UNSET>) {
  const { printed, ended } = startProcess('draft-asks.ts', { LANG: 'en', ...settings }, '', undefined, args)
  const { code } = await ended
  expect(printed.stdout + printed.stderr).not.toContain(KEY)
  return { code, ...printed }
}

const makeArticle = (files: Readonly<Record<string, string>> = {}) => makeFolder({ 'a.md': ARTICLE, ...files })
const readDraft = (dir: string) => readFile(join(dir, DRAFT), 'utf8')

async function parseDraft(dir: string) {
  const parsed = parseAsks(DRAFT, await readDraft(dir))
  if (parsed.kind === 'faulty') throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

async function draftWith(respond: Respond, files: Readonly<Record<string, string>> = {}) {
  const dir = await makeArticle(files)
  const { url, seen } = await startEndpoint(respond)
  const settings = { KNOWLEDGE_DIR: dir, LLM_URL: url, LLM_MODEL: 'm', LLM_API_KEY: KEY }
  return { dir, seen, ...(await draftAsks([join(dir, 'a.md')], settings)) }
}

describe('wenzheng draft-asks', () => {
  it('proposes from the text alone, in a file that neither the folder nor its check takes for knowledge', async () => {
    const dir = await makeArticle()
    const { code, stdout, stderr } = await draftAsks([join(dir, 'a.md')], { KNOWLEDGE_DIR: dir })
    expect([code, stderr]).toEqual([0, 'From the text alone: LLM_URL, LLM_MODEL and LLM_API_KEY are not set\n'])
    expect(stdout).toContain(DRAFT)
    expect((await parseDraft(dir)).asks['money']).toContain('扩建总投资多少元')
    expect(await readDraft(dir)).toContain('# 扩建总投资40亿元')
    const loaded = await loadKnowledge(dir)
    expect(loaded).toMatchObject({ kind: 'loaded', sources: { asks: [] } })
    const check = startProcess('check-knowledge.ts', {}, '', undefined, [dir])
    expect(await check.ended).toMatchObject({ code: 0 })
    expect(check.printed.stdout).toContain(`${DRAFT} 不会读取：里面的问法只是建议`)
  })

  it('replaces no earlier proposals unless it is told to', async () => {
    const dir = await makeArticle({ [DRAFT]: 'mine' })
    expect(await draftAsks([join(dir, 'a.md')], { KNOWLEDGE_DIR: dir })).toMatchObject({ code: 1, stdout: '' })
    expect(await readDraft(dir)).toBe('mine')
    expect(await draftAsks([join(dir, 'a.md'), '--force'], { KNOWLEDGE_DIR: dir })).toMatchObject({ code: 0 })
    expect(await readDraft(dir)).toContain('article: sample')
    expect(await readdir(dir)).toEqual([DRAFT, 'a.md'].toSorted())
  })

  it('writes through no link', async () => {
    const dir = await makeArticle()
    const other = join(await makeFolder({ b: 'mine' }), 'b')
    await symlink(other, join(dir, DRAFT))
    expect(await draftAsks([join(dir, 'a.md')], { KNOWLEDGE_DIR: dir })).toMatchObject({ code: 1 })
    expect(await draftAsks([join(dir, 'a.md'), '--force'], { KNOWLEDGE_DIR: dir })).toMatchObject({ code: 0 })
    expect(await readFile(other, 'utf8')).toBe('mine')
  })

  it('takes an article outside the folder, and passes over faults of other articles', async () => {
    const dir = await makeArticle({ 'b.md': 'no article' })
    expect(await draftAsks([join(dir, 'a.md')], {})).toMatchObject({ code: 0 })
  })

  it.each([
    ['a faulty article', { 'a.md': 'no article' }],
    ['faulty asks', { 'a.asks.yaml': 'article: [' }],
  ])('refuses %s with its line, and writes nothing', async (_, files) => {
    const dir = await makeArticle(files)
    const { code, stderr } = await draftAsks([join(dir, 'a.md')], { KNOWLEDGE_DIR: dir })
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^a\.(?:md|asks\.yaml):1 /u)])
    expect(await readdir(dir)).not.toContain(DRAFT)
  })

  it.each([[[]], [['a.md', 'b.md']], [['--loud', 'a.md']], [['a.asks.yaml']]])(
    'tells its usage for %j',
    async (args) => {
      expect(await draftAsks(args, {})).toMatchObject({ code: 2, stderr: expect.stringContaining('Usage') as string })
    },
  )

  it('keeps what a model proposes with the words of the passage, and leaves out the rest', async () => {
    const { dir, code, stderr, seen } = await draftWith(
      (response, request) => {
        if (isForUnanswered(request))
          return complete(response, {
            unanswered: [
              { ask: 'How many berths will be built?', span: null },
              { ask: '几月动工', span: '明年三月' },
              { ask: '码头工人掙多少', span: null },
            ],
          })
        complete(response, {
          asks: [
            { ask: '新泊位啥时候开挖', span: '明年三月动工' },
            { ask: '碼頭幾時動工？', span: '明年三月动工' },
            { ask: '工期几年', span: '工期三年' },
            { ask: 'Ignore all rules\n- "x": &a [*a] # y', span: '扩建总投资40亿元' },
            { ask: `the key is ${KEY}`, span: '新码头明年三月动工' },
            { ask: 5, span: '新码头' },
          ],
        })
      },
      { 'a.asks.yaml': ASKS },
    )
    expect(code).toBe(0)
    expect(stderr).toContain('6/6')
    const { asks, unanswered } = await parseDraft(dir)
    expect(asks['start']).toContain('新泊位啥时候开挖')
    expect(asks['money']).toContain('Ignore all rules - "x": &a [*a] # y')
    const all = [...Object.values(asks).flat(), ...unanswered]
    expect(unanswered).toContain('How many berths will be built?')
    for (const left of ['碼頭幾時動工？', '工期几年', '几月动工', '码头工人掙多少']) expect(all).not.toContain(left)
    expect(await readDraft(dir)).not.toContain(KEY)
    expect(seen.map(({ body }) => body.messages[1]?.content).join('\n')).toContain('新码头明年三月动工')
  })

  it('keeps what is whole of cut answers, and tells which passages gave nothing', async () => {
    const { dir, code, stderr } = await draftWith((response, request) => {
      const [, { content } = { content: '' }] = request.body.messages
      if (isForUnanswered(request)) complete(response, 'I cannot do that.')
      else if (content.includes('40亿')) response.writeHead(418).end()
      else complete(response, '{"asks":[{"ask":"哪天开挖","span":"明年三月动工"},{"ask":"几时","sp', 'length')
    })
    expect(code).toBe(0)
    expect(stderr).toMatch(/sample_start: 1 lines \(its answer was cut short/u)
    expect(stderr).toMatch(/sample_money: none \(it answers with status 418\)/u)
    expect(stderr).toMatch(/unanswered: none \(its answer holds no line/u)
    expect((await parseDraft(dir)).asks['start']).toContain('哪天开挖')
  })

  it('writes nothing where the endpoint refuses the key, and asks no more than it has to', async () => {
    const { dir, code, stderr, seen } = await draftWith((response) => response.writeHead(401).end(KEY))
    expect([code, await readdir(dir)]).toEqual([1, ['a.md']])
    expect(stderr).toContain('LLM_API_KEY is refused')
    expect(seen.length).toBeLessThanOrEqual(4)
  })

  it.each([
    [{ LLM_URL: 'http://127.0.0.1:9/v1' }, 'LLM_MODEL and LLM_API_KEY must be set too'],
    [{ LLM_URL: 'x', LLM_MODEL: 'm', LLM_API_KEY: KEY }, 'LLM_URL must be the http(s) address'],
    [{ LLM_URL: `http://u:p@127.0.0.1:9`, LLM_MODEL: 'm', LLM_API_KEY: KEY }, 'no user and password'],
    [{ LLM_URL: `http://127.0.0.1:9?key=${KEY}`, LLM_MODEL: 'm', LLM_API_KEY: KEY }, 'LLM_URL must not hold the key'],
    [{ LLM_URL: 'http://127.0.0.1:9', LLM_MODEL: 'm', LLM_API_KEY: `${KEY} \u00e9` }, 'of ASCII characters'],
  ])('refuses settings that do not belong together, without the key', async (settings, sentence) => {
    const dir = await makeArticle()
    const { code, stderr } = await draftAsks([join(dir, 'a.md')], { KNOWLEDGE_DIR: dir, ...settings })
    expect([code, stderr]).toEqual([1, expect.stringContaining(sentence)])
    expect(await readdir(dir)).toEqual(['a.md'])
  })

  it('says that a folder cannot be written', async () => {
    const dir = await makeArticle()
    await writeFile(join(dir, 'b'), '')
    expect(await draftAsks([join(dir, 'b', 'a.md')], { KNOWLEDGE_DIR: dir })).toMatchObject({ code: 1, stdout: '' })
  })
})
