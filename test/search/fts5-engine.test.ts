import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import Libsql from 'libsql'
import { beforeEach, describe, expect, it } from 'vitest'
import { toCitations } from '../../src/knowledge/article.ts'
import { EngineError } from '../../src/search/engine/engine.ts'
import { createSearchIndex, stageIndex } from '../../src/search/staging/stage-index.ts'
import { type Fold, createFold } from '../../src/text/fold.ts'
import { FERRY, HARBOUR, MARKET } from '../articles.ts'
import { toEntries, toEntry } from './entries.ts'
import { makeIndexPath, openEngine } from './index-file.ts'

const DOCKS = toEntries('docks', toEntry(['码头', '扩建']), toEntry(['船员', '伙食'], ['海员']))
const STALLS = toEntries('stalls', toEntry(['菜市', '市场'], ['码头']))
const VOCABULARY = { synonyms: [['船员', '海员']], terms: [] }

/** Leaves a file with passages. */
async function leave(path: string, ...added: readonly (typeof DOCKS)[]) {
  const engine = openEngine(path)
  const { commit } = await engine.stage({ removed: [], added })
  commit()
  engine.close()
}

/** Changes a file as another program would. */
function change(path: string, sql: string): void {
  const database = new Libsql(path)
  database.exec(sql)
  database.close()
}

const bytesOf = (path: string) =>
  Buffer.concat(readdirSync(dirname(path)).map((file) => readFileSync(join(dirname(path), file))))

describe('a file that an earlier process has left', () => {
  it('is deleted where the folder has become too small for it', async () => {
    const path = makeIndexPath()
    await leave(path, DOCKS)
    await createSearchIndex([HARBOUR], createFold(), VOCABULARY, { file: { path, from: 1000 } })
    expect(readdirSync(dirname(path))).toEqual([])
  })

  it('is taken over with its articles and counts', async () => {
    const path = makeIndexPath()
    await leave(path, DOCKS, STALLS)
    const engine = openEngine(path)
    expect([...engine.articles.keys()].toSorted()).toEqual(['docks', 'stalls'])
    expect(engine.articles.get('stalls')).toMatchObject({ firstId: 2, length: 1 })
    expect([engine.size, engine.countFound('码头'), engine.find(['码头'], 5)]).toEqual([3, 2, [0, 2]])
  })

  it.each<[string, (path: string) => void]>([
    ['empty', (path) => writeFileSync(path, '')],
    ['no database', (path) => writeFileSync(path, 'knowledge '.repeat(1000))],
    ['cut off', (path) => truncateSync(path, 8192)],
    [
      'overwritten in the middle',
      (path) => {
        const bytes = readFileSync(path)
        writeFileSync(path, bytes.fill(0xa5, 4096, bytes.length - 4096))
      },
    ],
    ['of another format', (path) => change(path, "update about set format = '1'")],
    ['another database', (path) => change(path, 'drop table about; drop table term')],
    ['at odds about its articles', (path) => change(path, 'update article set first = first + 1')],
  ])('is made anew if it is %s', async (_what, damage) => {
    const path = makeIndexPath()
    await leave(path, DOCKS, STALLS)
    damage(path)
    expect(openEngine(path)).toMatchObject({ size: 0, articles: new Map() })
  })

  it('has no change that did not end', async () => {
    const path = makeIndexPath()
    await leave(path, DOCKS)
    const engine = openEngine(path)
    await engine.stage({ removed: [], added: [STALLS] })
    engine.close()
    expect([...openEngine(path).articles.keys()]).toEqual(['docks'])
  })

  it('is whole where the process was killed during a change', async () => {
    const path = makeIndexPath()
    const child = spawn(process.execPath, ['--import', 'tsx', 'test/search/stage-until-killed.ts', path])
    await once(child.stdout, 'data')
    child.kill('SIGKILL')
    await once(child, 'exit')
    const engine = openEngine(path)
    expect([...engine.articles.keys(), engine.size, engine.find(['码头'], 5)]).toEqual(['kept', 1, [0]])
    const { commit } = await engine.stage({ removed: [], added: [STALLS] })
    commit()
  })

  it('holds nothing of what was taken out', async () => {
    const path = makeIndexPath()
    const secret = toEntries('secret', toEntry(['机密', '密件'], ['件袋']))
    await leave(path, secret, DOCKS)
    expect(bytesOf(path).includes('机密')).toBe(true)
    const engine = openEngine(path)
    const { commit } = await engine.stage({ removed: [{ firstId: 0, length: 1 }], added: [] })
    commit()
    engine.close()
    for (const term of ['机密', '密件', '件袋']) expect(bytesOf(path).includes(term)).toBe(false)
    expect(bytesOf(path).includes('扩建')).toBe(true)
  })

  it('is smaller at the next start if most was taken out', async () => {
    const path = makeIndexPath()
    const many = Array.from({ length: 2000 }, () =>
      toEntry(['海运', '轮渡', '航线', '港务', '船期', '泊位', '货柜', '吊车']),
    )
    await leave(path, toEntries('many', ...many), DOCKS)
    const before = readFileSync(path).length
    const engine = openEngine(path)
    const { commit } = await engine.stage({ removed: [{ firstId: 0, length: 2000 }], added: [] })
    commit()
    engine.close()
    expect(openEngine(path).find(['码头'], 5)).toEqual([2000])
    expect(readFileSync(path).length).toBeLessThan(before / 2)
  })
})

describe('two engines with one path', () => {
  it('have a file each, and the further one goes with the next start', async () => {
    const path = makeIndexPath()
    await leave(path, DOCKS)
    const first = openEngine(path)
    const second = openEngine(path)
    expect([first.size, second.size]).toEqual([2, 0])
    first.close()
    second.close()
    expect(existsSync(`${path}.2`)).toBe(true)
    expect(openEngine(path).size).toBe(2)
    expect(existsSync(`${path}.2`)).toBe(false)
  })
})

describe('a change that fails', () => {
  it('leaves an engine that takes the next one', async () => {
    const path = makeIndexPath()
    await leave(path, DOCKS)
    change(path, "create trigger full before insert on passage begin select raise(fail, 'disk is full'); end")
    const engine = openEngine(path)
    await expect(engine.stage({ removed: [], added: [STALLS] })).rejects.toThrow(EngineError)
    change(path, 'drop trigger full')
    const { commit } = await engine.stage({ removed: [], added: [STALLS] })
    commit()
    expect([engine.isSound(), engine.find(['菜市'], 5)]).toEqual([true, [3]])
    engine.close()
    expect(openEngine(path).size).toBe(3)
  })
})

describe('damage that shows later', () => {
  it('is an error, told once, and the next start makes the file anew', async () => {
    const path = makeIndexPath()
    await leave(path, DOCKS)
    change(path, "update passage set text = '码头 缩建' where id = 0")
    let told = 0
    const engine = openEngine(path, () => told++)
    for (let time = 0; time < 2; time++) expect(() => engine.read([0])).toThrow(EngineError)
    expect([engine.isSound(), told, engine.read([1])[0]?.text]).toEqual([false, 1, '船员 伙食'])
    engine.close()
    expect(openEngine(path).size).toBe(0)
  })

  it('does not outlast the next index that is staged', async () => {
    const file = { path: makeIndexPath(), from: 0 }
    const index = await createSearchIndex([HARBOUR, MARKET], createFold(), VOCABULARY, { file })
    change(file.path, "update passage set text = 'x'")
    expect(() => index.search('码头扩建')).toThrow(EngineError)
    expect(index.isSound()).toBe(false)
    const next = await stageIndex([HARBOUR, MARKET], VOCABULARY, index)
    next.commit()
    expect(next.index.isSound()).toBe(true)
    expect(next.index.search('码头扩建').hits[0]?.citation.article.id).toBe('harbour')
  })
})

describe('a search index in a file', () => {
  let folded: string[]
  const fold = createFold()
  const countingFold: Fold = (text) => {
    folded.push(text)
    return fold(text)
  }
  const open = (path: string, articles: readonly (typeof HARBOUR)[], vocabulary = VOCABULARY) =>
    createSearchIndex(articles, countingFold, vocabulary, { file: { path, from: 0 } })
  const textsOf = (article: typeof HARBOUR) => toCitations([article]).map(({ passage }) => passage.text)
  const listFolded = () => [HARBOUR, MARKET, FERRY].filter((one) => textsOf(one).some((text) => folded.includes(text)))

  beforeEach(() => {
    folded = []
  })

  /** Copies a file as a process that is killed leaves it: its engine is never closed. */
  async function copyLeft(articles: readonly (typeof HARBOUR)[]): Promise<string> {
    const [path, copy] = [makeIndexPath(), makeIndexPath()]
    await open(path, articles)
    for (const suffix of ['', '-wal'])
      if (existsSync(path + suffix)) writeFileSync(copy + suffix, readFileSync(path + suffix))
    folded = []
    return copy
  }

  it('normalizes nothing again that is stored', async () => {
    const path = await copyLeft([HARBOUR, MARKET])
    const index = await open(path, [HARBOUR, MARKET])
    expect(listFolded()).toEqual([])
    expect(index.search('码头扩建').hits[0]?.citation.article.id).toBe('harbour')
  })

  it('normalizes only articles whose content is another', async () => {
    const path = await copyLeft([HARBOUR, MARKET])
    await open(path, [HARBOUR, { ...MARKET, title: '早市' }, FERRY])
    expect(listFolded()).toEqual([MARKET, FERRY])
  })

  it('normalizes all again for another vocabulary', async () => {
    const path = await copyLeft([HARBOUR, MARKET])
    await open(path, [HARBOUR, MARKET], { synonyms: [['码头', '港口']], terms: [] })
    expect(listFolded()).toEqual([HARBOUR, MARKET])
  })

  it('is kept in memory, with one warning, where the file cannot be made', async () => {
    const path = join(makeIndexPath(), 'passages.index')
    writeFileSync(dirname(path), 'a file in place of the folder')
    const troubles: unknown[] = []
    const file = { path, from: 0, onTrouble: (error: unknown) => troubles.push(error) }
    const index = await createSearchIndex([HARBOUR], fold, VOCABULARY, { file })
    const next = await stageIndex([HARBOUR, MARKET], VOCABULARY, index)
    next.commit()
    expect(next.index.search('摊位费').hits[0]?.citation.article.id).toBe('market')
    expect(troubles).toEqual([expect.any(EngineError)])
  })
})
