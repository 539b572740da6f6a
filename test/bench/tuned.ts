import * as thresholds from '../../src/answer/quote/thresholds.ts'
import * as tuning from '../../src/search/tuning.ts'

const GROUPS: Readonly<Record<string, unknown>> = { ...tuning, ...thresholds }

/**
 * Gives tuning numbers other values for the rest of the process, such as `ASKS.rank=3` or `WORDS.alone.lead=0.3`.
 *
 * @throws Error if there is no such number
 */
export function setTuning(settings: readonly string[]): void {
  for (const setting of settings) {
    const [, path = '', key = '', value = ''] = /^([A-Z0-9_]+(?:\.\w+)*)\.(\w+)=(-?[\d.]+)$/u.exec(setting) ?? []
    const group = path.split('.').reduce<unknown>((holder, name) => toProperty(holder, name), GROUPS)
    const isKnown = typeof toProperty(group, key) === 'number'
    if (!isKnown || Number.isNaN(Number(value)) || typeof group !== 'object' || group === null)
      throw new Error(`${setting} names no tuning number: write it like ASKS.rank=3`)
    Reflect.set(group, key, Number(value))
  }
}

function toProperty(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, name) : undefined
}
