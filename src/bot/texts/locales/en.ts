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
    Interface language: /language
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
topics-title = Topics of { $title }; tap one to read it:
speakers-title = The people in the material; tap one for who they are and what they said:
articles-title = The articles; tap one for its source and topics:
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

button-context = In context
button-more = More · { $total }
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
button-point = { $number } · Point
button-nothing = { $number } · Not in it
button-ignore = { $number } · Ignore
button-check = Add as a check
button-undo = Undo
button-gaps = Back to the list
button-wrong-unrelated = Nothing to do with it

what-was-wrong = What was wrong? Press one of the buttons below.
thanks-up = Good, thank you.
thanks-down = Noted, thank you.
admins-only = Only admins can do this.
no-records = There is no database, so nothing can be listed. The log tells why.
no-texts = LOG_RETENTION_DAYS is 0: nothing that people write is kept, so nothing can be listed.
no-gaps = Nothing is left to do: whatever was asked is settled.
gaps-title = Asked in vain ({ $total }), with those together that mean the same:
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
inline-none = The material does not say; tap to ask in private

reloading = Loading the material again … { $percent } %
reloaded = The material was loaded again in { $milliseconds } ms.
count-articles = Articles { $total } ({ $added } added, { $changed } changed, { $removed } removed)
count-passages = Passages { $total } ({ $added } added, { $changed } changed, { $removed } removed)
count-asks = Ways of asking { $total } ({ $added } added, { $changed } changed, { $removed } removed)
forced = { $total ->
    [one] Passed over, as you asked, was a check that does not hold:
   *[other] Passed over, as you asked, were { $total } checks that do not hold:
}
checks-failed = { $failed ->
    [one] 1 of { $total } checks does
   *[other] { $failed } of { $total } checks do
} not hold. Nothing was changed, and the old material still answers. To take the new one all the same: /reload force
refused = { $total ->
    [one] The material has a problem
   *[other] The material has { $total } problems
} and was not loaded; answers still come from the one before:
more-problems = … and { $total } more; npm run check-knowledge lists them.

stats-none = Nobody asked anything in the last { $days } days.
stats-no-database = There is no database to be used, so there are no statistics.
stats-queries = { $total ->
    [one] 1 query
   *[other] { $total } queries
} in { $days } days, { $average } a day; today { $today }
stats-queries-since = { $total ->
    [one] 1 query
   *[other] { $total } queries
} in { $days } days, { $average } a day since { $date }; today { $today }
stats-answered = 🟦 answered { $answered } ({ $share }%), 🟧 not answered { $unanswered }
stats-time = Time taken: median { $median } ms, 95% within { $most } ms
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
command-help = How it works
command-gaps = What is asked in vain
command-reload = Load the material again
command-stats = The last 30 days in numbers
description = Ask about the policy in your own words. I find the passage that answers you and quote it word for word, with who said it and in what office. Where the material says nothing, I say so.
short-description = Ask the policy, get the quote and who said it.

terminal-welcome = wenzheng: write a question and press Enter. Ctrl+D ends it.
terminal-loading = Reading { $folder } … You can ask already; the answer comes once it is read.
terminal-prompt = ask>
`
