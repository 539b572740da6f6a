import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { answerQuery } from '../../../src/answer/answer-query.ts'
import { listQuotedIds } from '../../../src/answer/answer.ts'
import { type KnowledgeBase, createKnowledgeBase } from '../../../src/answer/knowledge-base.ts'
import type { Lesson } from '../../../src/answer/teaching/teach.ts'
import { openFolder } from '../../../src/knowledge/folder/knowledge-folder.ts'
import { loadKnowledge } from '../../../src/knowledge/load-knowledge.ts'
import { createTaughtFiles } from '../../../src/knowledge/taught/taught-files.ts'
import { problemTexts } from '../../../src/knowledge/problems/problem-texts.ts'
import { createFold } from '../../../src/text/fold.ts'
import { makeFolder } from '../../knowledge/samples.ts'
import { HARBOUR, MARKET } from '../../taught-articles.ts'

const fold = createFold()

const ASKS = 'harbour.taught.asks.yaml'
const CHECKS = 'harbour.taught.checks.yaml'
const MARKET_ASKS = 'market.taught.asks.yaml'
/** No article shares a word with it. */
const ASKED = '老街坊的铺子怎么办？'

const find = (passage: string, ...wordings: readonly string[]): Lesson => ({ kind: 'find', wordings, passage })
const nothing = (...wordings: readonly string[]): Lesson => ({ kind: 'nothing', wordings })
const check = (wording: string, passage?: string): Lesson => ({
  kind: 'check',
  wordings: [wording],
  ...(passage !== undefined && { passage }),
})

/** Lists the ids of what a knowledge base quotes for a query. */
const quoteFrom = ({ corpus }: KnowledgeBase, query: string) => listQuotedIds(answerQuery(corpus, query))

/** Makes a folder of two articles and some files, and a knowledge base that writes lessons there. */
async function open(files: Readonly<Record<string, string>> = {}) {
  const dir = await makeFolder({ 'harbour.md': HARBOUR, 'market.md': MARKET, ...files })
  const start = () =>
    createKnowledgeBase((request) => loadKnowledge(dir, request), fold, {
      taughtFiles: createTaughtFiles(openFolder(dir)),
    })
  const base = await start()
  return {
    dir,
    base,
    teach: (lesson: Lesson) => base.teach(lesson),
    quote: (query: string) => quoteFrom(base, query),
    /** Quotes from another knowledge base over the folder, as after a restart. */
    quoteAnew: async (query: string) => quoteFrom(await start(), query),
    write: (file: string, text: string) => writeFile(join(dir, file), text),
    read: (file: string) => readFile(join(dir, file), 'utf8'),
    list: () => base.listTaught(),
    files: async () => (await readdir(dir)).filter((file) => !file.endsWith('.md')).toSorted(),
  }
}

describe('a lesson', () => {
  it('of kind find makes wordings find a passage, at once and after a restart', async () => {
    const { teach, quote, quoteAnew, read } = await open()
    expect(quote(ASKED)).toEqual([])
    expect(await teach(find('market_fee', ASKED, '铺子咋办'))).toEqual({ kind: 'taught', files: [MARKET_ASKS] })
    expect(quote(ASKED)).toEqual(['market_fee'])
    expect(quote('鋪子咋辦？？')).toEqual(['market_fee'])
    expect(await quoteAnew(ASKED)).toEqual(['market_fee'])
    expect(await read(MARKET_ASKS)).toContain(`asks:\n  fee:\n    - "${ASKED}"\n    - "铺子咋办"\n`)
  })

  it('of kind nothing makes wordings find nothing and is written beside the latest article', async () => {
    const { teach, quote, quoteAnew, files } = await open()
    const query = '扩建总投资有多少'
    expect(quote(query)).toEqual(['harbour_money'])
    expect(await teach(nothing(query))).toEqual({ kind: 'taught', files: [ASKS] })
    expect(quote(query)).toEqual([])
    expect(await quoteAnew(query)).toEqual([])
    expect(await files()).toEqual([ASKS])
  })

  it('of kind check is checked by each reload until a lesson contradicts it', async () => {
    const { base, teach, read, write, quote, list } = await open()
    expect(await teach(check('深水泊位', 'harbour_start'))).toEqual({ kind: 'taught', files: [CHECKS] })
    expect(await teach(check(ASKED))).toEqual({ kind: 'taught', files: [CHECKS] })
    expect(await read(CHECKS)).toContain('finds:\n  start:\n    - "深水泊位"\nnothing:\n  - "老街坊的铺子怎么办？"\n')
    await write('market.asks.yaml', `article: market\nasks: {fee: ["${ASKED}"]}\n`)
    expect(await base.reload()).toMatchObject({
      kind: 'failed',
      total: 2,
      failedChecks: [{ file: CHECKS, line: 7, text: problemTexts.checkFound(ASKED, ['market_fee']) }],
    })
    expect(quote(ASKED)).toEqual([])
    expect(await teach(nothing('深水泊位'))).toMatchObject({ kind: 'taught' })
    expect(await list()).toEqual([
      { kind: 'ask', article: 'harbour', wording: '深水泊位' },
      { kind: 'check', article: 'harbour', wording: ASKED },
    ])
  })

  it('of kind forget withdraws taught entries', async () => {
    const { teach, quote, list, quoteAnew } = await open()
    await teach(find('market_fee', ASKED, '铺子咋办'))
    await teach(check(ASKED, 'market_fee'))
    const entries = await list()
    expect(entries).toHaveLength(3)
    expect(await teach({ kind: 'forget', entries: entries.filter(({ wording }) => wording === ASKED) })).toMatchObject({
      kind: 'taught',
    })
    expect(quote('铺子咋办')).toEqual(['market_fee'])
    expect(await list()).toEqual([{ kind: 'ask', article: 'market', passage: 'fee', wording: '铺子咋办' }])
    await teach({ kind: 'forget', entries: await list() })
    expect([quote('铺子咋办'), await quoteAnew(ASKED), await list()]).toEqual([[], [], []])
  })

  it('of kind forget without matching entries changes nothing', async () => {
    const { teach, files } = await open()
    expect(
      await teach({
        kind: 'forget',
        entries: [
          { kind: 'ask', article: 'market', wording: ASKED },
          { kind: 'check', article: 'gone', wording: ASKED },
        ],
      }),
    ).toEqual({ kind: 'taught', files: [] })
    expect(await teach({ kind: 'forget', entries: [] })).toEqual({ kind: 'taught', files: [] })
    expect(await files()).toEqual([])
  })

  it('replaces the former lesson of a wording in any spelling', async () => {
    const { teach, quote, quoteAnew, list } = await open()
    await teach(find('market_fee', ASKED))
    expect(await teach(find('harbour_start', '老街坊的鋪子怎麼辦?'))).toMatchObject({
      kind: 'taught',
      files: [ASKS, MARKET_ASKS],
    })
    expect([quote(ASKED), await quoteAnew(ASKED)]).toEqual([['harbour_start'], ['harbour_start']])
    expect(await teach(nothing(ASKED))).toMatchObject({ kind: 'taught' })
    expect([quote(ASKED), await quoteAnew(ASKED)]).toEqual([[], []])
    expect(await teach(find('market_air', ASKED))).toMatchObject({ kind: 'taught' })
    expect([quote(ASKED), await quoteAnew(ASKED)]).toEqual([['market_air'], ['market_air']])
    expect(await list()).toEqual([{ kind: 'ask', article: 'market', passage: 'air', wording: ASKED }])
  })

  it('of kind find removes a taught check that contradicts it, and no other', async () => {
    const { teach, list } = await open()
    await teach(check(ASKED))
    await teach(check('深水泊位', 'harbour_start'))
    expect(await teach(find('market_fee', ASKED))).toMatchObject({ kind: 'taught' })
    expect(await list()).toEqual([
      { kind: 'check', article: 'harbour', passage: 'start', wording: '深水泊位' },
      { kind: 'ask', article: 'market', passage: 'fee', wording: ASKED },
    ])
  })

  it('of kind check removes no taught ask', async () => {
    const { teach, list, quote } = await open()
    await teach(find('harbour_money', '深水泊位'))
    expect(quote('深水泊位')[0]).toBe('harbour_money')
    expect(await teach(check('深水泊位', 'harbour_start'))).toMatchObject({ kind: 'taught' })
    expect((await list()).map(({ kind, passage }) => [kind, passage])).toEqual([
      ['ask', 'money'],
      ['check', 'start'],
    ])
  })

  it('is written as well-formed single lines, without empty and overlong wordings', async () => {
    const { teach, list, quote } = await open()
    expect(
      await teach(find('market_fee', ' 铺子\n\t怎么\u2028办\uD800 ', '', '\u0085', '长'.repeat(201))),
    ).toMatchObject({ kind: 'taught' })
    expect((await list()).map(({ wording }) => wording)).toEqual(['铺子 怎么 办'])
    expect(quote('铺子怎么办')).toEqual(['market_fee'])
  })
})

describe('a lesson that cannot be taught', () => {
  it.each([
    ['all wordings are empty or too long', find('market_fee', '长'.repeat(201), ' ', ''), { kind: 'tooLong' }],
    ['the passage does not exist', find('market_gone', ASKED), { kind: 'gone' }],
    ['the passage of a check does not exist', check(ASKED, 'gone_fee'), { kind: 'gone' }],
    ['a check fails', check(ASKED, 'market_fee'), { kind: 'unheard', wordings: [ASKED] }],
    ['a check for nothing finds a passage', check('深水泊位'), { kind: 'unheard', wordings: ['深水泊位'] }],
    ['a wording asks nothing', find('market_fee', ASKED, '谢谢！'), { kind: 'unheard', wordings: ['谢谢！'] }],
  ] as const)('is refused and writes nothing where %s', async (_, lesson, outcome) => {
    const { teach, files, quote } = await open()
    expect(await teach(lesson)).toEqual(outcome)
    expect([await files(), quote(ASKED)]).toEqual([[], []])
  })

  it('is unheard where an ask by hand finds another passage', async () => {
    const { teach, files } = await open({ 'harbour.asks.yaml': `article: harbour\nasks: {start: ["${ASKED}"]}\n` })
    expect(await teach(nothing(ASKED))).toEqual({ kind: 'unheard', wordings: [ASKED] })
    expect(await files()).toEqual(['harbour.asks.yaml'])
  })

  it('fails with the checks that would fail and writes nothing', async () => {
    const { teach, quote, files } = await open({ 'checks.yaml': `article: market\nnothing:\n  - ${ASKED}\n` })
    expect(await teach(find('market_fee', ASKED))).toMatchObject({
      kind: 'failed',
      failedChecks: [{ file: 'checks.yaml', line: 3, text: problemTexts.checkFound(ASKED, ['market_fee']) }],
    })
    expect([await files(), quote(ASKED)]).toEqual([['checks.yaml'], []])
  })

  it('is refused with the fault of its file and leaves the file as it is', async () => {
    const { teach, write, read, quote } = await open()
    await write(MARKET_ASKS, 'article: market\nask: 1\n')
    expect(await teach(find('market_fee', ASKED))).toMatchObject({
      kind: 'refused',
      problems: [{ file: MARKET_ASKS, line: 2 }],
    })
    await write(MARKET_ASKS, 'article: market\nasks: {gone: [一？]}\n')
    expect(await teach(find('market_fee', ASKED))).toMatchObject({
      kind: 'failed',
      failedChecks: [{ file: MARKET_ASKS, text: problemTexts.unknownPassage('gone', 'market', undefined) }],
    })
    expect([await read(MARKET_ASKS), quote(ASKED)]).toEqual(['article: market\nasks: {gone: [一？]}\n', []])
  })

  it('is unwritable where one of its files cannot be written, and can be taught later', async () => {
    const { dir, teach, quote, quoteAnew } = await open()
    await teach(find('market_fee', ASKED))
    await mkdir(join(dir, `.${MARKET_ASKS}.draft`))
    expect(await teach(find('harbour_start', ASKED))).toMatchObject({
      kind: 'unwritable',
      code: expect.stringMatching(/^(EISDIR|EPERM)$/),
    })
    expect([quote(ASKED), await quoteAnew(ASKED)]).toEqual([['market_fee'], ['market_fee']])
    await rm(join(dir, `.${MARKET_ASKS}.draft`), { recursive: true })
    expect(await teach(find('harbour_start', ASKED))).toMatchObject({ kind: 'taught' })
    expect([quote(ASKED), await quoteAnew(ASKED)]).toEqual([['harbour_start'], ['harbour_start']])
  })

  it('fails a reload once its passage or article is gone, unless the reload is forced', async () => {
    const bare = HARBOUR.replace(' ^money', '')
    const { base, dir, teach, quote, quoteAnew, write, read } = await open({ 'harbour.md': bare })
    const id = quote('扩建总投资')[0] ?? ''
    expect(await teach(find(id, ASKED))).toMatchObject({ kind: 'taught' })
    await write('harbour.md', bare.replace('四十亿元', '五十亿元'))
    const lost = {
      file: ASKS,
      line: 4,
      text: problemTexts.unknownPassage(id.slice('harbour_'.length), 'harbour', undefined),
    }
    expect(await base.reload()).toMatchObject({ kind: 'failed', failedChecks: [lost], total: 1 })
    expect(quote(ASKED)).toEqual([id])
    expect(await quoteAnew(ASKED)).toEqual([])
    expect(await base.reload({ force: 'any' })).toMatchObject({ kind: 'reloaded', failedChecks: [lost] })
    expect(quote(ASKED)).toEqual([])
    expect(await teach(find('harbour_start', ASKED))).toMatchObject({ kind: 'taught' })
    expect(await read(ASKS)).not.toContain(id.slice('harbour_'.length))
    expect(await base.reload()).toMatchObject({ kind: 'reloaded', failedChecks: [] })
    await rm(join(dir, 'harbour.md'))
    expect(await base.reload()).toMatchObject({
      kind: 'failed',
      failedChecks: [{ file: ASKS, line: 2, text: problemTexts.unknownArticle('harbour', undefined, ['market']) }],
      total: 1,
    })
    expect(await quoteAnew(ASKED)).toEqual([])
  })

  it('is unwritable without taught files', async () => {
    const { dir } = await open()
    const base = await createKnowledgeBase(() => loadKnowledge(dir), fold)
    expect(await base.teach(find('market_fee', ASKED))).toEqual({ kind: 'unwritable', code: 'EROFS' })
    expect(await base.listTaught()).toEqual([])
  })

  it('is unwritable after three tries if its file keeps changing', async () => {
    const { dir, write } = await open()
    const taughtFiles = createTaughtFiles(openFolder(dir))
    let tries = 0
    const base = await createKnowledgeBase(() => loadKnowledge(dir), fold, {
      taughtFiles: {
        ...taughtFiles,
        async draft(edit) {
          const draft = await taughtFiles.draft(edit)
          await write(MARKET_ASKS, `article: market\nunanswered: [${++tries}？]\n`)
          return draft
        },
      },
    })
    expect(await base.teach(find('market_fee', ASKED))).toEqual({ kind: 'unwritable', code: 'EBUSY' })
    expect(tries).toBe(3)
  })
})

describe('a lesson during edits by hand', () => {
  it('keeps what was written into its file after the draft', async () => {
    const { dir, write } = await open()
    const taughtFiles = createTaughtFiles(openFolder(dir))
    let isFirst = true
    const base = await createKnowledgeBase(() => loadKnowledge(dir), fold, {
      taughtFiles: {
        ...taughtFiles,
        async draft(edit) {
          const draft = await taughtFiles.draft(edit)
          // The edit gives the wording another passage; the lesson removes that.
          if (isFirst) await write(MARKET_ASKS, `article: market\nasks:\n  air:\n    - ${ASKED}\n    - 我的？\n`)
          isFirst = false
          return draft
        },
      },
    })
    expect(await base.teach(find('market_fee', ASKED))).toMatchObject({ kind: 'taught' })
    expect([quoteFrom(base, ASKED), quoteFrom(base, '我的？')]).toEqual([['market_fee'], ['market_air']])
    expect((await base.listTaught()).map(({ passage, wording }) => [passage, wording])).toEqual([
      ['air', '我的？'],
      ['fee', ASKED],
    ])
  })

  it('does not depend on other files that are faulty or not reloaded yet', async () => {
    const { base, teach, quote, write } = await open()
    await write('market.md', MARKET.replace('摊位费', '店铺租金'))
    await write('harbour.asks.yaml', 'article: harbour\nask: 1\n')
    expect(await teach(find('market_fee', ASKED))).toMatchObject({ kind: 'taught' })
    expect([quote(ASKED), quote('店铺租金'), quote('摊位费')]).toEqual([['market_fee'], [], ['market_fee']])
    expect(await base.reload()).toMatchObject({ kind: 'refused', problems: [{ file: 'harbour.asks.yaml' }] })
    await write('harbour.asks.yaml', 'article: harbour\n')
    expect(await base.reload()).toMatchObject({
      kind: 'reloaded',
      changes: { asks: { total: 1, added: 0, changed: 0, removed: 0 } },
    })
    expect([quote(ASKED), quote('店铺租金')]).toEqual([['market_fee'], ['market_fee']])
  })

  it('does not fail by checks that failed before, only by those that held', async () => {
    const { base, teach, write, quote } = await open()
    await write('checks.yaml', `article: market\nfinds:\n  air: ["${ASKED}", 通风和排水]\n  gone: [三？]\n`)
    expect(await base.reload()).toMatchObject({ kind: 'failed', total: 3 })
    expect(await base.reload({ force: 'any' })).toMatchObject({
      kind: 'reloaded',
      failedChecks: [{ line: 3 }, { line: 4 }],
    })
    expect(await teach(find('market_fee', ASKED))).toMatchObject({ kind: 'taught' })
    expect(quote(ASKED)).toEqual(['market_fee'])
    expect(await teach(nothing('通风和排水'))).toMatchObject({
      kind: 'failed',
      failedChecks: [{ file: 'checks.yaml', line: 3, text: problemTexts.checkMissed('通风和排水', 'market_air', []) }],
    })
  })
})

describe('concurrent lessons', () => {
  const wordings = Array.from({ length: 20 }, (_, index) => `${index}号铺子怎么办`)
  const passages = ['market_fee', 'market_air', 'harbour_start', 'harbour_money']
  const lessons = wordings.map((wording, index) => ({ wording, passage: passages[index % passages.length] ?? '' }))

  it('all hold in memory, in the files and after a restart', async () => {
    const { dir, base, teach, quote, list } = await open()
    const outcomes = await Promise.all(lessons.map(({ wording, passage }) => teach(find(passage, wording))))
    expect(outcomes.map(({ kind }) => kind)).toEqual(wordings.map(() => 'taught'))
    const anew = await createKnowledgeBase(() => loadKnowledge(dir), fold)
    for (const { wording, passage } of lessons)
      expect([quote(wording)[0], quoteFrom(anew, wording)[0]]).toEqual([passage, passage])
    expect((await list()).map(({ wording }) => wording).toSorted()).toEqual(wordings.toSorted())
    expect(await base.reload()).toMatchObject({ changes: { asks: { total: 20, added: 0, removed: 0 } } })
  })

  it('for one wording leave the last', async () => {
    const { teach, quote, quoteAnew, list } = await open()
    await Promise.all([teach(find('market_fee', ASKED)), teach(nothing(ASKED)), teach(find('harbour_start', ASKED))])
    expect([quote(ASKED), await quoteAnew(ASKED)]).toEqual([['harbour_start'], ['harbour_start']])
    expect(await list()).toHaveLength(1)
  })

  it('are not lost between reloads', async () => {
    const { base, teach, quote, quoteAnew } = await open()
    const work = lessons
      .slice(0, 8)
      .flatMap(({ wording, passage }, index) => [
        () => base.reload(),
        () => teach(find(passage, wording)),
        ...(index % 3 === 0 ? [() => base.reload({ force: 'any' })] : []),
      ])
    const outcomes = await Promise.all(
      work.map(async (start, index) => {
        for (let turn = 0; turn < index % 5; turn++) await new Promise((resolve) => setImmediate(resolve))
        return start()
      }),
    )
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['reloaded', 'taught']))
    for (const { wording, passage } of lessons.slice(0, 8))
      expect([quote(wording)[0], (await quoteAnew(wording))[0]]).toEqual([passage, passage])
  })
})
