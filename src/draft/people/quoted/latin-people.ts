import type { Sighting } from '../introduced/introductions.ts'
import { HONORIFICS, LATIN_NAME } from '../shapes/names.ts'
import { splitLatinOffice } from '../shapes/person.ts'
import type { ReadBlock } from '../shapes/reading.ts'
import { LATIN_ORIGIN, LATIN_SAYING, hasPronounSaying } from '../shapes/saying.ts'

/** Jane Doe, who chairs the association, said. */
const WHO = String.raw`(?:who (?:is |was )?(?=(?:the|an?|chairs?|heads?|leads?|led|runs|ran|directs?|manages|owns|founded|teaches|represents|edits|oversees|works)\b))?`
const LATIN_OFFICE = String.raw`${WHO}((?!who |whose |which |where )(?:the |an? )?\p{L}[^.;:“”"\n()]{2,140}?)`
/** Jane Doe, director of the institute, said; Jane Doe (director) said. */
const APPOSED_BEFORE = new RegExp(
  String.raw`(${LATIN_NAME})(${LATIN_ORIGIN})(?:, ${LATIN_OFFICE},|, (?:who|whose) [^.;“”"\n]{2,140},| \(([^()\n]{3,80})\))?,? (?:who )?(?:(?:\p{Ll}+ly|also|then|has|had|later) ){0,2}$`,
  'u',
)
/** said Jane Doe, director of the institute. */
const APPOSED_AFTER = new RegExp(
  String.raw`^ (?:the |\p{Ll}+ ){0,4}?(${LATIN_NAME})(${LATIN_ORIGIN})(?:, ${LATIN_OFFICE}(?=[.;”"\n]|$|, (?:who|which|where|in |on |at |about |during|after|before|when|while|as |adding|noting|told)))?`,
  'u',
)
const ACCORDING =
  /\b(?:[Aa]ccording to|(?:spoke|speaks|talked|talks|sat down|[Ii]nterview|[Cc]onversation|[Qq]&A) (?:with|to)|interviewed|joined by|[Ww]elcome)\b/gu
const SAYING = new RegExp(LATIN_SAYING.source, 'u')
const NO_FIRST_NAME =
  /^(?:Mr|Mrs|Ms|Dr|Prof|Professor|Senator|Secretary|Minister|Chairman|President|Director|Governor|Mayor|Judge|General|Sir|Lord|Lady)$/u
/** Finance Minister Aisha Rahman welcomed the decision. */
const SUBJECT = new RegExp(
  String.raw`(?:^|[.!?]["”’]? )(?:(?:His|Her|Their|The|A|An) \p{Ll}+ )?(${LATIN_NAME})(?:, [^.;“”"\n]{2,120},)? (?:now |still |never |also |once )?(?:\p{Ll}+(?:ed|s|t)|met|won|led)\b`,
  'u',
)
export const SENTENCE_OPENERS =
  /^(?:The|But|And|In|On|At|However|While|When|Meanwhile|Still|Yet|For|As|If|So|It|He|She|They|This|That|These|Those|There|Here|Last|After|Before|Since|Then|Also|One|Both|Many|Some|Most|Other|Another|A|An|With|By|From|To|What|Why|How|According) /u

const IS_HONORED = new RegExp(String.raw`^(?:${HONORIFICS})\. `, 'u')
const CALLED_BY_LAST_NAME = new RegExp(String.raw`^(?:${HONORIFICS})\.? \S+$`, 'u')

/** Finds the people whose words English text gives; `page` is all of its text, `next` what stands below. */
export function findLatinPeople(one: ReadBlock, page: string, next?: ReadBlock): Sighting[] {
  const { text } = one
  if (!/[A-Z]/u.test(text)) return []
  const found: Sighting[] = []
  for (const { index, 0: verb } of [...text.matchAll(LATIN_SAYING), ...text.matchAll(ACCORDING)]) {
    const before = !SAYING.test(verb) ? null : APPOSED_BEFORE.exec(text.slice(Math.max(0, index - 280), index))
    const after =
      /^(?:told|tells|asked|asks|urge)/u.test(verb) ||
      (SAYING.test(verb) && !/[,”"’?!—–-]\s?$/u.test(text.slice(Math.max(0, index - 2), index)))
        ? null
        : APPOSED_AFTER.exec(text.slice(index + verb.length, index + 340))
    const [, name, origin = '', office, inside] = before ?? []
    const last = before || after?.[1] !== undefined ? undefined : findLastName(text, index, page)
    if (last !== undefined) found.push(...toLatin(one, last, undefined))
    else if (name !== undefined) found.push(...toLatin(one, name, office ?? inside, origin))
    else if (after?.[1] !== undefined) found.push(...toLatin(one, after[1], after[3], after[2]))
  }
  // Mina Soto now walks to work. In the next paragraph: “…,” she said.
  const isQuotedBelow = next !== undefined && !next.isHeading && PRONOUN_QUOTED.test(next.text)
  const [, subject] = ((hasPronounSaying(one.plain) || isQuotedBelow) && SUBJECT.exec(text)) || []
  const named = found.length === 0 && hasPronounSaying(one.plain) ? findOnlyName(one) : undefined
  return [subject ?? named].reduce(
    (all, name) => (name === undefined ? all : [...all, ...toLatin(one, name, undefined)]),
    found,
  )
}

/** The committee met, Hon. Jane Doe [chairwoman of the committee] presiding. */
const PRESIDING = new RegExp(String.raw`(${LATIN_NAME}),? ?(?:[[(]([^\])\n]{3,80})[\])],? )?presid(?:ing|ed)\b`, 'u')

/** Finds who presides, as the head of a record tells it in a sentence. */
export function findPresiding(read: readonly ReadBlock[]): Sighting[] {
  return read.slice(0, 12).flatMap((one) => {
    const [, name, office] = PRESIDING.exec(one.text) ?? []
    return name === undefined
      ? []
      : [
          {
            name: name.replace(/^Hon\.? /u, ''),
            office,
            role: 'Chair',
            isBare: false,
            line: one.block.line,
            isSure: true,
          },
        ]
  })
}

/** For Mina Soto, who keeps ewes, the news was bad. “…,” she said: the only name of a paragraph in which a pronoun speaks. */
function findOnlyName({ text, quotations }: ReadBlock): string | undefined {
  const isQuoted = (place: number) => quotations.some(({ start, end }) => start < place && place < end)
  const names = [...text.matchAll(new RegExp(String.raw`(?<![Tt]he )\b${LATIN_NAME}(?=, (?:who|whose|\d\d)\b)`, 'gu'))]
  const [only, other] = names.filter(({ index }) => !isQuoted(index))
  return other ? undefined : only?.[0]
}

const PRONOUN_QUOTED = /^["“][^"”]+["”] (?:s?he \p{Ll}+|\p{Ll}+ s?he)\b/u

/** Keller said: whom the page names in full somewhere else. */
function findLastName(text: string, verb: number, page: string): string | undefined {
  const last = /(?:^|[^\p{L}])(\p{Lu}[\p{L}'’-]{2,20}) (?:(?:\p{Ll}+ly|also|then|has|had|later) ){0,2}$/u.exec(
    text.slice(Math.max(0, verb - 60), verb),
  )?.[1]
  if (last === undefined || SENTENCE_OPENERS.test(`${last} `)) return undefined
  for (let place = page.indexOf(` ${last}`); place >= 0; place = page.indexOf(` ${last}`, place + 1)) {
    const first = /(?:^|[^\p{L}])(\p{Lu}[\p{L}'’-]+(?: \p{Lu}\.)?)$/u.exec(
      page.slice(Math.max(0, place - 30), place),
    )?.[1]
    const isOther =
      first === undefined || NO_FIRST_NAME.test(first) || /^\p{L}/u.test(page.charAt(place + last.length + 1))
    if (!isOther && !SENTENCE_OPENERS.test(`${first} `)) return `${first} ${last}`
  }
  return undefined
}

/** @param origin the body that stands behind the name: of the University of Easton */
function toLatin(one: ReadBlock, words: string, office: string | undefined, origin = ''): Sighting[] {
  const opener = SENTENCE_OPENERS.exec(words)
  const { name, office: before } = splitLatinOffice(opener ? words.slice(opener[0].length) : words)
  if (!/ /u.test(name) || CALLED_BY_LAST_NAME.test(name)) return []
  // the Welsh Government: what an article stands before is no person, but for an office between them.
  const isBody = [`the ${name}`, `The ${name}`].some((body) => one.text.includes(body))
  if (before === undefined && isBody && !IS_HONORED.test(name)) return []
  const [title, body] = [before ?? '', origin.trim()]
  const beside =
    body === '' || title === '' ? title || body.replace(/^(?:of|from|at|with|for) (?:the )?/u, '') : `${title} ${body}`
  const told = (office ?? (beside === '' ? undefined : beside))?.replace(/^(?:the|an?) /u, '')
  return [{ name, office: told, isBare: told === undefined, line: one.block.line, isSure: false }]
}
