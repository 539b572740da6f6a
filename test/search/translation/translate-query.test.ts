import { describe, expect, it } from 'vitest'
import type { Article } from '../../../src/knowledge/article.ts'
import { createMiniSearchEngine } from '../../../src/search/engine/minisearch-engine.ts'
import { createSearchIndex } from '../../../src/search/staging/stage-index.ts'
import { createTranslateQuery } from '../../../src/search/translation/translate-query.ts'
import { loadDictionary } from '../../../src/text/dictionary/dictionary.ts'
import { createFold } from '../../../src/text/fold.ts'
import { createNormalizer } from '../../../src/text/normalize.ts'
import { HARBOUR, MARKET, toArticle } from '../../articles.ts'

const CLINIC = toArticle(`---
id: clinic
title: 县医院
publication: 港城日报
speakers:
  - name: 王海燕
    office: 县医院院长
---

## 甲

【王海燕】县医院的护士不够，夜里没有人值班。 ^nurses

【叙述】重庆的稻田去年遭了旱灾，粮食减产。 ^drought

【叙述】旧汽车的轮胎可以回收。 ^tyres

【叙述】王海燕在北京读过书。 ^career
`)

const FARM = toArticle(`---
id: farm
title: Notes from a farm
publication: Harbour Post
---

## One

【叙述】The nurses of the county clinic work night shifts without a break. ^shifts

【叙述】Drought ruined the rice fields near Chongqing last summer. ^rice

【叙述】Old tires are collected and melted. ^melted
`)

const fold = createFold()

async function findFirst(articles: readonly Article[], query: string) {
  const index = await createSearchIndex(articles, fold)
  const [hit] = index.search(query).hits
  const text = hit?.citation.passage.text ?? ''
  const matches = index.findMatches(query, text).map(({ start, end }) => text.slice(start, end))
  return { id: hit?.citation.passage.id, cover: hit?.cover ?? 0, matches }
}

describe('an English query on Chinese passages', () => {
  it.each([
    ['Are there enough nurses in the hospital?', 'clinic_nurses', '护士'],
    ['Did a drought hit the rice fields?', 'clinic_drought', '旱灾'],
    ['recycling old car tires', 'clinic_tyres', '回收'],
    ['When does the new wharf start?', 'harbour_start', '码头'],
  ])('%s finds %s and marks %s', async (query, id, marked) => {
    const found = await findFirst([CLINIC, HARBOUR, MARKET], query)
    expect(found.id).toBe(id)
    expect(found.matches.join('|')).toContain(marked)
  })

  it.each([
    ['a place by its pinyin', 'harvest in Chongqing', 'clinic_drought'],
    ['a listed person by the pinyin of the name', 'Where did Haiyan Wang study?', 'clinic_career'],
  ])('finds %s', async (_, query, id) => {
    expect((await findFirst([CLINIC, HARBOUR, MARKET], query)).id).toBe(id)
  })

  it.each([
    'How do I bake a chocolate cake?',
    'Who won the football world cup?',
    'What is the stock price today?',
    'zzz qqq xxx',
  ])('that is off the subject (%s) is not covered', async (query) => {
    expect((await findFirst([CLINIC, HARBOUR, MARKET], query)).cover).toBeLessThan(0.05)
  })
})

describe('a Chinese query on English passages', () => {
  it.each([
    ['诊所的护士上夜班吗', 'farm_shifts', 'nurses'],
    ['稻田的旱灾', 'farm_rice', 'Drought'],
    ['旧轮胎怎么回收', 'farm_melted', 'tires'],
  ])('%s finds %s and marks %s', async (query, id, marked) => {
    const found = await findFirst([FARM, MARKET], query)
    expect(found.id).toBe(id)
    expect(found.matches.join('|')).toContain(marked)
  })

  it('finds Chinese passages as in a folder without English ones', async () => {
    const index = await createSearchIndex([HARBOUR, MARKET, FARM], fold)
    const alone = await createSearchIndex([HARBOUR, MARKET], fold)
    const list = ({ hits }: ReturnType<typeof index.search>) => hits.map(({ citation }) => citation.passage.id)
    const found = list(index.search('新码头什么时候动工')).filter((id) => !id.startsWith('farm_'))
    expect(found).toEqual(list(alone.search('新码头什么时候动工')))
  })
})

describe('the dictionary', () => {
  const normalizer = createNormalizer({ synonyms: [], terms: [] }, [], fold)
  const translateIn = (articles: readonly Article[], load = loadDictionary) => {
    const loads: number[] = []
    const { translate, prepare } = createTranslateQuery(
      { engine: createMiniSearchEngine(), articles, normalizer, fold, names: [] },
      () => {
        loads.push(loads.length)
        return load()
      },
    )
    return { translate, prepare, loads }
  }

  it.each(['新码头什么时候动工', '2024', '5G 怎么建设', '手机 app 怎么下载', '', '？'])(
    'is not read for %j in a Chinese folder',
    (query) => {
      const { translate, loads } = translateIn([HARBOUR, MARKET])
      expect(translate(query)).toBeUndefined()
      expect(loads).toEqual([])
    },
  )

  it.each([
    ['an English query', 'new wharf', [HARBOUR]],
    ['a query that is mostly English', 'hospital nurse shortage 怎么办', [HARBOUR]],
    ['a Chinese query in a folder with an English article', '护士', [HARBOUR, FARM]],
  ])('is read once for %s', (_, query, articles) => {
    const { translate, loads } = translateIn(articles)
    expect(translate(query)).toBeDefined()
    translate(`${query} `)
    expect(loads).toEqual([0])
  })

  it('is read before the first query where it is prepared', async () => {
    const { translate, prepare, loads } = translateIn([HARBOUR])
    await prepare()
    expect(loads).toEqual([0])
    expect(translate('new wharf')).toBeDefined()
    expect(loads).toEqual([0])
  })

  it('is done without where it is damaged', () => {
    const { translate } = translateIn([HARBOUR, FARM], () => undefined)
    expect(translate('new wharf')).toBeUndefined()
    expect(translate('护士')).toBeUndefined()
  })

  it('translates into words that the folder has, and into no other', async () => {
    const engine = createMiniSearchEngine()
    const held = { held: ['医院'], singles: ['医', '院'], further: [], length: 1 }
    const entry = { title: '', question: '', text: '医院', speakers: '', ...held }
    const staged = await engine.stage({ removed: [], added: [{ toKey: () => '', passages: [entry] }] })
    const { translate } = createTranslateQuery({ engine: staged.engine, articles: [], normalizer, fold, names: [] })
    const { concepts } = translate('hospital school') ?? {}
    const list = (stem: string) => concepts?.get(stem)?.alternatives.flatMap(({ terms }) => terms)
    expect(list('hospit')).toEqual(['医院'])
    expect(list('school')).toEqual([])
  })
})
