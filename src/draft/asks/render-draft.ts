import { type Article, toCitations, toLocalId } from '../../knowledge/article.ts'
import { toOneLine } from '../../knowledge/companions/wordings.ts'
import type { Proposals } from './proposals.ts'

/** What stands at the top of the file, for the editor. */
const TOP = [
  '# Proposed asks: the bot never reads this file. Move the lines that people would ask over to a file that ends in',
  '# .asks.yaml beside it, and delete the rest. Behind each line stand the words of the passage that answer it.',
  '# 建议的问法：机器人不读这个文件。人们真会这样问的，请移到旁边以 .asks.yaml 结尾的文件里，其余的删去。',
  '# 每条后面是段落里回答它的原话。',
]

/** Renders proposals as YAML in the form of a file of asks, each ask with its span in a comment. */
export function renderAsksDraft(article: Article, { asks, unanswered }: Proposals): string {
  const blocks = toCitations([article]).flatMap(({ passage }) => {
    const own = asks.filter((ask) => ask.passage === passage.id)
    const lines = own.map(({ ask, span }) => `    - ${toScalar(ask)} # ${toOneLine(span)}`)
    return lines.length > 0 ? [`  ${toLocalId(passage.id)}:`, ...lines] : []
  })
  const lines = unanswered.map(({ ask }) => `  - ${toScalar(ask)}`)
  return [
    ...TOP,
    `article: ${article.id}`,
    ...(blocks.length > 0 ? ['', 'asks:', ...blocks] : []),
    ...(lines.length > 0 ? ['', 'unanswered:', ...lines] : []),
    '',
  ].join('\n')
}

/** JSON's strings are YAML's too. */
function toScalar(text: string): string {
  return JSON.stringify(text)
}
