import { spawnSync } from 'node:child_process'
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createKnowledgeBase } from '../../src/answer/knowledge-base.ts'
import { openFolder } from '../../src/knowledge/folder/knowledge-folder.ts'
import { loadWithQuotes } from '../../src/knowledge/load-knowledge.ts'
import { createTaughtFiles } from '../../src/knowledge/taught/taught-files.ts'
import { openRecords } from '../../src/records/records.ts'
import { toWordingKey } from '../../src/text/wording.ts'
import { type BenchModel, openBenchModel } from '../bench/model.ts'
import { ADMIN, fold, startBot } from '../bot/start-bot.ts'
import { MARKET, HARBOUR } from '../taught-articles.ts'
import { writeAskedBefore } from './asked-before.ts'
import { createPhone } from './phone.ts'
import { WIDTH, renderPage } from './render-page.ts'
import { type Scene, SCENES, SECOND_SCENES, listAdminScenes } from './scenes.ts'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
/** All pictures, to be looked at; those of the README are overwritten too. */
const ALL = join(ROOT, 'node_modules/.cache/phone')
const SHOWN = join(ROOT, 'docs/pictures')
/** The scenes that the README shows. */
const IN_README: readonly string[] = ['answer-figure', 'offer', 'group-reply', 'en-speaker', 'compare', 'admin-gaps']
/** Debian's packages: chromium, fonts-roboto, fonts-noto-cjk, fonts-noto-color-emoji, pngquant. */
const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const ARTICLE = 'talent-2023'

let browser: Browser
let model: BenchModel | undefined

beforeAll(async () => {
  await mkdir(ALL, { recursive: true })
  await mkdir(SHOWN, { recursive: true })
  browser = await chromium.launch({ executablePath: CHROMIUM, args: FLAGS })
  model = await openBenchModel()
})
afterAll(async () => {
  await browser?.close()
  await model?.close()
})

async function take({ name, owner, act }: Scene, { running }: Started): Promise<void> {
  const phone = createPhone(running, owner)
  await act(phone)
  expect(running.api.faults).toEqual([])
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 640 }, deviceScaleFactor: 2 })
  await page.setContent(renderPage(phone.shown(), owner.language))
  const picture = await page.locator('body').screenshot()
  await page.close()
  await writeFile(join(ALL, `${name}.png`), picture)
  if (IN_README.includes(name)) await writeFile(join(SHOWN, `${name}.png`), shrink(picture))
}

/** Reduces a picture to a few colours, which text on plain ground needs; a third of the size is left. */
function shrink(png: Buffer): Buffer {
  const { stdout, status, error } = spawnSync('pngquant', ['--speed', '1', '24', '-'], { input: png })
  if (status !== 0) throw new Error('pngquant failed: is it installed?', { cause: error })
  return stdout
}

type Started = Awaited<ReturnType<typeof start>>

/** Starts the bot over a copy of the repository's folder and further files. */
async function start(files: Readonly<Record<string, string>> = {}) {
  const home = await mkdtemp(join(tmpdir(), 'phone-'))
  const dir = join(home, 'knowledge')
  await cp(join(ROOT, 'knowledge'), dir, { recursive: true })
  const write = (file: string, text: string) => writeFile(join(dir, file), text)
  for (const [file, text] of Object.entries(files)) await write(file, text)
  const database = join(home, 'records.db')
  const records = await openRecords(`file:${database}`, {
    key: 'a key',
    retentionDays: 90,
    toWordingKey: (wording) => toWordingKey(wording, fold),
    onTrouble: console.error,
  })
  const knowledge = await createKnowledgeBase((request) => loadWithQuotes(dir, request), fold, {
    taughtFiles: createTaughtFiles(openFolder(dir)),
  })
  if (model) {
    const vectors = model.createVectors()
    await new Promise((onMade) => knowledge.useVectors({ vectors, withQueries: true, onMade }))
  }
  const { queryLog, gapRecords, statistics } = records
  const running = await startBot({ knowledge, queryLog, gapRecords, statistics })
  await writeAskedBefore(database, knowledge.corpus)
  return {
    running,
    edit: async (file: string, change: (text: string) => string) =>
      write(file, change(await readFile(join(dir, file), 'utf8'))),
    reset: (file: string) => cp(join(ROOT, 'knowledge', file), join(dir, file)),
    async stop() {
      await running.stop()
      await records.close()
      await rm(home, { recursive: true })
    },
  }
}

describe('the repository', () => {
  let started: Started
  beforeAll(async () => {
    started = await start()
  })
  afterAll(() => started?.stop())

  it.each(SCENES)('$name', (scene) => take(scene, started))
  it.each(
    listAdminScenes(ADMIN, async (what) => {
      await started.reset(`${ARTICLE}.checks.yaml`)
      await started.reset(`${ARTICLE}.md`)
      if (what === 'passage') await started.edit(`${ARTICLE}.md`, (text) => text.replace('众人期许', '众人所望'))
      if (what === 'check')
        await started.edit(`${ARTICLE}.checks.yaml`, (text) =>
          text.replace('  s3-1:', '  s3-1:\n    - "每年要储备多少名卓越工程师"\n    - "谁主张成建制引进团队"'),
        )
      if (what === 'fault')
        await started.edit(`${ARTICLE}.md`, (text) =>
          text.replace('【马卫】', '【马为】').replace('date: 2023-01', 'date: 2023年'),
        )
    }),
  )('$name', (scene) => take(scene, started))
})

describe('three articles', () => {
  let started: Started
  beforeAll(async () => {
    started = await start({
      'harbour.md': HARBOUR.replace('    office: 港务局局长', '    office: 港务局局长\n    aliases: [林局, Lin Hai]'),
      'market.md': MARKET.replace(
        'date: 2023',
        'date: 2023\nspeakers:\n  - {name: 林海, office: 商务局副局长, aliases: [林局]}',
      ),
    })
  })
  afterAll(() => started?.stop())

  it.each(SECOND_SCENES)('$name', (scene) => take(scene, started))
})
