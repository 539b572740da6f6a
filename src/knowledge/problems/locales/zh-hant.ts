/** What is said about knowledge files, in Traditional Chinese as in Taiwan. */
export const zhHant = `
problem = { $file }:{ $line } { $wrong }。{ $right }。
sound = { $dir }：{ $articles } 篇文章，{ $passages } 段，{ $asks ->
    [0] { "" }
   *[other] { $asks } 條問法，
}{ $checks ->
    [0] { "" }
   *[other] { $checks } 條核對，
}沒有問題。

quoted = 「{ $word }」
list-comma = 、
none = 無
meant = 是不是要寫「{ $suggestion }」？

taught-asks = 管理員在 Telegram 裡教的問法。可以像其他問法一樣修改、增刪。
taught-checks = 管理員在 Telegram 裡加的核對。可以像其他核對一樣修改、增刪。

no-folder =
    .wrong = 找不到資料夾 { $dir }
    .right = 請建立這個資料夾，或將 KNOWLEDGE_DIR 設為存放文章的資料夾
empty-folder =
    .wrong = 資料夾裡沒有文章
    .right = 請放入至少一個 .md 檔案，每篇文章一個
link =
    .wrong = 這是指向別處的連結，不會跟隨讀取
    .right = 請將檔案或資料夾本身放在這裡，或刪除連結
file-too-large =
    .wrong = 檔案有 { $size } KB，太大
    .right = 請分成幾個檔案，每個不超過 { $limit } KB
folder-too-large =
    .wrong = 資料夾裡的檔案共有 { $size } KB，太大
    .right = 請只留下不超過 { $limit } KB 的檔案
too-many-entries =
    .wrong = 這裡的檔案和資料夾超過 { $limit } 個
    .right = 請將 KNOWLEDGE_DIR 設為只存放文章的資料夾
more-problems =
    .wrong = 還有 { $count } 處問題沒有列出
    .right = 請先修正已列出的，再檢查一次
not-utf8 =
    .wrong = 不是 UTF-8 文字檔
    .right = 請以 UTF-8 編碼另存新檔
binary =
    .wrong = 不是文字檔
    .right = 請以 UTF-8 編碼存成純文字檔；圖片等其他檔案請勿使用這個副檔名
control-character =
    .wrong = 這一行裡有文字檔不該有的控制字元（{ $name }）
    .right = 請刪除這個字元，或以 UTF-8 編碼另存為純文字檔
too-many-lines =
    .wrong = 文章有 { $count } 行，太多
    .right = 請分成幾篇文章，每篇不超過 { $limit } 行
unreadable =
    .wrong = 無法讀取檔案：{ $reason }
    .right = 請檢查檔案的權限

no-front-matter =
    .wrong = 檔案開頭缺少 YAML 資訊
    .right = 文章的第一行應為 ---，接著寫 id、title、publication、speakers，再以 --- 結束；不是文章的檔案，檔名請勿以 .md 結尾
bad-yaml =
    .wrong = YAML 有誤：{ $reason }
    .right = 請修正這一行；含有冒號、井字號或以引號開頭的值要用引號括起來
full-width-colon =
    .wrong = 「{ $line }」裡用了全形冒號
    .right = 請用半形冒號加一個空格，例如 publication: 重慶日報
yaml-alias =
    .wrong = 「*{ $alias }」是 YAML 的別名，這裡用不到
    .right = 請直接寫出值；以 * 開頭的值要用引號括起來
yaml-anchor =
    .wrong = 「&{ $anchor }」是 YAML 的錨點，這裡用不到
    .right = 請將它刪除；以 & 開頭的值要用引號括起來
yaml-too-much =
    .wrong = YAML 裡的符號和值超過 { $limit } 個，太多
    .right = 請分成幾個檔案
yaml-too-deep =
    .wrong = YAML 巢狀超過 { $limit } 層，太深
    .right = 請照 README 裡的例子寫；以括號開頭的值要用引號括起來
unknown-key =
    .wrong = 沒有「{ $key }」這個欄位
    .right = { $meant }可用的欄位：{ $known }
missing-key =
    .wrong = 缺少欄位「{ $key }」
    .right = 例如 { $example }
bad-value =
    .wrong = 欄位「{ $key }」的值不正確：{ $reason }
    .right = 例如 { $example }
duplicate-article =
    .wrong = 文章 id「{ $id }」與 { $other } 重複
    .right = 請換一個沒有用過的 id
duplicate-speaker =
    .wrong = 發言人「{ $name }」列了兩次
    .right = 請將兩處合併為一處
borrowed-name =
    .wrong = 「{ $name }」的別名「{ $alias }」是另一位發言人的姓名
    .right = 請刪除這個別名

duplicate-passage =
    .wrong = 段落 id「{ $id }」與第 { $line } 行重複
    .right = 請換一個本文沒有用過的 ^id
same-passage =
    .wrong = 這一段與第 { $line } 行完全相同
    .right = 請刪除其中一段；若兩段都要保留，請在段末各寫一個不同的 ^id
bad-id =
    .wrong = 段落 id「{ $id }」的寫法不正確
    .right = 請用不超過 24 個小寫字母、數字和連字號，例如 ^s1-2
unmarked =
    .wrong = 段落「{ $start }……」沒有註明是誰的話
    .right = 請在段首註明：【問】記者的提問，【問：姓名】此人的提問，【敘述】記者的敘述，【原文】文件的原文，【姓名】此人的話，【關於姓名】介紹此人的文字
second-mark =
    .wrong = 「{ $mark }」寫在段落中間
    .right = 請在它前面空一行，讓每段只有一個人的話
unknown-speaker =
    .wrong = 沒有列出發言人「{ $name }」
    .right = { $meant }已列出的發言人：{ $known }；新的發言人請先寫進檔案開頭的 speakers
markup =
    .wrong = 這裡有 Markdown 格式（{ $kind }），會更動原文
    .right = 請移除格式；原文裡的 *、_、\`、[、<、& 前面請加反斜線
too-much-markup =
    .wrong = 文章裡有 { $count } 個 Markdown 格式符號和反斜線，太多
    .right = 請移除格式，或分成幾篇文章，每篇不超過 { $limit } 個
too-many-signs =
    .wrong = 這一段有 { $count } 個 Markdown 格式符號，太多
    .right = 請在原文裡的 *、_、\`、[、]、< 前面加反斜線；不加的最多 { $limit } 個
not-prose =
    .wrong = 這裡是{ $kind }，不會被讀取
    .right = 請改寫成一般段落，並在段首註明是誰的話；行首的「1.」「-」「>」等前面請加反斜線
heading-space =
    .wrong = 「{ $start }……」像是小標題，但 # 後面沒有空格
    .right = 請在 # 後面加一個空格
heading-is-paragraph =
    .wrong = 緊接在段落下一行的 --- 或 === 會把這一段變成標題
    .right = 請在這一段後面空一行
empty-heading =
    .wrong = 小標題「{ $heading }」底下沒有段落
    .right = 請補上段落，或刪除小標題
no-exchange =
    .wrong = 段落「{ $start }……」不屬於任何一問
    .right = 請在它前面寫一個 ## 小標題，或一段【問】
no-answer =
    .wrong = 這一問沒有回答
    .right = 請在它底下補上回答的段落，或刪除這一問
no-passages =
    .wrong = 文章裡沒有段落
    .right = 請在檔案開頭的資訊之後寫上內文
no-words =
    .wrong = 標記後面沒有文字
    .right = 請補上這一段的原文，或刪除標記
too-long =
    .wrong = 段落有 { $length } 字，太長
    .right = 請在句末分成幾段，每段不超過 { $limit } 字，並標明同一人
mid-sentence-start =
    .wrong = 段落從句子中間開始：「{ $start }……」
    .right = 請把它接到前半句後面
mid-sentence-end =
    .wrong = 段落停在句子中間：「……{ $end }」
    .right = 請接上被分開的後半句；完整的段落以句號、問號、驚嘆號等結尾

unknown-article =
    .wrong = 沒有 id 為「{ $id }」的文章
    .right = { $meant }{ $count ->
        [0] 請先放入這篇文章
       *[other] 現有文章的 id：{ $known }
    }
unknown-passage =
    .wrong = 文章「{ $article }」裡沒有 id 為「{ $id }」的段落
    .right = { $meant }請寫段末的 ^id（不含 ^）；還沒有的，請先在該段末尾加上
repeated-ask =
    .wrong = 問法「{ $ask }」寫了兩次
    .right = 請刪除其中一個
contradicted-ask =
    .wrong = 「{ $ask }」既列為有答案，又列為沒有提到
    .right = 請只保留一處
check-missed =
    .wrong = 核對不符：問「{ $query }」應找到 { $passage }，卻{ $found }
    .right = 請改好資料或問法；如果現在這樣才對，請改這一條核對
check-found =
    .wrong = 核對不符：問「{ $query }」應該什麼都不引用，卻{ $found }
    .right = 請改好資料或問法；如果現在這樣才對，請改這一條核對
check-finds = 找到{ $passages }
check-finds-nothing = 什麼都沒找到
check-gone =
    .wrong = 核對不符：問「{ $query }」應找到 { $passage }，資料裡卻沒有這一段
    .right = 請寫現有段落的 id，或者刪去這一條核對
shared-synonym =
    .wrong = 「{ $word }」在 { $file } 第 { $line } 行已經有了
    .right = 請將兩處合併為一組，或刪除其中一個

value-not-text = 要寫文字
value-empty = 是空的
value-too-long = 超過 { $max } 個字
value-too-many = 超過 { $max } 項
value-comma = 裡面有逗號或頓號，多個名字要用半形逗號分開，寫在 [ ] 裡
value-bad-id = 寫法不正確
value-not-date = 不是日期
value-too-short = 太短，至少要兩個字
value-lonely-synonym = 一組至少要有兩個詞
value-wrong-type = 應為{ $expected }，實際上是{ $received }
value-not-url = 不是以 http:// 或 https:// 開頭的網址
value-invalid = 寫法不正確

type-string = 文字
type-number = 數字
type-boolean = 布林值
type-null = 空值
type-nan = NaN
type-array = 清單
type-object = 成組的「欄位: 值」
type-record = 成組的「欄位: 值」

yaml-tab-as-indent = 縮排用了定位字元（Tab），請改用空格
yaml-duplicate-key = 同一個欄位寫了兩次
yaml-bad-indent = 縮排沒有對齊

markup-emphasis = 斜體
markup-strong = 粗體
markup-code = 程式碼
markup-link = 連結
markup-image = 圖片
markup-html = HTML 或註解

block-list = 清單
block-quote = 引文區塊
block-code = 程式碼區塊（行首空了四格，或有 \`\`\`）
block-html = HTML
block-definition = 連結定義
block-table = 表格

example-id = id: talent-2023（小寫字母、數字、連字號，不超過 24 個）
example-title = title: 文章標題
example-kicker = kicker: 引題
example-publication = publication: 重慶日報
example-date = date: 2023、2023-01 或 2023-01-15
example-link = link: https://example.com/article
example-byline = byline: 記者 張三 報導
example-speakers = speakers: 每人一條「- name: 姓名」，下一行「office: 職務」
example-name = name: 姓名
example-office = office: 單位和職務
example-role = role: 訪談來賓
example-aliases = aliases: [張主任, Zhang San]
example-article = article: talent-2023（文章的 id）
example-asks = asks: 每個段落 id 底下列出問法，如「s1-2:」，換行寫「- 推出了哪些文件？」
example-unanswered = unanswered: 每行一條，如「- 安家費給多少？」
example-finds = finds: 每個段落 id 底下列出問題，如「s1-2:」，換行寫「- 推出了哪些文件？」
example-nothing = nothing: 每行一條，如「- 安家費給多少？」
example-synonyms = synonyms: 每行一組，如「- [薪酬, 薪水, 工資]」
example-terms = terms: [包乾制, 時柵]
`
