import type { Attribution, DraftSpeaker } from './attribution.ts'
import type { Sighting } from './introduced/introductions.ts'
import { type Handles, findMentions } from './mentions.ts'
import { readLabel } from './shapes/labels.ts'
import { parsePerson } from './shapes/person.ts'
import { toTitleAtEnd } from './shapes/names.ts'
import type { ReadBlock } from './shapes/reading.ts'

/** 請陳委員超明發言。 at the end of a turn of the chair. */
const CALL =
  /请([^，。！？；：“”\n请]{2,24}?)(?:先|再|来|上台)?(?:发言|说明|答复|答覆|回答|报告|补充|质询|回应|回覆)(?:一下)?(?:，谢谢)?[。！]?\s*$/u
/** A page is the record of a meeting where the chair calls this many times. */
const MIN_CALLS = 3
const LONGEST_CALL = 160
const ADDRESSES_CHAIR = /主席[、，]/u
const CHAIR = '主席'
const INTERJECTION = /^[\s]*（(?:在[^（）]{1,8}|插话|插嘴|台下)）/u
const ASKS = /[？?]\s*$/u
/** What a chair says to lead through a meeting. */
const LEADS =
  /^(?:现在(?:进行|处理|开始|休息|散会|继续)|进行|请问各位|请问大家|报告委员会|针对第|本案|第[^，。]{1,6}[条案][^。]{0,40}(?:保留|处理|通过)|休息|散会)|(?:各位|大家)[^。？]{0,12}有(?:没有|无)(?:其他)?(?:意见|异议)|有无(?:意见|异议)|(?:无|没有)异议|先予保留|既(?:不同意|有反对|无异议)|本席(?:征询|宣布)|发言时间|逐条(?:讨论|处理|审议)|照案通过/u

/** Finds those whom a chair calls to speak, where a record of a meeting has no labels. */
export function findFloorHolders(read: readonly ReadBlock[]): Sighting[] {
  const calls = read.flatMap((one) => {
    const called = readCall(one)
    return called ? [{ one, called }] : []
  })
  if (calls.length < MIN_CALLS || read.some((one) => readLabel(one)?.kind === 'person')) return []
  const people = calls.flatMap(({ one, called }): Sighting[] => {
    const person = parsePerson(called)
    return person ? [{ ...person, line: one.block.line, isSure: false }] : []
  })
  const addressed = read.find(({ plain }) => ADDRESSES_CHAIR.test(plain))
  const chair: Sighting[] = addressed
    ? [{ name: CHAIR, role: CHAIR, isBare: true, line: addressed.block.line, isSure: false }]
    : []
  return [...chair, ...people]
}

/** Whom the last sentence of a block calls to speak. */
function readCall({ text, plain, isHeading }: ReadBlock): { text: string; plain: string } | undefined {
  const from = Math.max(0, plain.length - LONGEST_CALL)
  const found = isHeading ? null : CALL.exec(plain.slice(from))
  if (found?.[1] === undefined) return undefined
  const start = from + found.index + found[0].indexOf(found[1])
  return { text: text.slice(start, start + found[1].length), plain: found[1] }
}

/** What a meeting knows at a block: who has the floor, who answers, who spoke last, who is called next. */
interface Floor {
  holder?: DraftSpeaker | undefined
  answerer?: DraftSpeaker | undefined
  last?: DraftSpeaker | undefined
  called?: DraftSpeaker | undefined
  /** Whether the chair leads on, so that nobody speaks until the next call. */
  isLed?: boolean
  /** Who interjected last. */
  heckler?: DraftSpeaker | undefined
}

/**
 * Gives the turns of a meeting's record without labels to the chair, to whom the chair called, and in turn to who asks
 * and who answers; only a call and what follows it are sure. Undefined where the page is no such record.
 */
export function attributeMeeting(
  read: readonly ReadBlock[],
  handles: Handles,
  speakers: readonly DraftSpeaker[],
): (Attribution | undefined)[] | undefined {
  const chair = speakers.find(({ role, name }) => role === CHAIR || name === CHAIR)
  if (!chair || read.filter((one) => readCall(one)).length < MIN_CALLS) return undefined
  const floor: Floor = {}
  return read.map((one, index) => {
    if (one.isHeading) return undefined
    const turn = takeTurn(one, { floor, chair, handles, before: read[index - 1] })
    floor.last = turn.speaker ?? floor.last
    if (!turn.speaker) return { voice: 'narration', names: [], reason: 'several', isSure: false, label: '' }
    const names = [turn.speaker.name]
    return { voice: 'speech', names, reason: turn.isSure ? 'neighbour' : 'continued', isSure: turn.isSure, label: '' }
  })
}

interface Meeting {
  readonly floor: Floor
  readonly chair: DraftSpeaker
  readonly handles: Handles
  readonly before: ReadBlock | undefined
}

function takeTurn(
  one: ReadBlock,
  { floor, chair, handles, before }: Meeting,
): { speaker?: DraftSpeaker | undefined; isSure: boolean } {
  const call = readCall(one)
  const called = call && one.plain.length <= LONGEST_CALL ? findCalled(handles, one, call.plain) : undefined
  if (called && floor.called === undefined) {
    const isOfficial = called.office !== undefined && !/委[员員]|議員|议员/u.test(called.office)
    if (isOfficial && floor.holder) floor.answerer = called
    else Object.assign(floor, { holder: called, answerer: undefined })
    floor.called = called
    floor.isLed = false
    return { speaker: chair, isSure: true }
  }
  if (INTERJECTION.test(one.plain)) {
    const named = before ? findMentions(handles, before).map(({ speaker }) => speaker) : []
    floor.heckler = named.findLast((speaker) => speaker !== floor.last && speaker !== chair) ?? floor.heckler
    return { speaker: floor.heckler, isSure: false }
  }
  if (floor.called) {
    const speaker = floor.called
    floor.called = undefined
    return { speaker, isSure: true }
  }
  if (LEADS.test(one.plain)) floor.isLed = true
  if (!floor.holder || floor.isLed === true) return { speaker: chair, isSure: false }
  return { speaker: takeTurns(floor, one.plain, before?.plain ?? ''), isSure: false }
}

/** Who asks and who answers speak in turn; a question is the former's, and so is what calls the latter by title. */
function takeTurns({ holder, answerer, last }: Floor, plain: string, before: string): DraftSpeaker | undefined {
  if (!answerer) return holder
  const called = /^[^，。]{1,8}(?=，)/u.exec(plain)?.[0] ?? ''
  if (ASKS.test(plain) || (called !== '' && toTitleAtEnd(called) === called))
    return called === '委员' ? answerer : holder
  if (last === holder && ASKS.test(before)) return answerer
  return last === holder ? answerer : holder
}

function findCalled(handles: Handles, one: ReadBlock, words: string): DraftSpeaker | undefined {
  const start = one.plain.lastIndexOf(words)
  return findMentions(handles, one).findLast((mention) => mention.start >= start)?.speaker
}
