/** What the bot says in 简体中文; in Fluent, https://projectfluent.org */
export const zhHans = `
start =
    想了解政策，直接问就行。我只引用材料里的原话，注明是谁、什么职务说的；材料没有讲到的，我会直说。

    { $examples }
help =
    用自己的话提问，我会找出材料里能回答它的原文，注明发言人和职务。

    { $examples }

    也可以问“某某是谁”“有哪些人参加”，或者不提问，直接浏览：/topics 议题，/speakers 发言人，/article 文章。
    可以接着问：“那某某呢”“他还说了什么”，或者只写“谁说的”“出处”“上下文”“还有吗”；在群里请回复我的回答。
    在群里：/ask 加上问题，或者 @ 我提问，或者回复我的消息。在任何聊天里：输入 @{ $username } 加上问题。
    换界面语言：/language。留存你的什么：/privacy
try-these =
    例如：
    { $examples }
suggest-said = { $name }说了什么？
suggest-who = { $name }是谁？
no-examples = 材料里暂时没有可举的例子。
ask-how = 想问什么？在 /ask 后面写上问题，或者直接回复这条消息。
unknown-command = 没有这个命令。直接写出问题就可以问，/help 有说明。
only-text = 我只看得懂文字，请把问题写出来。
failed = 出了点问题，这一条没能回答，请过一会儿再问一次。

unjudged = 没看懂具体问的是什么。{ $names }在材料里说过：
understood = （按“{ $query }”查找）
none = 材料里没有讲到这个问题，所以不引用任何原文。
material = 现有的材料：{ $titles }。
material-more = 现有的材料共 { $total } 篇，最近的是：{ $titles }。
offered = 材料里没有讲“{ $lacks }”，最接近的是：
offered-close = 材料里没有直接回答这个问题，最接近的是：
choice = “{ $called }”可能是指：
unsaid = 材料里没有{ $names }对这个问题的说法。
who-said = 谈到的有：
no-part = 材料里没有讲到。
questions = 记者问的是：
gone = 这一段已经不在材料里了。
gone-item = 这一项已经不在材料里了。
unasked = 我只用文章里的原话回答问题。想问什么？写出问题就行。
thanked = 不客气，想到什么再问。
offers = 可以这样问：

narration = （叙述）
reporter = （记者提问）：
asker = （提问）：
about = 关于
asked = 记者问：{ $question }
asked-by = { $asker }问：{ $question }
under = 见：{ $headings }
same-question = （同上一问）
source = 出处：
title = 《{ $title }》
comma = ，
dash = ——{ " " }
left-out = ……
separator = 、
colon = ：
semicolon = ；
parentheses = （{ $text }）
spoke-of = 谈到：
said-nothing = 材料里没有此人的发言。
participants = 出现在材料里的有：
listed = 其他
not-a-speaker = 这是记者的叙述，不是某位发言人的话。
not-narrated = 这是文件的原文，不是某位发言人的话。
words-begin = “{ $words }”
no-more = 没有更多了：材料里讲到这个问题的，上面都已列出。
no-translation = 引用的是原文，我不翻译。在 Telegram 里按住那条消息，可以选“翻译”。
translate-hint = （要看译文，在 Telegram 里长按这条消息，选“翻译”。）
unclear = “{ $pronoun }”指的是谁、是什么？请写出来再问一次。
no-quote = 那条消息里没有找到现有材料的原文：可能没有引用谁的话，也可能引用的话已经改动或移除。请把问题完整地再问一次。
no-reply = 不知道指的是哪一段。请回复我的那条回答，再写一次；要问别的，请把问题写完整。
others-gone = 那条消息引用的其他的话，已经不在材料里了。

more-title = 还有 { $total } 段可能相关：
others-title = 其他人就此说的（{ $total } 段）：
words-title = { $name }在材料里的话（{ $total } 段）：
page = 第 { $page }/{ $pages } 页
topics-title = { $title }里的议题，点开看原文：
speakers-title = 材料里的人，点开看是谁、说了什么：
articles-title = 现有的文章，点开看出处和议题：
passages = { $total } 段
article-size = { $topics } 个议题，{ $passages } 段
converted = （引文由简体转换成繁体字）
cut-short = 原文较长，这里只引到此处。
whole = 看全文

button-context = 上下文
button-more = 更多 { $total }
button-others = 其他人怎么说 · { $total }
button-words = { $name }说的 · { $total }
button-follow-ups = 还可以问 ›
button-back = 返回
button-previous = ‹ 上一页
button-next = 下一页 ›
button-before = ‹ 上文
button-after = 下文 ›
button-convert = 转成繁体
button-original = 看原文字形
button-rest = 私聊里看全部（{ $total } 段）
button-private = 私聊里看全部
button-topics = 议题
button-speakers = 发言人
button-articles = 全部文章
button-wrong-passage = 不是这一段
button-wrong-speaker = 说话人不对
button-point = 另找一段
button-nothing = 材料里没有
button-ignore = 忽略
button-take = 照样换用
button-add = 加入材料
button-replace = 替换……
button-replace-now = 确定替换
button-keep = 不替换
button-add-anyway = 照样加入
button-check = 加入核对
button-undo = 撤销
button-open-gaps = 没有着落的问题 ›
button-gaps = 返回列表
button-wrong-unrelated = 答非所问

what-was-wrong = 哪里不对？请按下面的按钮。
thanks-up = 好的，谢谢。
thanks-down = 记下了，谢谢。
admins-only = 只有管理员能用。
no-records = 没有数据库，没法列出问过的问题。日志里有原因。
no-texts = 设置了 LOG_RETENTION_DAYS=0，不保存问题的文字，没法列出。
no-gaps = 没有待处理的问题：问过的都有了着落。
gaps-title = 没有着落的问题，{ $number } / { $total }
unanswered-count = { $total } 次没有回答
disliked-count = { $total } 次没有帮助
reason-passage = 不是这一段 { $total }
reason-speaker = 说话人不对 { $total }
reason-unrelated = 答非所问 { $total }
more-wordings = ……另有 { $total } 种问法
replied-declined = → 机器人说材料里没有讲到。
replied-offered = → 机器人说没有回答，附上了{ " " }
replied-quoted = → 机器人引用了{ " " }
replied-unjudged = → 机器人说不准答没答上，给了{ " " }
replied-unsaid = → 机器人说{ $names }没有讲到这个。
replied-listed = → 机器人列出了人物或问题。
point-title = 这样问，应该找到哪一段？
no-suggestions = 没有找到相近的段落。
search-other = 要找别的段落，请回复这条消息，写上几个词。
gap-closed = 这个问题已经处理过了。
lesson-gone = 这一条已经不在了：可能已经撤销，或者后来又改了。
decided-find = 记下了。这样问，从现在起会找到下面这一段：
decided-nothing = 记下了。这样问，从现在起会回答材料里没有讲到：
decided-ignored = 好的，以后不再列出：
written-to = 已写入 { $files }
is-checked = 每次重新载入都会核对这一条。
undone = 已撤销。
not-taught = 文件有问题，没有记下：
forbidden = 这样会有核对不符，没有记下：
unheard = 别的文件里写着相反的，没有记下。请先改好那里：
unwritable = 资料文件夹写不进去（{ $code }），没有记下。
wording-too-long = 问法太长，没有记下。

not-yours = 只有提问的人或管理员能翻看。想看的话，可以自己问一次。
slow-down = 问得太快了，请过 { $seconds } 秒再问。
group-slow-down = 群里问得太多了，请过 { $seconds } 秒再问。
choose-language = 我用哪种语言跟你说话？引用的原文不翻译。
language-auto = 跟随 Telegram
language-set = 好的，以后用简体中文。
language-kept = 好的，以后跟随 Telegram 的语言。
button-forget = 删除我问过的
privacy = { $kept ->
    [texts] 我会留存：问了什么，什么时候、用什么语言问的，显示了哪些段落，下面按了哪些按钮、怎么评价的。{ $days } 天后删除。编辑看得到没有着落的问法，看不到是谁问的：你只存为一个认不出是谁的编号。
    [numbers] 我会留存：什么时候、用什么语言问的，显示了哪些段落，下面按了哪些按钮、怎么评价的；不存问的文字。{ $days } 天后删除。你只存为一个认不出是谁的编号。
   *[nothing] 你问的，我什么都不留存。
}

    两分钟之内我记得你上一个问题，好明白下一个；一小时之内记得哪条回答是答哪条消息的，你改了消息，回答也跟着改。你选的语言一直留着，到改选为止：/language。编辑教给我的问法会留下，但不带是谁问的。你写的话同别的消息一样经过 Telegram。
forgotten = 已经删除：你问过的、按过的，都不再留存。
not-forgotten = 现在删除不了，请过一会儿再试。
inline-none = 材料里没有讲到；点这里到私聊里问

reloading = 正在重新载入…… { $percent } %
reloaded = 资料已重新载入，用时 { $seconds } 秒。
reloaded-unchanged = 文章没有改动。
reloaded-total = 现有 { $articles } 篇文章、{ $passages } 段{ $asks ->
    [0] { "" }
   *[other] 、{ $asks } 种问法
}。
change-added = { $title }：新增，{ $passages }
change-removed = { $title }：移除
change-changed = { $title }：{ $passages }，{ $details }
change-passages-changed = 改动 { $total } 段
change-passages-added = 新增 { $total } 段
change-passages-removed = 移除 { $total } 段
change-asks-added = 问法新增 { $total } 种
change-asks-removed = 问法移除 { $total } 种
change-elsewhere = 段落和问法之外有改动
more-articles = ……另有 { $total } 篇
forced = 按要求略过了 { $total } 条不符的核对：
checks-failed = { $total } 条核对里有 { $failed } 条不符，没有换用新资料，仍用原来的资料回答。要照样换用，请按下面的按钮，或发 /reload force。
failed-alike = { $total } 条核对：
check-expected = 应找到{ " " }
check-expected-nothing = 应当什么都找不到
check-instead = 却找到{ " " }
check-instead-nothing = 却什么都没找到
more-passages = ……另有 { $total } 段
details-in-private = 详情只在私聊里给管理员看。
already-taken = 这份资料已经在用了。
changed-since = 资料在那之后又改动过，所以重新准备了一次。
disagreed-folders = { $copies } 的资料文件夹和这一份不一样，各份都没有换用，仍用原来的资料回答。请让各份的文件夹一致，再发 /reload。
disagreed-refused = { $copies } 载入不了它的资料文件夹，各份都没有换用，仍用原来的资料回答。原因见它的日志。
disagreed-changed = 另一份机器人刚刚改了资料，没有重新载入。请再发一次 /reload。
refused = 资料有 { $total } 处问题，没有重新载入，仍用原来的资料回答。
more-problems = ……另有 { $total } 处，请运行 npx wenzheng check 查看。
same-problem = 同样的问题还有 { $total } 处：

file-kinds = 文件我只读 .txt、.md、.html 和 .docx。
file-too-large = 文件超过 1 MB，没有读取。
file-gone = 原来的文件已经取不到了，请重新发一次。
file-unreachable = 没能从 Telegram 取到文件，请过一会儿再试。
file-changed = 那条消息里的文件换过了，这是现在这个：
file-encoding = 文件是 { $encoding } 编码，加入时存成 UTF-8。
caption-unread = （文件的说明没有当作提问；要提问请另发一条。）
article-faulty = 这篇文章有 { $total } 处问题，不能加入。改好后请重新发来。
article-unconfirmed = 还有 { $total } 处推测没有确认，不能加入。核对、改正，删去每条 <!-- ? … --> 之后，再把文件发来。
article-taken = { $file } 已经有了，里面不是 id 为“{ $id }”的文章。没有加入；请换一个 id。
article-in-use = 这份文件已经在用了。
article-new = 加入后的文件：{ $file }
article-replaces = 会替换 { $file }：{ $change }
article-replaces-faulty = 会替换 { $file }，那份文件现在有问题。
article-same-words = { $title }，段落没有改动
article-confirm = 要替换 { $file } 吗？
article-added = 已写入 { $file }。
article-fails = 加入后，{ $total } 条核对里有 { $failed } 条不符。没有加入，什么都没有改动。要照样加入，请按下面的按钮。
article-changed = 文件夹里的这份文件刚刚变过，没有加入。请再按一次。
article-unwritable = 资料文件夹写不进去（{ $code }），没有加入。
checks-hold = { $total } 条核对都符合。
checks-broken = 因为这篇文章而不符的核对：{ $total } 条
checks-failing = 原先就不符的核对：{ $total } 条
checks-mended = 原先不符、现在符合的核对：{ $total } 条
draft-failed = 这一页太长或太复杂，没能读完。请把要用的文字复制到 .txt 文件里，再发来。
draft-guesses = 这是草稿，有 { $total } 处推测要看。看过一处，就改好并删去那里的 <!-- ? … -->，再把文件发回来。
draft-sure = 这是草稿，没有存疑之处。看过后把文件发回来，或者转发给我。
draft-leftovers = 没有放进文章的：{ $total } 处
more-items = ……另有 { $total } 处
more-guesses = ……另有 { $total } 行，见文件
at-line = 第 { $line } 行：

chart-title = 近 { $days } 天每天的提问
chart-answered = 有答案
chart-unanswered = 没有答案
stats-none = 近 { $days } 天没有人提问。
stats-no-database = 没有可用的数据库，所以没有统计。
stats-queries = 近 { $days } 天提问 { $total } 次{ $note }，平均每天 { $average } 次，今天 { $today } 次
stats-queries-since = 近 { $days } 天提问 { $total } 次{ $note }，从 { $date } 起平均每天 { $average } 次，今天 { $today } 次
stats-answered = 🟦 有答案 { $answered }{ $answeredNote }，🟧 没有答案 { $unanswered }{ $unansweredNote }
percent = { $share }%
stats-time = 用时：一半在 { $median } 秒内，95% 在 { $most } 秒内
stats-time-most = 用时：95% 在 { $most } 秒内
stats-new = 新
stats-compared = +、− 和“新”：与再前面 { $days } 天相比。
stats-all-new = 再前面 { $days } 天没有人提问。
stats-by-words = 目前只按字词查找原文：按意思查找的模型没有启用，或出错停用（见日志）。
stats-asked = 问得最多：
stats-no-texts = 问得最多的：不得而知，因为没有保留提问的文字。
stats-passages = 引用最多：
stats-votes = 反馈：👍 { $up }，👎 { $down }
stats-reason = { $reason ->
    [passage] 不是这一段
    [speaker] 说话人不对
    [unrelated] 答非所问
   *[other] 未说原因
} { $total }
stats-presses = 按钮：{ $presses }
stats-press = { $kind ->
    [answer] 看全部
    [back] 返回
    [more] 更多
    [others] 其他人怎么说
    [context] 上下文
    [words] 某人说的
    [exchange] 议题原文
    [query] 接着问
    [followUps] 看还可以问什么
    [speaker] 某人是谁
    [article] 文章
    [topics] 议题
    [speakers] 发言人
    [articles] 全部文章
   *[other] 其他
} { $total }

command-ask = 提问：/ask 加上问题
command-topics = 按议题浏览
command-speakers = 发言人
command-article = 文章和出处
command-language = 界面语言
command-privacy = 留存你的什么
command-help = 怎么用
command-gaps = 没有着落的问题
command-reload = 重新载入资料
command-stats = 近 30 天的统计
description = 用自己的话问政策，我找出材料里能回答的原文，一字不改，注明是谁、什么职务说的。材料没有讲到的，我会直说。
short-description = 问政策，给原文，注明谁说的。

terminal-welcome = 问政：写下问题，按回车。help 看用法，exit 结束。
terminal-loading = 正在读取 { $folder }……现在就可以提问，读完即答。
terminal-prompt = 问>
terminal-help =
    用自己的话提问，按回车；我会找出材料里能回答它的原文，注明发言人和职务。

    { $examples }

    也可以问“某某是谁”“有哪些人参加”，或者不提问，直接浏览：/topics 议题，/speakers 发言人，/article 文章。
    两分钟之内可以接着问：“那某某呢”“他还说了什么”，或者只写“谁说的”“出处”“上下文”“还有吗”。
    方括号里的数字是按钮：输入数字，就按了它。
    换语言：/language。改了资料：/reload。结束：exit，或者 Ctrl+D。
terminal-usage =
    用法：npx wenzheng chat [选项]

    在终端里提问，得到材料里的原话。也可以用管道：
        echo 问题 | npx wenzheng chat

    选项：
        --lang 语言    zh-Hans、zh-Hant 或 en；不写就看 LC_ALL、LC_MESSAGES、LANG
        --help         显示这段说明
terminal-unknown-option = 不认识“{ $option }”。用法：npx wenzheng chat --help
terminal-not-a-language = --lang 后面要写 zh-Hans、zh-Hant 或 en。
terminal-no-button = 没有 [{ $number }] 这个按钮。请输入方括号里的数字，或者把问题写成一句话。
terminal-no-reply = 不知道指的是哪一段。请把问题写完整，再问一次。
terminal-no-translation = 引用的是原文，我不翻译。
terminal-ask-how = 想问什么？写出问题就行。
terminal-language-auto = 跟随系统
terminal-language-kept = 好的，以后跟随系统的语言。
`
