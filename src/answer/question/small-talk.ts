import { listContentWords } from '../../text/content-words.ts'
import { blankAskingWords } from '../../text/normalize.ts'

/**
 * Han words of texts that ask nothing of the material, folded, by what they do. A text of nothing else points at
 * something that only a conversation would tell, judges, greets, or steers a program.
 */
const HAN_TALK = {
  judging:
    '不对|对不对|错误|错了|你错了|弄错|搞错|说错|答错|错|不准确|不准|准确|准不准|胡说八道|胡说|胡扯|瞎说|乱说|乱讲|扯淡|骗人|' +
    '骗子|骗我|真的|假的|真假|是真的|确定|肯定|当真|靠谱|凭什么|不信|相信|没错|正确|答非所问|看不懂|没看懂|听不懂|没听懂|' +
    '没懂|不懂|懂了|不明白|没明白|什么鬼|什么意思|啥意思|什么玩意|说人话|讲人话|太长不看|太长|太短|简短|厉害|垃圾|滚蛋|滚|笨蛋|' +
    '笨|傻子|傻|白痴|智障|有病|神经病|无语|离谱|服了|笑死|搞笑|牛逼|点赞|赞成|不赞成|支持|反对|同意|不同意|可以|不可以|' +
    '不行|不要|不用|不好|不是|很好|太好|挺好|真好|好用|没用|有用|有道理|说得对|漂亮|优秀|精彩|一般般|一般|还行|凑合|差劲|差评|' +
    '好评|喜欢|不喜欢|讨厌|烦|无聊|没意思|有意思|很棒|真棒|棒|酷|强|弱|差|顶|踩|赞|坏|烂|够了|行了|得了',
  greeting:
    '恭喜|祝贺|祝|快乐|愉快|新年|春节|元旦|中秋|国庆|圣诞|端午|生日|周末|节日|辛苦|没事|没关系|不客气|别客气|对不起|抱歉|' +
    '不好意思|早安|午安|晚安|早上好|上午好|中午好|下午好|晚上好|早|各位|大家|朋友们|亲|吃饭|吃|在不在|有人|在线|在|哈喽|嗨|喂|' +
    '拜拜|再见|回见|加油|谢谢|多谢|谢|爱|想你|么么哒|久仰|幸会|恭候|发财',
  steering:
    '继续|然后|接着|接下来|下一|上一|下页|上页|翻页|换一|换个|换下|换|重来|重新|再来|再说|再试|重试|遍|次|取消|撤回|撤销|' +
    '返回|退出|退订|停止|停下|停|开始|结束|算了|稍等|等等|等一下|等|清空|删除|菜单|设置|关闭|打开|刷新|提交|确认|签到|打卡|' +
    '帮助|帮忙|帮帮|帮|救命|转人工|人工客服|客服|转|使用|说明|怎么用|用法|怎么问|怎么提问|提问|问|能问|功能|指令|命令|总结|概括|归纳|' +
    '翻译|详细|具体|展开|说说|讲讲|聊聊|简单|长话短说|说清楚|讲清楚|清楚|解释|举个例子|例子|会什么|能做什么|能干|做什么|干什么|' +
    '干嘛|回答|答案|答|问题|全部|所有|显示|查看|看看|看|发',
  pointing:
    '这个|那个|这些|那些|这里|那里|这样|那样|这边|那边|这|那|它|他|她|我|你|您|们|咱|自己|第[一二三四五六七八九十\\d]+|上面|下面|' +
    '前面|后面|刚才|刚刚|之前|最后|其他|其它|别的|另外|还有|更多|作者|出处|来源',
  bot: '机器人|真人|人类|聪明|几岁|名字|谁|叫',
  chatting:
    '测试|试试|试|广告|加微信|关注|转发|分享|收藏|路过|围观|沙发|占楼|打酱油|冒泡|潜水|吃瓜|求助|楼主|楼上|楼下|群主|管理员',
}
/** Their English fellows. */
const ENGLISH_TALK =
  'test|testing|wrong|right|correct|incorrect|true|false|fake|nonsense|bullshit|liar|lies?|good|bad|great|nice|cool|wow|' +
  'awesome|terrible|stupid|dumb|idiot|no|yes|yep|yeah|nope|sure|fine|really|seriously|sorry|please|congratulations|congrats|' +
  'happy|merry|new|year|christmas|birthday|weekend|morning|afternoon|evening|night|job|done|well|lol|haha|hmm+|thx|help|' +
  'next|back|stop|cancel|start|begin|menu|again|continue|previous|page|repeat|retry|reset|quit|exit|settings|explain|' +
  'summari[sz]e|summary|translate|details?|more|briefly|tldr|too|long|short|human|agent|operator|robot|bot|are|is|it|' +
  'this|that|he|she|they|you|i|me|we|us|your?|my|do|does|did|dont|don|understand|get|mean|means|agree|disagree|like|hate|' +
  'love|here|there|anyone|anybody|somebody|hello|world|not|so|and|first|second|third|last|one|then|go|on|show|tell|use|ask|' +
  'how|what|when|where|who|which|why|can|will|could|would|about|to|the|a|an|of|in|for|s|t|m|re|ok'
/** What stands between them and around them. */
const FILLERS =
  '请|想|要|能|会|有没有|有|没|是不是|是否|是|到底|究竟|一下子?|一点|有点|点|些|个|条|段|句|页|步|种|位|名|的|地|得|了|着|过|' +
  '吗|呢|吧|啊|呀|哦|嘛|么|哈|嘿|噻|嗯|额|呃|诶|哎|唉|喔|噢|哇|啦|咯|呗|也|都|就|又|再|还|才|很|太|真|好|最|更|多|少|不|和|跟|' +
  '给|把|来|去|到|让|说|讲|什么|啥|哪里|哪儿|哪|怎么样|怎么办|怎么|怎样|咋|如何|为什么|为何|几|多少|时候|一'

const HAN_WORDS = Object.values(HAN_TALK).flatMap((words) => words.split('|'))
const TALK_WORDS = toPattern(HAN_WORDS)
const ALL_WORDS = toPattern([...HAN_WORDS, ...FILLERS.split('|')])
const MARKS = /[^\p{L}\p{N}]+/gu
/** Keys that somebody pressed: one or two figures, or a character again and again. Two letters may be a term: EV. */
const KEYS = /^(?:\p{N}{0,2}|([a-z\p{N}])\1*)$/u
/** UTF-16 units: a longer text says more than that. */
const LONGEST = 60

/** Tells whether a folded text is nothing but small talk, which asks nothing of the material. */
export function isSmallTalk(folded: string): boolean {
  if (folded.length > LONGEST) return false
  return KEYS.test(folded.replace(MARKS, '')) || folded.replace(ALL_WORDS, '').replace(MARKS, '') === ''
}

/** Both spellings of 謝 are one when folded. */
const THANKS = /谢|唔该|\b(?:thanks?|thx|cheers)\b/u

/** Tells whether a folded text that asks nothing thanks for something. */
export function isThanks(folded: string): boolean {
  return THANKS.test(folded)
}

/** Words beside the asking ones from which a text says by itself what it is about. */
const LEAST_WORDS = 2

/**
 * Tells whether a text says by itself what it asks, so that it can be suggested: a "Yeah.", a greeting or a question
 * such as "Why?" only follows on something.
 */
export function hasSubstance(text: string): boolean {
  const lower = text.toLowerCase()
  return !isSmallTalk(lower) && listContentWords(blankAskingWords(lower), []).length >= LEAST_WORDS
}

/** Lists the words of small talk in a folded text that a heading may be about. */
export function listTalkWords(folded: string): string[] {
  return folded.match(TALK_WORDS) ?? []
}

/** Matches English talk and Han words, the longest first. */
function toPattern(han: readonly string[]): RegExp {
  const longestFirst = han.toSorted((one, other) => other.length - one.length)
  return new RegExp([...longestFirst, `\\b(?:${ENGLISH_TALK})\\b`].join('|'), 'gu')
}
