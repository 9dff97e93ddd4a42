"""Product texts that talk to the model instead of describing a product.

The prompt tells the model to treat texts as data, which a model may or may not heed. What can be
recognised is therefore taken out before any model sees it: from the first phrase that addresses a
model to the end of that field. What remains is the text as it would be without the instruction,
so it has the same labels, and even the same address in the cache.
"""

from __future__ import annotations

import re
from functools import lru_cache

# Each pattern is one way of addressing a model. Whole phrases, not single words: "ignore" alone
# is on T-shirts, "ignore all previous instructions" is not. Each begins at the beginning of a word.
_ORDER = (
    r"(?:ignore|disregard|forget|override|bypass|skip|drop|zignoruj|pomi[nń]|zapomnij|ignorier\w*"
    r"|vergiss|ignora|ignorez|ignorer|olvida|oublie[zr]?|dimentica)"
)
_WHAT = (
    r"(?:instructions?|prompts?|rules?|orders?|guidelines|directions?|context|messages?|text|"
    r"directives|constraints|system|task|above|previous|earlier|preceding|instrukcj\w*|polece\w*"
    r"|anweisung\w*|instrucciones|consignes|istruzioni|wszystk\w*|wcze[sś]niejsz\w*|powy[zż]sz\w*"
    r"|everything|all (?:of )?(?:the|that|this)|what (?:you|i|we) (?:were|was|have|had|said))"
)
_PHRASES = (
    rf"{_ORDER}\b[^.!?\n]{{0,40}}?\b{_WHAT}\b",
    r"(?:new|updated|revised|real|actual|following|secret|hidden|nowe|neue)\s+"
    r"(?:system\s+)?(?:instructions?|prompt|task|rules?|orders?|instrukcje|anweisung\w*)\b\s*[:\-]",
    r"you\s+(?:are|must|should|will|shall|have\s+to|need\s+to)\s+(?:now\s+|always\s+|only\s+"
    r"|please\s+)*(?:a\s+|an\s+|the\s+|not\s+)?(?:answer|respond|reply|output|return|label|grade"
    r"|classify|rate|assign|say|obey|labell?er|assistant|ai|bot"
    r"|language\s+model|model|judge|llm|dan|in\s+(?:developer|debug|admin|god)\s+mode|jailbroken"
    r"|free)\b",
    r"(?:answer|respond|reply|output|return|say|write|emit)\s+(?:only|just|exactly|always"
    r"|with|instead|the\s+(?:label|hobby|word|words|text|following|phrase)|every\w*)\s+[\"'{\[:]*"
    r"(?:the\s+|a\s+)?(?:\w+|\")(?=.{0,80}?(?:\blabel|\bhobb|\bgrade|\binstead|\banswer|\"|\{|$))",
    r"(?:label|tag|classify|categori[sz]e|mark|grade|rate|score|judge)\s+(?:this|it|the|every\w*"
    r"|all|each|any|these|both)\b[^.!?\n]{0,50}?\b(?:as|with|to|=|a\s+[1-5]|[1-5]|five|highest"
    r"|maximum|top|perfect)\b",
    r"(?:add|append|insert|assign|give|apply|output|set|put|attach)\s+(?:it|this|the|a|an|every\w*"
    r"|each|all|any|to|label|hobby|grade)\b[^.!?\n|,]{0,30}?\b(?:labels?|hobb(?:y|ies)|fit_grade"
    r"|grades?\s+(?:of\s+|to\s+)?[1-5]|relevance)\b",
    r"(?:the\s+)?(?:correct|right|only|best|true|expected|proper|required|final)\s+(?:\w+\s+)?"
    r"(?:label|hobby|hobbies|labels|answer|grade|output|response)\s*(?:is|are|=|:|should|must)",
    r"fit_?\s?grade\b|\breason_code\b|\bis_sensitive\b",
    r"(?:pretend|imagine|assume|act\s+as|roleplay|simulate|behave)\b[^.!?\n]{0,30}?\b(?:you|if"
    r"|that\s+you|are|as)\b[^.!?\n]{0,60}?\b(?:label|hobb|answer|model|assistant|instruction|judge"
    r"|product|grade|instead|developer|admin)\w*",
    r"(?:note|attention|important|warning|memo|message|reminder|hinweis|uwaga)\s+(?:to|for|an|dla)"
    r"\s+(?:the\s+|all\s+|any\s+|der\s+|das\s+|die\s+)?(?:ai\b|llm|model|assistant|labell?er|judge"
    r"|grader|annotator|bot|system|machine|reader|classifier|modelu|ki\b)",
    r"(?:dear|hey|hello|attention|hi)\s+(?:the\s+)?(?:ai|llm|model|assistant|labell?er|judge"
    r"|chatgpt|gpt|claude|language\s+model|grader)\b",
    r"as\s+(?:an?|the)\s+(?:ai|language\s+model|llm|assistant|judge|labell?er|grader)\b",
    r"(?:system|developer|hidden|initial)\s+prompt\b|\bprompt\s+injection\b",
    r"(?:odpowied[zź]|napisz|zwr[oó][cć]|podaj|antworte|antworten|schreibe|gib|responde|contesta"
    r"|r[ée]ponds|r[ée]pondez|rispondi)\b[^.!?\n]{0,40}?\b(?:tylko|jako|etykiet\w*|hobby|nur|mit|als"
    r"|solo|s[oó]lo|con|uniquement|seulement|avec|soltanto|label\w*|etiqueta\w*)\b",
    r"(?:for|on|to|in)\s+(?:all|every|each|any)\s+(?:other\s+|of\s+the\s+)?(?:items?|products?)\b"
    r"[^.!?\n]{0,60}?\b(?:answer|label\w*|hobb\w*|say|respond|grade|reply|output|return)\b",
    r"(?:items?|products?)\s+(?:1|one|2|two|above|below|before|after|all)\b[^.!?\n]{0,40}?\b(?:is"
    r"|are|should|must|get|gets|has|have)\b[^.!?\n]{0,40}?\b(?:label\w*|hobb\w*|grade\w*|about)\b",
    r"(?:labels?|hobby|hobbies|answers?|reply|response|fit grade)\s*[:=]\s*[\"'\[{]?\w",
    r"(?:be|is|are|being|get|gets)\s+label?led\b|\b(?:when|while|before|by)\s+(?:labell?ing|grading"
    r"|judging|answering|tagging)\b|\brewarded\s+for\s+\w+ing\b",
    r"(?:llms?|chatgpt|gpt-?\d\w*|ai\s+(?:model|assistant|labell?er|judge)|language\s+models?)\s*"
    r"(?:[,:!]|must|should|please|say|answer|only)",
    r"your\s+(?:(?:new|only|real|final|actual|sole|next)\s+)*(?:task|answer|output|response|reply"
    r"|instructions?|prompt|labels?)\s+(?:is|are|must|should|now|to|=|:|will)\b",
    r"your\s+(?:previous|original|system|earlier|prior)?\s*(?:instructions|prompt|programming)\b",
    r"(?:is|are)\s+the\s+(?:\w+\s+)?(?:hobby|label|right answer|correct answer)\b|\bevery\s+"
    r"(?:hobby|label|product|item)\s+(?:is|are|must|should|gets?|has)\b",
    r"(?:real|correct|right|true|proper|expected)\s+(?:answer|label|hobby)\b",
    r"the\s+above\s+(?:is|are|was|were|into|text|data|and|product|item)\b|\b(?:translate|summari[sz]e"
    r"|rewrite|repeat|print)\s+(?:the\s+(?:above|following|text|prompt)|after\s+me)\b",
    r"do\s+(?:what|as)\s+i\s+(?:say|tell)\b|\bend\s+of\s+(?:the\s+)?(?:data|input|items?|prompt"
    r"|context|instructions?)\b|\brespond\s+in\s+json\b|\bexecute\s*:|\bprint\s*\([\"']",
    r"(?:that\s+you|please|kindly|simply|just)\s+(?:only\s+)?(?:output|write|answer|say|respond|label"
    r"|mark|tag|grade|classify|reply|return)\b",
    r"whatever\s+(?:comes|came|is\s+written|it\s+says|you)\b",
)
_MARKS = (
    r"(?:^|[\s\"'(\[{>|*#-])(?:system|assistant|user|developer|human|ai|model)\s*"
    r"(?:message|prompt|note|override|instruction)?s?\s*[:=]\s*(?=\S)(?=[^.]{0,80}?\b(?:you|your|"
    r"label\w*|answer|respond|reply|output|return|grade|ignore|must|always|say|classify|tag|hobb\w*"
    r"|instructions?|prompt|set|add|give|accept|approve|rate|score)\b)",
    r"<\s*/?\s*(?:items?|system|user|assistant|instructions?|prompt|products?|data|input|answer"
    r"|im_start|im_end|text)\b[^>]{0,40}>?",
    r"<\|[^|>]{1,30}\|>|\[/?inst\]|<<\s*/?sys\s*>>|```|#{2,}\s*(?:system|instruction|response|new)",
    r"\"(?:labels?|answers?|item|relevance)\"\s*:",
)
# Words an order may begin with before it can be recognised; cut only in front of one.
_LEADS_UP = re.compile(
    r"(?:[\s,;:.!-]+(?:please|kindly|judge|labell?er|assistant|model|important|attention|note|now"
    r"|and|then|so|also))+[\s,;:.!-]*$",
    re.IGNORECASE,
)
_LOOSE_ENDS = " \t-–—:;,|/(\\[{\"'*#<>."
# Tested once for the beginning of a word, not by each phrase, and on a text in small letters, not
# regardless of case: either saves more than half of the time.
_ADDRESSES_A_MODEL = re.compile(rf"\b(?:{'|'.join(_PHRASES)})|{'|'.join(_MARKS)}")
_TEXTS_KEPT = 1 << 17


@lru_cache(_TEXTS_KEPT)
def strip_instructions(text: str) -> str:
    """Cut a text where it starts to address a model.

    Args:
        text: One normalised field of a product, on one line.

    Returns:
        What comes before, without trailing marks; the whole text if nothing was recognised. May
        be empty.
    """
    match = _ADDRESSES_A_MODEL.search(_in_small_letters(text))
    if match is None:
        return text
    return _LEADS_UP.sub("", text[: match.start()]).rstrip(_LOOSE_ENDS)


def _in_small_letters(text: str) -> str:
    """Lower a text letter by letter: it keeps its length, which that of ``İ`` would change."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
