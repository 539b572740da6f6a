import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** What a process and those that it started have taken so far: megabytes, and seconds of a core. */
export interface Usage {
  readonly memory: number
  /** Unknown where the system has no /proc. */
  readonly mostMemory: number | undefined
  readonly seconds: number
}

/** The unit of /proc's times: ticks of a second, on every Linux that Node runs on. */
const TICKS = 100
const KILOBYTES = 1024
const NANOSECONDS = 1e6

/** Reads what a process has taken, from /proc or `ps`; undefined where there is neither, or no such process. */
export async function readUsage(pid: number | undefined): Promise<Usage | undefined> {
  if (pid === undefined) return undefined
  const own = (await readProc(pid)) ?? (await readPs(pid))
  if (!own) return undefined
  const children = await Promise.all((await listChildren(pid)).map(readUsage))
  return children.filter((child) => child !== undefined).reduce(add, own)
}

/**
 * Reads the milliseconds of a core that the threads of a process, and of those that it started, have taken. It is
 * finer than a tick, but lacks what ended threads took; only Linux has it.
 */
export async function readCoreTime(pid: number | undefined): Promise<number | undefined> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  if (pid === undefined || threads.length === 0) return undefined
  const stats = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').catch(() => '')),
  )
  if (stats.every((stat) => stat === '')) return undefined
  const own = stats.reduce((sum, stat) => sum + Number(stat.split(' ')[0]), 0) / NANOSECONDS
  const children = await Promise.all((await listChildren(pid)).map(readCoreTime))
  return children.reduce<number>((sum, child) => sum + (child ?? 0), own)
}

async function readProc(pid: number): Promise<Usage | undefined> {
  const read = (name: string) => readFile(`/proc/${pid}/${name}`, 'utf8')
  const [status, stat] = await Promise.all([read('status'), read('stat')]).catch(() => [])
  if (status === undefined || stat === undefined) return undefined
  const toMegabytes = (field: string) =>
    Number(new RegExp(String.raw`^${field}:\s+(\d+) kB`, 'mu').exec(status)?.[1]) / KILOBYTES
  // The name, in brackets, may hold spaces; times in user and system mode are the 12th and 13th field after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    memory: toMegabytes('VmRSS'),
    mostMemory: toMegabytes('VmHWM'),
    seconds: (Number(fields[11]) + Number(fields[12])) / TICKS,
  }
}

/** `ps` gives kilobytes, and the time as minutes and seconds, on macOS with hundredths. */
async function readPs(pid: number): Promise<Usage | undefined> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=,time=', '-p', String(pid)]).catch(() => ({
    stdout: '',
  }))
  const [, memory, time] = /^\s*(\d+)\s+([\d:.]+)\s*$/u.exec(stdout) ?? []
  if (memory === undefined || time === undefined) return undefined
  const seconds = time.split(':').reduce((sum, part) => sum * 60 + Number(part), 0)
  return { memory: Number(memory) / KILOBYTES, mostMemory: undefined, seconds }
}

async function listChildren(pid: number): Promise<number[]> {
  const threads = await readdir(`/proc/${pid}/task`).catch(() => [])
  const lists = await Promise.all(
    threads.map((thread) => readFile(`/proc/${pid}/task/${thread}/children`, 'utf8').catch(() => '')),
  )
  return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number))
}

function add(one: Usage, other: Usage): Usage {
  const [most, mostOfOther] = [one.mostMemory, other.mostMemory]
  return {
    memory: one.memory + other.memory,
    mostMemory: most === undefined || mostOfOther === undefined ? undefined : most + mostOfOther,
    seconds: one.seconds + other.seconds,
  }
}
