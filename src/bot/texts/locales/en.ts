/** What the bot says in English; in Fluent, https://projectfluent.org */
export const en = `
start =
    Ask about the policy in your own words. I answer only with what the material says, word for word, and with who said it in what office; where it says nothing, I say so.

    { $examples }
help =
    Ask in your own words. I look for the passage that answers you and quote it with its speaker and office. Quotations stay in their own language.

    { $examples }

    You can also ask who somebody is or who took part, or just browse: /topics, /speakers, /article.
    Go on from an answer with “what about …”, “what else did she say”, “who said this”, “source”, “context” or “more”; in groups as a reply to it.
    In groups: /ask and your question, or mention me, or reply to me. In any chat: type @{ $username } and your question.
    Interface language: /language. What is kept of you: /privacy
try-these =
    For example:
    { $examples }
suggest-said = What did { $name } say?
suggest-who = Who is { $name }?
no-examples = There are no examples in the material yet.
ask-how = What would you like to ask? Write it behind /ask, or just reply to this message.
unknown-command = There is no such command. Just write your question; /help tells more.
only-text = I only read text. Please write your question.
failed = Something went wrong, and this one was not answered. Please ask again in a moment.

unjudged = I could not tell what exactly is asked. In the material { $names } said:
understood = (Looked up as “{ $query }”)
none = The material does not say anything about this, so nothing is quoted.
material = The material: { $titles }.
material-more = The material has { $total } articles, the latest: { $titles }.
offered = The material does not speak of “{ $lacks }”; the closest passage is:
offered-close = The material does not answer this; the closest passage is:
choice = “{ $called }” may mean:
unsaid = The material has nothing by { $names } on this.
who-said = Those who spoke of it:
no-part = The material does not say.
questions = The reporters asked:
gone = This passage is no longer in the material.
gone-item = This is no longer in the material.
unasked = I answer questions with the words of the articles alone. What would you like to know? Just write your question.
thanked = You are welcome. Ask again whenever you like.
offers = You could ask:

narration = { " " }(narration)
reporter = { " " }(reporter’s question):
asker = { " " }(question):
about = About{ " " }
asked = The reporter asked: { $question }
asked-by = { $asker } asked: { $question }
under = Under: { $headings }
same-question = (same question as above)
source = Source:{ " " }
title = “{ $title }”
comma = { ", " }
dash = —{ " " }
left-out = …
separator = { ", " }
colon = { ": " }
semicolon = { "; " }
parentheses = { " " }({ $text })
spoke-of = Spoke of:
said-nothing = The material has no words of this person.
participants = In the material are:
listed = Others
not-a-speaker = This is the reporters’ narration, not the words of a speaker.
not-narrated = This is the text of a document, not the words of a speaker.
words-begin = “{ $words }”
no-more = There is no more: whatever the material says on this is listed above.
no-translation = I quote the original words and do not translate them. In Telegram, press and hold that message and choose “Translate”.
translate-hint = (To read it in your language, press and hold the message in Telegram and choose “Translate”.)
unclear = Whom or what does “{ $pronoun }” mean? Please name it and ask again.
no-quote = I find no passage of the present material in that message: it may quote nobody, or what it quotes was changed or removed since. Please ask your whole question again.
no-reply = I cannot tell which words you mean. Please reply to that answer of mine with the same words; to ask something else, write the whole question.
others-gone = What else that message quotes is no longer in the material.

more-title = { $total ->
    [one] One more passage that may be related:
   *[other] { $total } more passages that may be related:
}
others-title = What others said on this ({ $total }):
words-title = { $name } in the material ({ $total }):
page = Page { $page } of { $pages }
topics-title = Topics of { $title }; choose one to read it:
speakers-title = The people in the material; choose one for who they are and what they said:
articles-title = The articles; choose one for its source and topics:
passages = { $total ->
    [one] 1 passage
   *[other] { $total } passages
}
article-size = { $topics ->
    [one] 1 topic
   *[other] { $topics } topics
}, { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
}
converted = (The quotation was converted from Simplified to Traditional characters)
cut-short = The passage is long; it is quoted up to here.
whole = Read all of it

button-context = Context
button-more = More { $total }
button-others = Others on this · { $total }
button-words = By { $name } · { $total }
button-follow-ups = You may also ask ›
button-back = Back
button-previous = ‹ Previous
button-next = Next ›
button-before = ‹ Before
button-after = After ›
button-convert = Traditional characters
button-original = Original characters
button-rest = Read all { $total } in private
button-private = Read all in private
button-topics = Topics
button-speakers = Speakers
button-articles = All articles
button-wrong-passage = Another passage
button-wrong-speaker = Wrong speaker
button-point = Find another
button-nothing = Not in it
button-ignore = Ignore
button-take = Take it all the same
button-add = Add it
button-replace = Replace …
button-replace-now = Replace it
button-keep = Keep the old one
button-add-anyway = Add it all the same
button-check = Add as a check
button-undo = Undo
button-open-gaps = Asked in vain ›
button-gaps = Back to the list
button-wrong-unrelated = Nothing to do with it

what-was-wrong = What was wrong? Press one of the buttons below.
thanks-up = Good, thank you.
thanks-down = Noted, thank you.
admins-only = Only admins can do this.
no-records = There is no database, so nothing can be listed. The log tells why.
no-texts = LOG_RETENTION_DAYS is 0: nothing that people write is kept, so nothing can be listed.
no-gaps = Nothing is left to do: whatever was asked is settled.
gaps-title = Asked in vain, { $number } of { $total }
unanswered-count = { $total ->
    [one] unanswered once
   *[other] unanswered { $total } times
}
disliked-count = { $total ->
    [one] no help once
   *[other] no help { $total } times
}
reason-passage = another passage { $total }
reason-speaker = wrong speaker { $total }
reason-unrelated = nothing to do with it { $total }
more-wordings = … and { $total } more wordings
replied-declined = → The bot said that the material does not say.
replied-offered = → The bot said that it is not answered, and gave{ " " }
replied-quoted = → The bot quoted{ " " }
replied-unjudged = → The bot could not tell, and gave{ " " }
replied-unsaid = → The bot said that { $names } did not speak of it.
replied-listed = → The bot listed people or questions.
point-title = Which passage should this find?
no-suggestions = No passage comes close.
search-other = For another passage, reply to this message with a few words.
gap-closed = This has been settled already.
lesson-gone = This is no longer there: it may have been undone, or changed since.
decided-find = Noted. From now on this finds the passage below:
decided-nothing = Noted. From now on this is answered with “the material does not say”:
decided-ignored = Good. This will not be listed again:
written-to = Written to { $files }
is-checked = Every reload is held to this.
undone = Undone.
not-taught = A file has a fault. Nothing was noted:
forbidden = Checks would not hold. Nothing was noted:
unheard = Another file says otherwise. Nothing was noted; mend it there first:
unwritable = The knowledge folder cannot be written ({ $code }). Nothing was noted.
wording-too-long = The wording is too long. Nothing was noted.

not-yours = Only the person who asked, or an admin, can page here. To read on, ask it yourself.
slow-down = That was a lot at once. Please ask again in { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}.
group-slow-down = This group asks a lot right now. Please ask again in { $seconds ->
    [one] a second
   *[other] { $seconds } seconds
}.
choose-language = In which language shall I talk to you? Quotations are not translated.
language-auto = As in Telegram
language-set = All right, English from now on.
language-kept = All right, I follow the language of your Telegram.
button-forget = Delete what I asked
privacy = { $kept ->
    [texts] What I keep: what was asked, when and in which language, which passages were shown, and the buttons and votes below them. It is deleted after { $days } days. Editors see wordings that got no answer, and nobody's name: you are kept as a number that does not name you.
    [numbers] What I keep: when something was asked and in which language, which passages were shown, and the buttons and votes below them; no text of what is asked. It is deleted after { $days } days. You are kept as a number that does not name you.
   *[nothing] I keep nothing of what you ask.
}

    For two minutes I remember your last question, to understand the next one, and for an hour which answer belongs to which message, so that it follows an edit. The language that you chose stays until you choose another: /language. A wording that an editor taught me stays, without who asked it. What you write passes through Telegram, as any message does.
forgotten = Deleted: nothing of what you asked or pressed is kept any more.
not-forgotten = It could not be deleted just now. Please try again later.
inline-none = The material does not say; tap to ask in private

reloading = Loading the material again … { $percent } %
reloaded = The material was loaded again in { $seconds } s.
reloaded-unchanged = No article changed.
reloaded-total = Now there are { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}, { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
}{ $asks ->
    [0] { "" }
    [one] , 1 way of asking
   *[other] , { $asks } ways of asking
}.
change-added = { $title }: added, { $passages }
change-removed = { $title }: removed
change-changed = { $title }: { $passages }, { $details }
change-passages-changed = { $total } changed
change-passages-added = { $total } added
change-passages-removed = { $total } removed
change-asks-added = { $total ->
    [one] 1 way of asking added
   *[other] { $total } ways of asking added
}
change-asks-removed = { $total ->
    [one] 1 way of asking removed
   *[other] { $total } ways of asking removed
}
change-elsewhere = changed outside of its passages and ways of asking
more-articles = … and { $total } more
forced = { $total ->
    [one] Passed over, as you asked, was a check that does not hold:
   *[other] Passed over, as you asked, were { $total } checks that do not hold:
}
checks-failed = { $failed ->
    [one] 1 of { $total } checks does
   *[other] { $failed } of { $total } checks do
} not hold. Nothing was changed, and the old material still answers. To take the new one all the same, press the button below or send /reload force.
failed-alike = { $total ->
    [one] 1 check:
   *[other] { $total } checks:
}
check-expected = Must find{ " " }
check-expected-nothing = Must find nothing
check-instead = But finds{ " " }
check-instead-nothing = But finds nothing
more-passages = … and { $total } more
details-in-private = The details are for admins in private.
already-taken = This material is in use already.
changed-since = The material was changed since, so it was prepared anew.
disagreed-folders = The knowledge folder of { $copies } is another than that of this copy. Nothing was changed on any copy. Give all of them the same folder, then send /reload.
disagreed-refused = { $copies } could not load its knowledge folder. Nothing was changed on any copy; its log says why.
disagreed-changed = Another copy of the bot changed the material meanwhile. Nothing was reloaded; send /reload again.
refused = { $total ->
    [one] The material has a problem
   *[other] The material has { $total } problems
} and was not loaded; answers still come from the one before.
more-problems = … and { $total } more; npx wenzheng check lists them.
same-problem = { $total ->
    [one] The same in 1 more place:
   *[other] The same in { $total } more places:
}

file-kinds = Of files I read .txt, .md, .html and .docx.
file-too-large = The file is larger than 1 MB and was not read.
file-gone = The file can no longer be fetched. Please send it again.
file-unreachable = The file could not be fetched from Telegram. Please try again in a moment.
file-changed = The file in that message was replaced; this is the present one:
file-encoding = The file is in { $encoding }; it will be kept in UTF-8.
caption-unread = (The caption of the file was not taken as a question; send that by itself.)
article-faulty = { $total ->
    [one] The article has a problem
   *[other] The article has { $total } problems
} and cannot be added. Mend it and send it again.
article-unconfirmed = { $total ->
    [one] A guess is not confirmed
   *[other] { $total } guesses are not confirmed
}, so the article cannot be added. Look at each, mend it, remove its <!-- ? … -->, and send the file again.
article-taken = { $file } is there already and is not the article with the id “{ $id }”. Nothing was added; choose another id.
article-in-use = This file is in use already.
article-new = The file will be { $file }
article-replaces = It will replace { $file }: { $change }
article-replaces-faulty = It will replace { $file }, which has problems now.
article-same-words = { $title }: the same passages
article-confirm = Replace { $file }?
article-added = { $file } was written.
article-fails = { $failed ->
    [one] With it 1 of { $total } checks would not hold
   *[other] With it { $failed } of { $total } checks would not hold
}. It was not added, and nothing was changed. To add it all the same, press the button below.
article-changed = This file of the folder was changed just now, and nothing was added. Please press again.
article-unwritable = The knowledge folder cannot be written ({ $code }). Nothing was added.
checks-hold = { $total ->
    [one] The one check holds.
   *[other] All { $total } checks hold.
}
checks-broken = Because of this article { $total ->
    [one] 1 check does not hold.
   *[other] { $total } checks do not hold.
}
checks-failing = { $total ->
    [one] 1 check did not hold before either.
   *[other] { $total } checks did not hold before either.
}
checks-mended = { $total ->
    [one] 1 check that did not hold does now.
   *[other] { $total } checks that did not hold do now.
}
draft-failed = The page is too long or too intricate to be read. Please copy the text you need into a .txt file and send that.
draft-guesses = This is a draft with { $total ->
    [one] a guess
   *[other] { $total } guesses
} to be looked at. Mend each, remove its <!-- ? … -->, and send the file back.
draft-sure = This is a draft without any guess. Look at it, and send the file back or forward it to me.
draft-leftovers = Of the page, not in the article: { $total }
more-items = … and { $total } more
more-guesses = … and { $total ->
    [one] 1 more line
   *[other] { $total } more lines
}, see the file
at-line = line { $line }:{ " " }

chart-title = Queries a day, last { $days } days
chart-answered = answered
chart-unanswered = not answered
stats-none = Nobody asked anything in the last { $days } days.
stats-no-database = There is no database to be used, so there are no statistics.
stats-queries = { $total ->
    [one] 1 query
   *[other] { $total } queries
}{ $note } in { $days } days, { $average } a day; today { $today }
stats-queries-since = { $total ->
    [one] 1 query
   *[other] { $total } queries
}{ $note } in { $days } days, { $average } a day since { $date }; today { $today }
stats-answered = 🟦 answered { $answered }{ $answeredNote }, 🟧 not answered { $unanswered }{ $unansweredNote }
percent = { $share }%
stats-time = Time taken: half within { $median } s, 95% within { $most } s
stats-time-most = Time taken: 95% within { $most } s
stats-new = new
stats-compared = +, − and “new” compare with the { $days } days before.
stats-all-new = Nobody asked anything in the { $days } days before.
stats-by-words = Passages are found by their words alone: the model is switched off, or failed (see the log).
stats-asked = Most asked:
stats-no-texts = Most asked: not known, for no texts of queries are kept.
stats-passages = Most quoted:
stats-votes = Feedback: 👍 { $up }, 👎 { $down }
stats-reason = { $reason ->
    [passage] another passage
    [speaker] wrong speaker
    [unrelated] nothing to do with it
   *[other] no reason given
} { $total }
stats-presses = Buttons: { $presses }
stats-press = { $kind ->
    [answer] read all
    [back] back
    [more] more
    [others] others on this
    [context] in context
    [words] by somebody
    [exchange] a topic
    [query] further query
    [followUps] further queries
    [speaker] a speaker
    [article] an article
    [topics] topics
    [speakers] speakers
    [articles] all articles
   *[other] other
} { $total }

command-ask = Ask: /ask and your question
command-topics = Browse by topic
command-speakers = Who speaks
command-article = The article and its source
command-language = Interface language
command-privacy = What is kept of you
command-help = How it works
command-gaps = What is asked in vain
command-reload = Load the material again
command-stats = The last 30 days in numbers
description = Ask about the policy in your own words. I find the passage that answers you and quote it word for word, with who said it and in what office. Where the material says nothing, I say so.
short-description = Ask the policy, get the quote and who said it.

terminal-welcome = wenzheng: write a question and press Enter. “help” tells more, “exit” ends it.
terminal-loading = Reading { $folder } … You can ask already; the answer comes once it is read.
terminal-prompt = ask>
terminal-help =
    Ask in your own words and press Enter. I look for the passage that answers you and quote it with its speaker and office. Quotations stay in their own language.

    { $examples }

    You can also ask who somebody is or who took part, or just browse: /topics, /speakers, /article.
    For two minutes you can go on from an answer with “what about …”, “what else did she say”, “who said this”, “source”, “context” or “more”.
    Numbers in brackets are buttons: type the number to press one.
    Another language: /language. After a change of the material: /reload. The end: exit, or Ctrl+D.
terminal-usage =
    Usage: npx wenzheng chat [options]

    Ask in the terminal, and get the words of the material. Input may be piped:
        echo question | npx wenzheng chat

    Options:
        --lang LANGUAGE  zh-Hans, zh-Hant or en; by default by LC_ALL, LC_MESSAGES or LANG
        --help           show this
terminal-unknown-option = “{ $option }” is no option. See: npx wenzheng chat --help
terminal-not-a-language = --lang takes zh-Hans, zh-Hant or en.
terminal-no-button = There is no button [{ $number }]. Type one of the numbers in brackets, or a question in words.
terminal-no-reply = I cannot tell which words you mean. Please write the whole question.
terminal-no-translation = I quote the original words and do not translate them.
terminal-ask-how = What would you like to ask? Just write your question.
terminal-language-auto = As the system
terminal-language-kept = All right, I follow the language of your system.
`
