"""Words that lean on what was said before: "Daarvan zijn er tien", "They took part", "Dit programma".

Where a sentence or a question begins with one or has one, what it is about stands before it. How much is
taken for leaning differs: a sentence that is to be quoted must stand alone; a question may lean anywhere.
"""

from __future__ import annotations

import re

_POINTING = "dit|dat|deze|die|this|that|these|those"
_PERSONS = "zij|ze|hij|it|they|he|she"

# A sentence that begins so is not understood alone.
LEANS = re.compile(
    rf"^[\"'“‘„(]*(?:{_POINTING}|{_PERSONS}|daarbij|daarmee|daarnaast|daardoor|daarom|hierdoor|hiermee|hierbij|"
    r"ook|dergelijke|zo|such|thereby|therefore|also)\b",
    re.IGNORECASE,
)
# A sentence that begins so speaks of what the sentence before it is about.
CONTINUES = re.compile(
    r"\W*(?:(?:daar|hier)(?:van|in|bij|mee|voor|aan|op|uit|door|onder|over|toe)?\b|"
    rf"(?:{_POINTING}|{_PERSONS}|dezelfde|of (?:these|those|them|which))\s)",
    re.IGNORECASE,
)
# A question with one of these asks about what was asked before.
POINTS_BACK = re.compile(
    rf"\b(?:{_POINTING}|{_PERSONS}|hun|daar|daarvan|daarvoor|daarmee|daarover|ervan|ermee|hiervan|"
    r"them|its|their|there)\b",
    re.IGNORECASE,
)
# A sentence that begins so tells of some of those that the sentence before it counts.
OF_THEM = re.compile(r"\W*(?:daarvan|hiervan|of (?:these|those|them|which))\b", re.IGNORECASE)
# "Zie ook het advies van 22 juni 2020": where to read of something, and nothing of it.
REFERS = re.compile(
    r"\W*(?:\d{1,3}\W{0,2}\s)?(?:zie(?! (?:je|jij|u|ik)\b)|vgl|vergelijk ook|"
    r"see (?:also|appendix|annex|section|chapter|table|figure|box|page|footnote|note)|cf)\b",
    re.IGNORECASE,
)
