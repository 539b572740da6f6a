import { spawn } from 'node:child_process'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startFakeBotApi } from '../fake-bot-api/fake-bot-api.ts'

const api = await startFakeBotApi()
const dir = await mkdtemp(join(tmpdir(), 'kills-'))
const env = {
  ...process.env,
  BOT_TOKEN: api.token,
  BOT_API_ROOT: api.url,
  KNOWLEDGE_DIR: '/tmp/w/scratch-outage/k2',
  DATABASE_URL: `file:${dir}/a.db`,
  MODEL_DIR: '',
  LOG_LEVEL: 'warn',
}
const told = new Map<string, number>()
const start = () => {
  const child = spawn(process.execPath, ['bin/run.js', 'main'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  child.stdout!.setEncoding('utf8').on('data', (t: string) => {
    for (const l of t.split('\n')) {
      const m = /"msg":"([^"]*)"/.exec(l)?.[1]
      if (m) told.set(m, (told.get(m) ?? 0) + 1)
    }
  })
  return child
}
let outage = false
api.failWith((method) =>
  outage && method !== 'getUpdates' && method !== 'getMe' ? { error_code: 502, description: 'Bad Gateway' } : undefined,
)
const users: number[] = []
let user = 1000
const end = Date.now() + 70_000
let child = start()
const traffic = (async () => {
  while (Date.now() < end) {
    users.push(++user)
    api.message('新码头什么时候动工', { from: user })
    await sleep(25)
  }
})()
let kills = 0
while (Date.now() < end) {
  await sleep(900 + Math.random() * 1500)
  outage = Math.random() < 0.3
  child.kill('SIGKILL')
  kills++
  child = start()
}
await traffic
outage = false
await sleep(25_000)
const counts = users.map((u) => api.sent(u).length)
console.log({
  kills,
  asked: users.length,
  lost: counts.filter((c) => c === 0).length,
  twice: counts.filter((c) => c === 2).length,
  more: counts.filter((c) => c > 2).length,
  faults: api.faults.length,
  pending: api.pending().length,
})
console.log([...told])
child.kill('SIGTERM')
await api.close()
process.exit()
