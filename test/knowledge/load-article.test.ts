import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { toCitations } from '../../src/knowledge/article.ts'
import { loadArticle } from '../../src/knowledge/load-article.ts'
import { makeFolder, toFile } from './samples.ts'

const ARTICLE = toFile('## 码头', '【叙述】码头三年不涨价。 ^a1')
const ASKS = 'article: sample\nasks: {a1: [涨不涨价]}\nunanswered: [几时开门]\n'

describe('loadArticle', () => {
  it('gives an article below the folder with the asks of any file there', async () => {
    const dir = await makeFolder({
      'x/a.md': ARTICLE,
      'y/b.asks.yaml': ASKS,
      'bad.md': 'no article',
      'z.asks.draft.yaml': ASKS,
    })
    const loaded = await loadArticle(dir, join(dir, 'x', 'a.md'))
    if (loaded.kind === 'faulty') throw new Error(JSON.stringify(loaded.problems))
    const { article } = loaded.value
    expect([loaded.value.dir, article.file, article.unanswered]).toEqual([dir, 'x/a.md', ['几时开门']])
    expect(toCitations([article]).map(({ passage }) => passage.asks)).toEqual([['涨不涨价']])
  })

  it('takes the folder of an article that lies elsewhere', async () => {
    const dir = await makeFolder({ 'a.md': ARTICLE })
    expect(await loadArticle(join(dir, 'none'), join(dir, 'a.md'))).toMatchObject({
      kind: 'sound',
      value: { dir: `${dir}/` },
    })
  })

  it.each([
    ['one that is not there', 'b.md', 'b.md'],
    ['what is no article', 'a.asks.yaml', 'a.asks.yaml'],
    ['a folder that is not there', 'c/b.md', '.'],
  ])('names %s', async (_, path, file) => {
    const dir = await makeFolder({ 'a.md': ARTICLE, 'a.asks.yaml': ASKS })
    const root = path.startsWith('c/') ? join(dir, 'c') : dir
    expect(await loadArticle(root, join(dir, path))).toMatchObject({ kind: 'faulty', problems: [{ file }] })
  })
})
