/** What the bot says in 繁體中文; in Fluent, https://projectfluent.org */
export const zhHant = `
start =
    想了解政策，直接問就行。我只引用材料裡的原話，註明是誰、什麼職務說的；材料沒有講到的，我會直說。

    { $examples }
help =
    用自己的話提問，我會找出材料裡能回答它的原文，註明發言人和職務。

    { $examples }

    也可以問「某某是誰」「有哪些人參加」，或者不提問，直接瀏覽：/topics 議題，/speakers 發言人，/article 文章。
    可以接著問：「那某某呢」「他還說了什麼」，或者只寫「誰說的」「出處」「上下文」「還有嗎」；在群組裡請回覆我的回答。
    在群組裡：/ask 加上問題，或者 @ 我提問，或者回覆我的訊息。在任何聊天裡：輸入 @{ $username } 加上問題。
    換介面語言：/language。留存你的什麼：/privacy
try-these =
    例如：
    { $examples }
suggest-said = { $name }說了什麼？
suggest-who = { $name }是誰？
no-examples = 材料裡暫時沒有可舉的例子。
ask-how = 想問什麼？在 /ask 後面寫上問題，或者直接回覆這則訊息。
unknown-command = 沒有這個指令。直接寫出問題就可以問，/help 有說明。
only-text = 我只看得懂文字，請把問題寫出來。
failed = 出了點問題，這一則沒能回答，請過一會兒再問一次。

unjudged = 沒看懂具體問的是什麼。{ $names }在材料裡說過：
understood = （按「{ $query }」查找）
none = 材料裡沒有講到這個問題，所以不引用任何原文。
material = 現有的材料：{ $titles }。
material-more = 現有的材料共 { $total } 篇，最近的是：{ $titles }。
offered = 材料裡沒有講「{ $lacks }」，最接近的是：
offered-close = 材料裡沒有直接回答這個問題，最接近的是：
choice = 「{ $called }」可能是指：
unsaid = 材料裡沒有{ $names }對這個問題的說法。
who-said = 談到的有：
no-part = 材料裡沒有講到。
questions = 記者問的是：
gone = 這一段已經不在材料裡了。
gone-item = 這一項已經不在材料裡了。
unasked = 我只用文章裡的原話回答問題。想問什麼？寫出問題就行。
thanked = 不客氣，想到什麼再問。
offers = 可以這樣問：

narration = （敘述）
reporter = （記者提問）：
asker = （提問）：
about = 關於
asked = 記者問：{ $question }
asked-by = { $asker }問：{ $question }
under = 見：{ $headings }
same-question = （同上一問）
source = 出處：
title = 《{ $title }》
comma = ，
dash = ——{ " " }
left-out = ……
separator = 、
colon = ：
semicolon = ；
parentheses = （{ $text }）
spoke-of = 談到：
said-nothing = 材料裡沒有此人的發言。
participants = 出現在材料裡的有：
listed = 其他
not-a-speaker = 這是記者的敘述，不是某位發言人的話。
not-narrated = 這是文件的原文，不是某位發言人的話。
words-begin = 「{ $words }」
no-more = 沒有更多了：材料裡講到這個問題的，上面都已列出。
no-translation = 引用的是原文，我不翻譯。在 Telegram 裡按住那則訊息，可以選「翻譯」。
translate-hint = （要看譯文，在 Telegram 裡長按這則訊息，選「翻譯」。）
unclear = 「{ $pronoun }」指的是誰、是什麼？請寫出來再問一次。
no-quote = 那則訊息裡沒有找到現有材料的原文：可能沒有引用誰的話，也可能引用的話已經改動或移除。請把問題完整地再問一次。
no-reply = 不知道指的是哪一段。請回覆我的那則回答，再寫一次；要問別的，請把問題寫完整。
others-gone = 那則訊息引用的其他的話，已經不在材料裡了。

more-title = 還有 { $total } 段可能相關：
others-title = 其他人就此說的（{ $total } 段）：
words-title = { $name }在材料裡的話（{ $total } 段）：
page = 第 { $page }/{ $pages } 頁
topics-title = { $title }裡的議題，點開看原文：
speakers-title = 材料裡的人，點開看是誰、說了什麼：
articles-title = 現有的文章，點開看出處和議題：
passages = { $total } 段
article-size = { $topics } 個議題，{ $passages } 段
converted = （引文由簡體轉換成繁體字）
cut-short = 原文較長，這裡只引到此處。
whole = 看全文

button-context = 上下文
button-more = 更多 { $total }
button-others = 其他人怎麼說 · { $total }
button-words = { $name }說的 · { $total }
button-follow-ups = 還可以問 ›
button-back = 返回
button-previous = ‹ 上一頁
button-next = 下一頁 ›
button-before = ‹ 上文
button-after = 下文 ›
button-convert = 轉成繁體
button-original = 看原文字形
button-rest = 私聊裡看全部（{ $total } 段）
button-private = 私聊裡看全部
button-topics = 議題
button-speakers = 發言人
button-articles = 全部文章
button-wrong-passage = 不是這一段
button-wrong-speaker = 說話的人不對
button-point = 另找一段
button-nothing = 材料裡沒有
button-ignore = 忽略
button-take = 照樣換用
button-add = 加入材料
button-replace = 替換……
button-replace-now = 確定替換
button-keep = 不替換
button-add-anyway = 照樣加入
button-check = 加入核對
button-undo = 復原
button-open-gaps = 沒有著落的問題 ›
button-gaps = 返回列表
button-wrong-unrelated = 答非所問

what-was-wrong = 哪裡不對？請按下面的按鈕。
thanks-up = 好的，謝謝。
thanks-down = 記下了，謝謝。
admins-only = 只有管理員能用。
no-records = 沒有資料庫，沒辦法列出問過的問題。日誌裡有原因。
no-texts = 設定了 LOG_RETENTION_DAYS=0，不儲存問題的文字，沒辦法列出。
no-gaps = 沒有待處理的問題：問過的都有了著落。
gaps-title = 沒有著落的問題，{ $number } / { $total }
unanswered-count = { $total } 次沒有回答
disliked-count = { $total } 次沒有幫助
reason-passage = 不是這一段 { $total }
reason-speaker = 說話的人不對 { $total }
reason-unrelated = 答非所問 { $total }
more-wordings = ……另有 { $total } 種問法
replied-declined = → 機器人說材料裡沒有講到。
replied-offered = → 機器人說沒有回答，附上了{ " " }
replied-quoted = → 機器人引用了{ " " }
replied-unjudged = → 機器人說不準答沒答上，給了{ " " }
replied-unsaid = → 機器人說{ $names }沒有講到這個。
replied-listed = → 機器人列出了人物或問題。
point-title = 這樣問，應該找到哪一段？
no-suggestions = 沒有找到相近的段落。
search-other = 要找別的段落，請回覆這則訊息，寫上幾個詞。
gap-closed = 這個問題已經處理過了。
lesson-gone = 這一條已經不在了：可能已經復原，或者後來又改了。
decided-find = 記下了。這樣問，從現在起會找到下面這一段：
decided-nothing = 記下了。這樣問，從現在起會回答材料裡沒有講到：
decided-ignored = 好的，以後不再列出：
written-to = 已寫入 { $files }
is-checked = 每次重新載入都會核對這一條。
undone = 已復原。
not-taught = 檔案有問題，沒有記下：
forbidden = 這樣會有核對不符，沒有記下：
unheard = 別的檔案裡寫著相反的，沒有記下。請先改好那裡：
unwritable = 資料夾寫不進去（{ $code }），沒有記下。
wording-too-long = 問法太長，沒有記下。

not-yours = 只有提問的人或管理員能翻看。想看的話，可以自己問一次。
slow-down = 問得太快了，請過 { $seconds } 秒再問。
group-slow-down = 群組裡問得太多了，請過 { $seconds } 秒再問。
choose-language = 我用哪種語言跟你說話？引用的原文不翻譯。
language-auto = 跟隨 Telegram
language-set = 好的，以後用繁體中文。
language-kept = 好的，以後跟隨 Telegram 的語言。
button-forget = 刪除我問過的
privacy = { $kept ->
    [texts] 我會留存：問了什麼，什麼時候、用什麼語言問的，顯示了哪些段落，下面按了哪些按鈕、怎麼評價的。{ $days } 天後刪除。編輯看得到沒有著落的問法，看不到是誰問的：你只存為一個認不出是誰的編號。
    [numbers] 我會留存：什麼時候、用什麼語言問的，顯示了哪些段落，下面按了哪些按鈕、怎麼評價的；不存問的文字。{ $days } 天後刪除。你只存為一個認不出是誰的編號。
   *[nothing] 你問的，我什麼都不留存。
}

    兩分鐘之內我記得你上一個問題，好明白下一個；一小時之內記得哪則回答是答哪則訊息的，你改了訊息，回答也跟著改。你選的語言一直留著，到改選為止：/language。編輯教給我的問法會留下，但不帶是誰問的。你寫的話同別的訊息一樣經過 Telegram。
forgotten = 已經刪除：你問過的、按過的，都不再留存。
not-forgotten = 現在刪除不了，請過一會兒再試。
inline-none = 材料裡沒有講到；點這裡到私聊裡問

reloading = 正在重新載入…… { $percent } %
reloaded = 資料已重新載入，用時 { $seconds } 秒。
reloaded-unchanged = 文章沒有改動。
reloaded-total = 現有 { $articles } 篇文章、{ $passages } 段{ $asks ->
    [0] { "" }
   *[other] 、{ $asks } 種問法
}。
change-added = { $title }：新增，{ $passages }
change-removed = { $title }：移除
change-changed = { $title }：{ $passages }，{ $details }
change-passages-changed = 改動 { $total } 段
change-passages-added = 新增 { $total } 段
change-passages-removed = 移除 { $total } 段
change-asks-added = 問法新增 { $total } 種
change-asks-removed = 問法移除 { $total } 種
change-elsewhere = 段落和問法之外有改動
more-articles = ……另有 { $total } 篇
forced = 按要求略過了 { $total } 條不符的核對：
checks-failed = { $total } 條核對裡有 { $failed } 條不符，沒有換用新資料，仍用原來的資料回答。要照樣換用，請按下面的按鈕，或發 /reload force。
failed-alike = { $total } 條核對：
check-expected = 應找到{ " " }
check-expected-nothing = 應當什麼都找不到
check-instead = 卻找到{ " " }
check-instead-nothing = 卻什麼都沒找到
more-passages = ……另有 { $total } 段
details-in-private = 詳情只在私聊裡給管理員看。
already-taken = 這份資料已經在用了。
changed-since = 資料在那之後又改動過，所以重新準備了一次。
disagreed-folders = { $copies } 的資料夾和這一份不一樣，各份都沒有換用，仍用原來的資料回答。請讓各份的資料夾一致，再發 /reload。
disagreed-refused = { $copies } 載入不了它的資料夾，各份都沒有換用，仍用原來的資料回答。原因見它的日誌。
disagreed-changed = 另一份機器人剛剛改了資料，沒有重新載入。請再發一次 /reload。
refused = 資料有 { $total } 處問題，沒有重新載入，仍用原來的資料回答。
more-problems = ……另有 { $total } 處，請執行 npx wenzheng check 查看。
same-problem = 同樣的問題還有 { $total } 處：

file-kinds = 檔案我只讀 .txt、.md、.html 和 .docx。
file-too-large = 檔案超過 1 MB，沒有讀取。
file-gone = 原來的檔案已經取不到了，請重新發一次。
file-unreachable = 沒能從 Telegram 取到檔案，請過一會兒再試。
file-changed = 那則訊息裡的檔案換過了，這是現在這個：
file-encoding = 檔案是 { $encoding } 編碼，加入時存成 UTF-8。
caption-unread = （檔案的說明沒有當作提問；要提問請另發一則。）
article-faulty = 這篇文章有 { $total } 處問題，不能加入。改好後請重新發來。
article-unconfirmed = 還有 { $total } 處推測沒有確認，不能加入。核對、改正，刪去每條 <!-- ? … --> 之後，再把檔案發來。
article-taken = { $file } 已經有了，裡面不是 id 為「{ $id }」的文章。沒有加入；請換一個 id。
article-in-use = 這份檔案已經在用了。
article-new = 加入後的檔案：{ $file }
article-replaces = 會替換 { $file }：{ $change }
article-replaces-faulty = 會替換 { $file }，那份檔案現在有問題。
article-same-words = { $title }，段落沒有改動
article-confirm = 要替換 { $file } 嗎？
article-added = 已寫入 { $file }。
article-fails = 加入後，{ $total } 條核對裡有 { $failed } 條不符。沒有加入，什麼都沒有改動。要照樣加入，請按下面的按鈕。
article-changed = 資料夾裡的這份檔案剛剛變過，沒有加入。請再按一次。
article-unwritable = 資料夾寫不進去（{ $code }），沒有加入。
checks-hold = { $total } 條核對都符合。
checks-broken = 因為這篇文章而不符的核對：{ $total } 條
checks-failing = 原先就不符的核對：{ $total } 條
checks-mended = 原先不符、現在符合的核對：{ $total } 條
draft-failed = 這一頁太長或太複雜，沒能讀完。請把要用的文字複製到 .txt 檔案裡，再發來。
draft-guesses = 這是草稿，有 { $total } 處推測要看。看過一處，就改好並刪去那裡的 <!-- ? … -->，再把檔案發回來。
draft-sure = 這是草稿，沒有存疑之處。看過後把檔案發回來，或者轉發給我。
draft-leftovers = 沒有放進文章的：{ $total } 處
more-items = ……另有 { $total } 處
more-guesses = ……另有 { $total } 行，見檔案
at-line = 第 { $line } 行：

chart-title = 近 { $days } 天每天的提問
chart-answered = 有答案
chart-unanswered = 沒有答案
stats-none = 近 { $days } 天沒有人提問。
stats-no-database = 沒有可用的資料庫，所以沒有統計。
stats-queries = 近 { $days } 天提問 { $total } 次{ $note }，平均每天 { $average } 次，今天 { $today } 次
stats-queries-since = 近 { $days } 天提問 { $total } 次{ $note }，從 { $date } 起平均每天 { $average } 次，今天 { $today } 次
stats-answered = 🟦 有答案 { $answered }{ $answeredNote }，🟧 沒有答案 { $unanswered }{ $unansweredNote }
percent = { $share }%
stats-time = 用時：一半在 { $median } 秒內，95% 在 { $most } 秒內
stats-time-most = 用時：95% 在 { $most } 秒內
stats-new = 新
stats-compared = +、− 和「新」：與再前面 { $days } 天相比。
stats-all-new = 再前面 { $days } 天沒有人提問。
stats-by-words = 目前只按字詞查找原文：按意思查找的模型沒有啟用，或出錯停用（見日誌）。
stats-asked = 問得最多：
stats-no-texts = 問得最多的：不得而知，因為沒有保留提問的文字。
stats-passages = 引用最多：
stats-votes = 回饋：👍 { $up }，👎 { $down }
stats-reason = { $reason ->
    [passage] 不是這一段
    [speaker] 說話的人不對
    [unrelated] 答非所問
   *[other] 未說原因
} { $total }
stats-presses = 按鈕：{ $presses }
stats-press = { $kind ->
    [answer] 看全部
    [back] 返回
    [more] 更多
    [others] 其他人怎麼說
    [context] 上下文
    [words] 某人說的
    [exchange] 議題原文
    [query] 接著問
    [followUps] 看還可以問什麼
    [speaker] 某人是誰
    [article] 文章
    [topics] 議題
    [speakers] 發言人
    [articles] 全部文章
   *[other] 其他
} { $total }

command-ask = 提問：/ask 加上問題
command-topics = 按議題瀏覽
command-speakers = 發言人
command-article = 文章和出處
command-language = 介面語言
command-privacy = 留存你的什麼
command-help = 怎麼用
command-gaps = 沒有著落的問題
command-reload = 重新載入資料
command-stats = 近 30 天的統計
description = 用自己的話問政策，我找出材料裡能回答的原文，一字不改，註明是誰、什麼職務說的。材料沒有講到的，我會直說。
short-description = 問政策，給原文，註明誰說的。

terminal-welcome = 問政：寫下問題，按 Enter。help 看用法，exit 結束。
terminal-loading = 正在讀取 { $folder }……現在就可以提問，讀完即答。
terminal-prompt = 問>
terminal-help =
    用自己的話提問，按 Enter；我會找出材料裡能回答它的原文，註明發言人和職務。

    { $examples }

    也可以問「某某是誰」「有哪些人參加」，或者不提問，直接瀏覽：/topics 議題，/speakers 發言人，/article 文章。
    兩分鐘之內可以接著問：「那某某呢」「他還說了什麼」，或者只寫「誰說的」「出處」「上下文」「還有嗎」。
    方括號裡的數字是按鈕：輸入數字，就按了它。
    換語言：/language。改了資料：/reload。結束：exit，或者 Ctrl+D。
terminal-usage =
    用法：npx wenzheng chat [選項]

    在終端機裡提問，得到材料裡的原話。也可以用管線：
        echo 問題 | npx wenzheng chat

    選項：
        --lang 語言    zh-Hans、zh-Hant 或 en；不寫就看 LC_ALL、LC_MESSAGES、LANG
        --help         顯示這段說明
terminal-unknown-option = 不認識「{ $option }」。用法：npx wenzheng chat --help
terminal-not-a-language = --lang 後面要寫 zh-Hans、zh-Hant 或 en。
terminal-no-button = 沒有 [{ $number }] 這個按鈕。請輸入方括號裡的數字，或者把問題寫成一句話。
terminal-no-reply = 不知道指的是哪一段。請把問題寫完整，再問一次。
terminal-no-translation = 引用的是原文，我不翻譯。
terminal-ask-how = 想問什麼？寫出問題就行。
terminal-language-auto = 跟隨系統
terminal-language-kept = 好的，以後跟隨系統的語言。
`
