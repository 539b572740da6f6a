/** What is said about knowledge files, in English. */
export const en = `
problem = { $file }:{ $line } { $wrong }. { $right }.
sound = { $dir }: { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}, { $passages ->
    [one] 1 passage
   *[other] { $passages } passages
}{ $asks ->
    [0] { "" }
    [one] , 1 way of asking
   *[other] , { $asks } ways of asking
}{ $checks ->
    [0] { "" }
    [one] , 1 check
   *[other] , { $checks } checks
}: no problem.

unread = { $file } is not read: the name of an article ends in .md, and that of a file beside it in .asks.yaml, .checks.yaml or .terms.yaml.
unread-draft = { $file } is not read: it holds asks that are only proposed. Move what you want over to a file that ends in .asks.yaml.

preview-title = { $file }: { $count ->
    [one] 1 passage
   *[other] { $count } passages
}
preview-speech = { $names }{ $office }: { $count ->
    [one] 1 passage
   *[other] { $count } passages
}
preview-about = About { $names }: { $count ->
    [one] 1 passage
   *[other] { $count } passages
}
preview-asked-by = Asked by { $names }: { $count ->
    [one] 1 question
   *[other] { $count } questions
}
preview-question = Asked by a reporter: { $count ->
    [one] 1 question
   *[other] { $count } questions
}
preview-document = Text of a document: { $count ->
    [one] 1 passage
   *[other] { $count } passages
}
preview-narration = Narration: { $count ->
    [one] 1 passage
   *[other] { $count } passages
}
preview-silent = Listed as speakers, but given nothing: { $names }
preview-unmarked = Given to nobody: { $count ->
    [one] 1 paragraph
   *[other] { $count } paragraphs
}
preview-guesses = Not confirmed yet: { $count ->
    [one] 1 guess
   *[other] { $count } guesses
}
preview-office = { " " }({ $office })
preview-line = line { $line }: { $words }
preview-comma = { ", " }
check-usage = Usage: npx wenzheng check [--show] [FOLDER or FILE]; --show lists who is given which words

quoted = “{ $word }”
list-comma = ,{ " " }
none = none
meant = Did you mean “{ $suggestion }”?{ " " }

taught-asks = Ways of asking that admins taught in Telegram. They can be changed like any others.
taught-checks = Checks that admins added in Telegram. They can be changed like any others.

no-folder =
    .wrong = The knowledge folder { $dir } cannot be found
    .right = Create it, or set KNOWLEDGE_DIR to the folder that holds the articles
empty-folder =
    .wrong = There is no article in the folder
    .right = Put at least one .md file into it, one for each article
link =
    .wrong = This is a link to another file or folder, and links are not followed
    .right = Put the file or the folder itself here, or remove the link
not-a-file =
    .wrong = This is not a file but a pipe, a socket or a device, which is not opened
    .right = Remove it, or give it a name of another ending
file-too-large =
    .wrong = The file has { $size } KB, which is too large
    .right = Divide it into files of at most { $limit } KB
folder-too-large =
    .wrong = The files in the folder have { $size } KB together, which is too large
    .right = Keep at most { $limit } KB here
too-many-entries =
    .wrong = There are more than { $limit } files and folders here
    .right = Set KNOWLEDGE_DIR to a folder that holds nothing but the articles
more-problems =
    .wrong = There are further problems, which are not listed: { $count }
    .right = Correct those that are listed, then check again
not-utf8 =
    .wrong = This is not UTF-8 text
    .right = Save the file again with the encoding UTF-8
binary =
    .wrong = This is not a text file
    .right = Save it as plain text with the encoding UTF-8; the name of a picture or another document must not have this ending
control-character =
    .wrong = There is a control character ({ $name }) in this line, which no text has
    .right = Delete the character or the escape that stands for it, or save the file again as plain text with the encoding UTF-8
no-character =
    .wrong = There is a character ({ $name }) in this line that stands for nothing: the text was damaged, or only one font shows it
    .right = Write what the page shows instead of it, or of the escape that stands for it
invisible =
    .wrong = The name “{ $name }” has an invisible character in it ({ $character })
    .right = Delete it, best by writing the name anew
too-many-lines =
    .wrong = The article has { $count } lines, which is too many
    .right = Divide it into articles of at most { $limit } lines
unreadable =
    .wrong = The file cannot be read: { $reason }
    .right = Check the permissions of the file
unreadable-folder =
    .wrong = The folder cannot be read: { $reason }
    .right = Check its permissions: the user that runs the program must be able to list it

no-front-matter =
    .wrong = The YAML at the head of the file is missing
    .right = The first line of an article is ---, then come id, title, publication and speakers, then --- again; the name of a file that is not an article must not end in .md
unclosed-head =
    .wrong = The head of the file has no closing ---
    .right = Put a line with nothing but --- between the last line of the head and the text of the article
cut-value =
    .wrong = The value of “{ $key }” ends at the #, which begins a comment: “{ $value }”
    .right = Put the whole value between quotation marks; a comment goes into a line of its own
bad-yaml =
    .wrong = The YAML is wrong: { $reason }
    .right = Correct this line; a value that has a colon or a # in it, or begins with a quotation mark, goes between quotation marks
full-width-colon =
    .wrong = “{ $line }” has a full-width colon
    .right = Use an ordinary colon and a space, for example publication: Harbour Daily
yaml-alias =
    .wrong = “*{ $alias }” is a YAML alias, which cannot be used here
    .right = Write the value itself; a value that begins with * goes between quotation marks
yaml-anchor =
    .wrong = “&{ $anchor }” is a YAML anchor, which cannot be used here
    .right = Delete it; a value that begins with & goes between quotation marks
yaml-too-much =
    .wrong = The YAML has more than { $limit } signs and values, which is too many
    .right = Divide it into several files
yaml-too-deep =
    .wrong = The YAML is nested too deep, in more than { $limit } levels
    .right = Write the values as in the example in docs/articles.md; a value that begins with a bracket goes between quotation marks
unknown-key =
    .wrong = Unknown key “{ $key }”
    .right = { $meant }The keys are { $known }
missing-key =
    .wrong = “{ $key }” is missing
    .right = For example: { $example }
bad-value =
    .wrong = The value of “{ $key }” is wrong: { $reason }
    .right = For example: { $example }
duplicate-article =
    .wrong = The article id “{ $id }” is also that of { $other }
    .right = Choose an id that no other article has
duplicate-speaker =
    .wrong = The speaker “{ $name }” is listed twice
    .right = Make one entry of the two
borrowed-name =
    .wrong = The alias “{ $alias }” of “{ $name }” is the name of another speaker
    .right = Remove this alias

duplicate-passage =
    .wrong = The passage id “{ $id }” is already used in line { $line }
    .right = Choose a ^id that is not used in this article
same-passage =
    .wrong = This paragraph is exactly the same as the one in line { $line }
    .right = Delete one of them; to keep both, end each with a ^id of its own
bad-id =
    .wrong = The passage id “{ $id }” is not allowed
    .right = Use at most 24 small letters, digits and hyphens, for example ^s1-2
unmarked =
    .wrong = The paragraph “{ $start }…” does not say whose words it is
    .right = Begin it with 【问】 for a reporter’s question, 【问：Name】 for this person’s question, 【叙述】 for the reporter’s narration, 【原文】 for the text of a document, 【Name】 for this person’s words or 【关于Name】 for words about this person
second-mark =
    .wrong = “{ $mark }” stands in the middle of a paragraph
    .right = Put an empty line before it, so that each paragraph has the words of one person
unknown-speaker =
    .wrong = Unknown speaker “{ $name }”
    .right = { $meant }The speakers listed: { $known }; list a new one under speakers at the head of the file first
markup =
    .wrong = This is Markdown formatting ({ $kind }), which would change the words
    .right = Remove the formatting; put a backslash before every *, _, \`, [, < and & that belongs to the words
too-much-markup =
    .wrong = The article has { $count } signs of Markdown formatting and backslashes, which is too many
    .right = Remove the formatting, or divide the article; at most { $limit } are read
too-many-signs =
    .wrong = The paragraph has { $count } signs of Markdown formatting, which is too many
    .right = Put a backslash before every *, _, \`, [, ] and < that belongs to the words; at most { $limit } of them may be without
not-prose =
    .wrong = This is { $kind }, which is not read
    .right = Write ordinary paragraphs instead, each beginning with whose words it is; put a backslash before “1.”, “-”, “>” and the like at the beginning of a line
heading-space =
    .wrong = “{ $start }…” looks like a heading, but there is no space after the #
    .right = Put a space after the #
open-guess =
    .wrong = A draft has marked a guess here, and nobody has looked at it yet
    .right = Correct what the comment says, and remove the comment
heading-is-paragraph =
    .wrong = The --- or === right below this paragraph makes it a heading
    .right = Put an empty line after the paragraph
empty-heading =
    .wrong = There is no paragraph under the heading “{ $heading }”
    .right = Add one, or delete the heading
no-exchange =
    .wrong = The paragraph “{ $start }…” stands under no heading and no question
    .right = Put a ## heading or a 【问】 paragraph before it
no-answer =
    .wrong = This question has no answer
    .right = Add the paragraphs that answer it below it, or delete the question
no-passages =
    .wrong = The article has no paragraph
    .right = Write the text of the article below its head
no-words =
    .wrong = There are no words after the mark
    .right = Add the words of this paragraph, or delete the mark
too-long =
    .wrong = The paragraph has { $length } characters, which is too long
    .right = Divide it between sentences into paragraphs of at most { $limit } characters, each marked with the same person
mid-sentence-start =
    .wrong = The paragraph begins in the middle of a sentence: “{ $start }…”
    .right = Join it to the first half of the sentence
mid-sentence-end =
    .wrong = The paragraph stops in the middle of a sentence: “…{ $end }”
    .right = Add the other half of the sentence; a whole paragraph ends with a full stop, a question mark, an exclamation mark or the like

unknown-article =
    .wrong = There is no article with the id “{ $id }”
    .right = { $meant }{ $count ->
        [0] Add this article first
       *[other] The ids of the articles are { $known }
    }
unknown-passage =
    .wrong = The article “{ $article }” has no passage with the id “{ $id }”
    .right = { $meant }Write the ^id at the end of the passage, without the ^; if it has none, add one there first
repeated-ask =
    .wrong = The way of asking “{ $ask }” is written twice
    .right = Delete one of the two
contradicted-ask =
    .wrong = “{ $ask }” is given both with an answer and as unanswered
    .right = Keep only one of the two
check-missed =
    .wrong = Check failed: “{ $query }” must find { $passage }, and { $found }
    .right = Mend the material or the ways of asking; if this is right as it is, mend the check
check-found =
    .wrong = Check failed: “{ $query }” must quote nothing, and { $found }
    .right = Mend the material or the ways of asking; if this is right as it is, mend the check; what another article may answer stands under not_here
check-found-here =
    .wrong = Check failed: this article must not answer “{ $query }”, and the answer { $found }
    .right = Mend the material or the ways of asking; if this is right as it is, mend the check
check-finds = finds { $passages }
check-finds-nothing = finds nothing
check-gone =
    .wrong = Check failed: “{ $query }” must find { $passage }, and there is no such passage
    .right = Write the id of a passage that there is, or delete the check
shared-synonym =
    .wrong = “{ $word }” already stands in { $file }, line { $line }
    .right = Make one group of the two, or remove the word from one

value-not-text = it must be text
value-empty = it is empty
value-too-long = it has more than { $max } characters
value-too-many = there are more than { $max } of them
value-comma = there is a comma in it; write several names between [ and ] with ordinary commas between them
value-bad-id = it is not a valid id
value-not-date = it is not a date
value-not-english = it must be English, without Chinese characters
value-too-short = it is too short, two characters are the least
value-lonely-synonym = a group needs at least two words
value-wrong-type = it must be { $expected }, but is { $received }
value-not-url = it is not a web address that begins with http:// or https://
value-invalid = it is not allowed

type-string = text
type-number = a number
type-boolean = a Boolean (true or false)
type-null = empty
type-nan = NaN
type-array = a list
type-object = keys with values
type-record = keys with values

yaml-tab-as-indent = a tab is used to indent, use spaces instead
yaml-duplicate-key = the same key is written twice
yaml-bad-indent = the indentation does not line up

markup-emphasis = emphasis
markup-strong = bold
markup-code = code
markup-link = link
markup-image = image
markup-html = HTML or a comment

block-list = a list
block-quote = a block quotation
block-code = a block of code (a line begins with four spaces, or there is a \`\`\`)
block-html = HTML
block-definition = a link definition
block-table = a table

example-id = id: talent-2023 (small letters, digits and hyphens, at most 24)
example-title = title: Title of the article
example-title_en = title_en: Title of the article
example-kicker = kicker: Line above the title
example-publication = publication: Harbour Daily
example-publication_en = publication_en: Harbour Daily
example-date = date: 2023, 2023-01 or 2023-01-15
example-link = link: https://example.com/article
example-byline = byline: Reported by Jane Doe
example-speakers = speakers: for each a line “- name: Name”, and below it “office: Office”
example-name = name: Jane Doe
example-office = office: Director of the Harbour Office
example-office_en = office_en: Director, Harbour Office
example-role = role: Guest
example-role_en = role_en: Guest
example-aliases = aliases: [Director Doe, J. Doe]
example-article = article: talent-2023 (the id of the article)
example-asks = asks: below the id of each passage a list of ways of asking, as “s1-2:” and on the next line “- When does the work begin?”
example-unanswered = unanswered: one on each line, as “- What does a docker earn?”
example-finds = finds: below the id of each passage a list of queries, as “s1-2:” and on the next line “- When does the work begin?”
example-nothing = nothing: one on each line, as “- What does a docker earn?”
example-not_here = not_here: one on each line, as “- What does a docker earn?”
example-synonyms = synonyms: one group on each line, as “- [wages, salary, pay]”
example-terms = terms: [Harbour Act, lump-sum grant]
`
