import { lstat, mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createReloadOnChange } from '../../../src/bot/admin/reload-on-change.ts'
import { ADMIN, allTexts, buttonsIn, texts } from '../start-bot.ts'
import { BENCHES, ORCHIDS, OTHER_ADMIN, parkOf, startArticles } from './start-articles.ts'

const { buttons } = texts
const PARK = parkOf(`【张三】${ORCHIDS}`, `【叙述】${BENCHES}`)

describe('an article that an admin sends', () => {
  it('is shown by who is given which words, and changes nothing', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK })
    expect(message.text).toBe(
      [
        '《公园与广场》，晚报，2024年5月',
        texts.articleNew('park.md'),
        '2 段',
        '',
        '张三（园林局局长）：1 段',
        ORCHIDS,
        '',
        '叙述：1 段',
        BENCHES,
      ].join('\n'),
    )
    expect(buttonsIn(message)).toEqual([buttons.add])
    expect(message.reply_to_message?.document?.file_name).toBe('article.md')
    expect(await articles.files()).toEqual(['harbour.md', 'market.md'])
    expect(await articles.find('蝴蝶兰')).toEqual([])
  })

  it('is written and answers once the button is pressed, and the report tells what changed', async () => {
    const articles = await startArticles({ files: { 'checks.yaml': 'article: market\nfinds: {fee: [摊位费]}\n' } })
    const { text, message } = await articles.press(await articles.send({ content: PARK }), buttons.add)
    expect(text.replace(/用时 [\d.]+ 秒/u, '用时 1 秒').split('\n')).toEqual([
      texts.articleAdded('park.md'),
      texts.reloaded(1),
      '',
      '《公园与广场》：新增，2 段',
      '',
      expect.stringMatching(/^现有 3 篇文章、6 段/u),
      '',
      texts.checksHold(1),
    ])
    expect(buttonsIn(message)).toEqual([])
    expect(await articles.read('park.md')).toBe(PARK)
    expect(await articles.files()).toEqual(['checks.yaml', 'harbour.md', 'market.md', 'park.md'])
    expect(await articles.find('蝴蝶兰')).toEqual([ORCHIDS])
  })

  it('is still found by its button after a restart', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK })
    await articles.restart()
    expect((await articles.press(message, buttons.add)).text).toContain(texts.articleAdded('park.md'))
    expect(await articles.find('蝴蝶兰')).toEqual([ORCHIDS])
  })

  it('is to be sent again where its message was deleted', async () => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK })
    const { reply_to_message: _, ...alone } = message
    const after = articles.api.mark()
    const [row] = message.reply_markup?.inline_keyboard ?? []
    const data = row?.[0] && 'callback_data' in row[0] ? row[0].callback_data : ''
    articles.api.callbackQuery(data, { ...alone, message_id: 9_999_999 }, { from: 9009 })
    const { payload } = await articles.api.nextCall('answerCallbackQuery', { after })
    expect(payload.text).toBe(texts.fileGone)
    expect(await articles.files()).toEqual(['harbour.md', 'market.md'])
  })

  it('is added once, however often and by whomever it is pressed', async () => {
    const articles = await startArticles()
    const [own, others] = [
      await articles.send({ content: PARK }),
      await articles.send({ content: PARK, from: OTHER_ADMIN }),
    ]
    const both = await Promise.all([
      articles.press(own, buttons.add),
      articles.press(own, buttons.add),
      articles.press(others, buttons.add, OTHER_ADMIN),
    ])
    expect(both.filter(({ notice }) => notice === texts.alreadyTaken)).toHaveLength(2)
    expect(both.filter(({ notice }) => notice === undefined)).toHaveLength(1)
    expect(articles.standing(own).text).toContain(texts.articleAdded('park.md'))
  })
})

describe('an article with an id that the folder has', () => {
  const later = PARK.replace(ORCHIDS, '公园里要多种郁金香。')

  it('replaces the file only after a second yes, which names it and what changes', async () => {
    const articles = await startArticles({ files: { 'city-park.md': PARK } })
    const message = await articles.send({ content: later })
    const change = '《公园与广场》：2 段，新增 1 段，移除 1 段'
    expect(message.text?.split('\n')[1]).toBe(texts.replaces('city-park.md', change))
    expect(buttonsIn(message)).toEqual([buttons.replace])
    const asked = await articles.press(message, buttons.replace)
    expect(asked.text).toBe([texts.articleConfirm('city-park.md'), texts.replaces('city-park.md', change)].join('\n'))
    expect(await articles.read('city-park.md')).toBe(PARK)
    const kept = await articles.press(message, buttons.keep)
    expect(kept.text).toBe(message.text)
    await articles.press(message, buttons.replace)
    expect((await articles.press(message, buttons.replaceNow)).text).toContain(texts.articleAdded('city-park.md'))
    expect(await articles.read('city-park.md')).toBe(later)
    expect(await articles.files()).toEqual(['city-park.md', 'harbour.md', 'market.md'])
    expect(await articles.find('郁金香')).toEqual(['公园里要多种郁金香。'])
  })

  it('asks again where the file was changed between the yeses', async () => {
    const articles = await startArticles({ files: { 'park.md': PARK } })
    const message = await articles.send({ content: later })
    await articles.press(message, buttons.replace)
    await articles.write('park.md', parkOf('【张三】先修路。'))
    const asked = await articles.press(message, buttons.replaceNow)
    expect(asked.text.split('\n')[0]).toBe(texts.articleConfirm('park.md'))
    expect(await articles.read('park.md')).toBe(parkOf('【张三】先修路。'))
  })

  it('replaces no file that bears its name and is another article, or none at all', async () => {
    const articles = await startArticles()
    await articles.write('park.md', '别的东西\n')
    const message = await articles.send({ content: PARK })
    expect(message.text).toBe(texts.articleTaken('park.md', 'park'))
    expect(buttonsIn(message)).toEqual([])
    expect(await articles.read('park.md')).toBe('别的东西\n')
  })

  it('replaces a file in a subfolder in its place', async () => {
    const articles = await startArticles()
    await mkdir(join(articles.dir, 'parks'))
    await articles.write('parks/a.md', PARK)
    await articles.running.knowledge.reload()
    const message = await articles.send({ content: later })
    await articles.press(message, buttons.replace)
    expect((await articles.press(message, buttons.replaceNow)).text).toContain(texts.articleAdded('parks/a.md'))
    expect(await articles.read('parks/a.md')).toBe(later)
    expect(await readdir(join(articles.dir, 'parks'))).toEqual(['a.md'])
    expect(await articles.files()).toEqual(['harbour.md', 'market.md', 'parks'])
  })

  it.each(['before', 'after'])('follows and replaces no link, made %s its preview', async (time) => {
    const articles = await startArticles()
    const outside = await mkdtemp(join(tmpdir(), 'outside-'))
    onTestFinished(() => rm(outside, { recursive: true }))
    await writeFile(join(outside, 'own.md'), 'mine')
    const link = () => symlink(join(outside, 'own.md'), join(articles.dir, 'park.md'))
    if (time === 'before') await link()
    const message = await articles.send({ content: PARK })
    if (time === 'before') expect(buttonsIn(message)).toEqual([])
    else {
      await link()
      await articles.press(message, buttons.add)
    }
    expect(articles.standing(message).text).toContain(texts.articleFaulty(1))
    expect(await readFile(join(outside, 'own.md'), 'utf8')).toBe('mine')
    expect((await lstat(join(articles.dir, 'park.md'))).isSymbolicLink()).toBe(true)
  })

  it('says that it is in use already', async () => {
    const articles = await startArticles({ files: { 'park.md': PARK } })
    const message = await articles.send({ content: PARK })
    expect(message.text?.split('\n')[1]).toBe(texts.articleInUse)
    expect(buttonsIn(message)).toEqual([])
  })
})

describe('an article with which a check fails', () => {
  const files = { 'checks.yaml': 'article: market\nnothing: [哪里有蝴蝶兰]\n' }

  it('is not written, and the report names the check and has a further button', async () => {
    const articles = await startArticles({ files })
    const failed = await articles.press(await articles.send({ content: PARK }), buttons.add)
    expect(failed.text.split('\n').filter((line) => line !== '')).toEqual([
      texts.articleFails(1, 1),
      texts.checksBroken(1),
      '1. 哪里有蝴蝶兰',
      texts.expectedNothing,
      expect.stringContaining(ORCHIDS),
    ])
    expect(buttonsIn(failed.message)).toEqual([buttons.addAnyway])
    expect(await articles.files()).toEqual(['checks.yaml', 'harbour.md', 'market.md'])
    expect(await articles.find('蝴蝶兰')).toEqual([])
    const added = await articles.press(failed.message, buttons.addAnyway)
    expect(added.text).toContain(texts.articleAdded('park.md'))
    expect(added.text).toContain(texts.checksBroken(1))
    expect(await articles.find('蝴蝶兰')).toEqual([ORCHIDS])
  })

  it('is held to the checks again where the folder was changed since', async () => {
    const articles = await startArticles({ files })
    const failed = await articles.press(await articles.send({ content: PARK }), buttons.add)
    await articles.write('checks.yaml', 'article: market\nnothing: [哪里有蝴蝶兰, 公园里种什么]\n')
    const again = await articles.press(failed.message, buttons.addAnyway)
    expect(again.text.split('\n')[0]).toBe(texts.articleFails(2, 2))
    expect(await articles.files()).toEqual(['checks.yaml', 'harbour.md', 'market.md'])
  })

  it('is no change of the folder for who watches it', async () => {
    const articles = await startArticles({ files })
    const failed = await articles.press(await articles.send({ content: PARK }), buttons.add)
    await articles.press(failed.message, buttons.addAnyway)
    const { bot, log, knowledge } = articles.running
    const [mark, logged] = [articles.api.mark(), articles.lines.length]
    const follow = createReloadOnChange({
      bot,
      log,
      knowledge,
      allTexts,
      adminIds: new Set([ADMIN]),
      languages: { find: () => undefined },
    })
    await follow()
    expect(articles.api.calls.slice(mark).filter(({ method }) => method === 'sendMessage')).toEqual([])
    expect(articles.lines.slice(logged)).toEqual([expect.stringContaining('in use as it is')])
    await articles.write('bad.md', '没有文首\n')
    await follow()
    expect(articles.lines.at(-1)).toContain('the old one stays')
  })

  it('tells the checks that failed before apart', async () => {
    const articles = await startArticles({
      files: { 'checks.yaml': 'article: market\nnothing: [哪里有蝴蝶兰]\nfinds: {fee: [火星上有人吗]}\n' },
    })
    const failed = await articles.press(await articles.send({ content: PARK }), buttons.add)
    expect(failed.text.split('\n').slice(0, 4)).toEqual([
      texts.articleFails(2, 2),
      '',
      texts.checksBroken(1),
      texts.checksFailing(1),
    ])
  })
})

describe('an article with problems', () => {
  it('is told each with its line and words, and has no button', async () => {
    const articles = await startArticles()
    const message = await articles.send({
      content: PARK.replace('【叙述】', '').replace('date: 2024-05', 'date: 明年'),
    })
    expect(message.text?.split('\n')[0]).toBe(texts.articleFaulty(2))
    expect(message.text).toContain('park.md:5')
    expect(message.text).toContain(`park.md:15`)
    expect(message.text).toContain('没有标明是谁的话：1 段')
    expect(message.text).toContain('张三：1 段')
    expect(buttonsIn(message)).toEqual([])
  })

  it('has no button while a guess is open', async () => {
    const articles = await startArticles()
    const message = await articles.send({
      content: PARK.replace('【叙述】', '<!-- ? 没有人说这句话 -->\n\n【叙述】'),
    })
    expect(message.text?.split('\n').slice(0, 4)).toEqual([
      texts.articleUnconfirmed(1),
      '',
      '还没有确认的推测：1 处',
      '第 15 行：没有人说这句话',
    ])
    expect(buttonsIn(message)).toEqual([])
  })

  it.each(['../../x', 'a/b', '..', 'A', ''])('never leaves the folder, whatever its id: %j', async (id) => {
    const articles = await startArticles()
    const message = await articles.send({ content: PARK.replace('id: park', `id: "${id}"`), name: '../../x.md' })
    expect(message.text?.split('\n')[0]).toBe(texts.articleFaulty(1))
    expect(message.text).toContain('x.md:2')
    expect(buttonsIn(message)).toEqual([])
    expect(await articles.files()).toEqual(['harbour.md', 'market.md'])
  })

  it('is refused where another file of the folder is faulty', async () => {
    const articles = await startArticles()
    await articles.write('bad.md', '没有文首\n')
    const message = await articles.send({ content: PARK })
    expect(message.text).toContain('bad.md:1')
    expect(buttonsIn(message)).toEqual([])
  })
})
