import type { Language } from '../../i18n/languages.ts'
import { removeForbidden } from '../../knowledge/forbidden-characters.ts'

/** What is explained in a template, in the order of the file. */
interface Explanations {
  readonly head: readonly string[]
  readonly optional: string
  readonly speakers: string
  readonly start: string
  readonly lead: string
  readonly narration: string
  readonly heading: string
  readonly question: string
  readonly speech: string
  readonly others: string
}

const IN_CHINESE: Explanations = {
  head: [
    '样板：把空着的填好，把不用的行删去，再把 ? 的注释都删去；npx wenzheng check 会说还缺什么。',
    '必填：哪家报刊。',
  ],
  optional: '知道才写，不知道就删去：日期写成 2024、2024-05 或 2024-05-06。还可以有 kicker（引题）、byline（署名）。',
  speakers: '谁在里面说话，每人一项，职务照页面写；没有人说话就全删去。aliases 是别人对他的叫法。',
  start: '每一段开头写明是谁的话，段落之间空一行，一字不改。段末可以写 ^id，问法和核对用它来指这一段。',
  lead: '导语',
  narration: '报纸自己的叙述。',
  heading: '小标题',
  question: '记者的提问，下面的段落回答它；不是问答的文章就删去。',
  speech: '发言人的话：方括号里写文首列出的姓名，几个人用 、 隔开。',
  others: '还可以用：【关于姓名】写此人但不是他的话；【原文】通知、法规的原文；【问：姓名】知道名字的人的提问。',
}

const IN_ENGLISH: Explanations = {
  head: [
    'A template: fill in what is empty, delete the lines that are not needed and then every comment with a ?;',
    'npx wenzheng check tells what is missing. Needed: the paper.',
  ],
  optional:
    'Only if known, otherwise delete: a date is 2024, 2024-05 or 2024-05-06. There may be kicker and byline too.',
  speakers: 'Who speaks, with the office as the page gives it; delete all where nobody does. aliases: other names.',
  start:
    'Each paragraph begins with whose words it is, an empty line parts two, and no word is changed. A ^id may end one.',
  lead: 'Introduction',
  narration: "The paper's own narration.",
  heading: 'Heading',
  question: 'A question of a reporter, answered by the paragraphs below; delete it where there is none.',
  speech: 'The words of a speaker: a name of those above in the brackets; several are parted by 、.',
  others:
    'Also: 【关于Name】 about somebody; 【原文】 the text of a notice or law; 【问：Name】 the question of a known person.',
}

/** Renders an article that is still to be filled in, with its marks explained; it is faulty until that is done. */
export function renderTemplate(id: string, title: string, language: Language): string {
  const says = language === 'en' ? IN_ENGLISH : IN_CHINESE
  return [
    '---',
    `id: ${id}`,
    `title: ${JSON.stringify(removeForbidden(title))}`,
    ...says.head.map((line) => `# ? ${line}`),
    'publication:',
    `# ? ${says.optional}`,
    'date:',
    'link:',
    `# ? ${says.speakers}`,
    'speakers:',
    '  - name:',
    '    office:',
    '    role:',
    '    aliases: []',
    '---',
    '',
    `<!-- ? ${says.start} -->`,
    '',
    `# ${says.lead}`,
    '',
    `<!-- ? ${says.narration} -->`,
    '',
    '【叙述】',
    '',
    `## ${says.heading}`,
    '',
    `<!-- ? ${says.question} -->`,
    '',
    '【问】',
    '',
    `<!-- ? ${says.speech} ${says.others} -->`,
    '',
    '【】',
    '',
  ].join('\n')
}
