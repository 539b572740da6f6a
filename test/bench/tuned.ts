import * as thresholds from '../../src/answer/quote/thresholds.ts'
import * as tuning from '../../src/search/tuning.ts'

const GROUPS: Readonly<Record<string, unknown>> = { ...tuning, ...thresholds }

/**
 * Gives tuning numbers other values for the rest of the process, such as `ASKS.rank=3`.
 *
 * @throws Error if there is no such number
 */
export function setTuning(settings: readonly string[]): void {
  for (const setting of settings) {
    const [, name = '', key = '', value = ''] = /^([A-Z0-9]+)\.(\w+)=(-?[\d.]+)$/u.exec(setting) ?? []
    const group = GROUPS[name]
    const isKnown = typeof group === 'object' && group !== null && typeof Reflect.get(group, key) === 'number'
    if (!isKnown || Number.isNaN(Number(value)))
      throw new Error(`${setting} names no tuning number: write it like ASKS.rank=3`)
    Reflect.set(group, key, Number(value))
  }
}
