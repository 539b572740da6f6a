import { UsageError } from '../../errors.ts'
import { type Language, findLanguage } from '../../i18n/languages.ts'
import type { AllTexts } from '../texts/texts.ts'
import { removeControls } from './control-characters.ts'

/** What the arguments of `wenzheng chat` ask for. */
export interface Options {
  readonly isHelp: boolean
  readonly language: Language
}

const LANGUAGE = /^--lang(?:=(.*))?$/su

/**
 * Parses the arguments of `wenzheng chat`.
 *
 * @param language unless an argument names another
 * @throws UsageError naming the first argument that is wrong
 */
export function parseOptions(args: readonly string[], language: Language, allTexts: AllTexts): Options {
  let options: Options = { isHelp: false, language }
  const left = [...args]
  for (let argument = left.shift(); argument !== undefined; argument = left.shift()) {
    const named = LANGUAGE.exec(argument)
    if (named) options = { ...options, language: parseLanguage(named[1] ?? left.shift(), allTexts[options.language]) }
    else if (argument === '--help' || argument === '-h') options = { ...options, isHelp: true }
    else throw new UsageError(allTexts[options.language].terminalUnknownOption(removeControls(argument)))
  }
  return options
}

function parseLanguage(name: string | undefined, texts: AllTexts[Language]): Language {
  const language = name === undefined ? undefined : findLanguage(name)
  if (!language) throw new UsageError(texts.terminalNotALanguage)
  return language
}
