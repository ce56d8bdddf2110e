"""An answer or a check as plain text: for a terminal, and for pasting into a memo or an article.

A terminal shows an answer of which nothing needs to be looked up. What is copied in the browser is
made from the same view as the page, with sections, printed pages and dates written out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.presenting.check_report import CheckReport, ReportedClaim, report_of
from assistant.presenting.quoted_rows import row_in_line
from assistant.presenting.unconfirmed import closest_to, unconfirmed_remark
from assistant.presenting.views import AnswerView, StatementView
from assistant.records import Answer, Check, Language, Outcome, Point, Statement
from assistant.texts import Texts, reference


def answer_as_text(answer: Answer, notes: Sequence[str] = ()) -> str:
    """Quotes and written sentences with their references, for a terminal.

    ``notes`` come first: what a language model had to do with the answer.
    """
    language = answer.language
    texts = Texts(language)
    blocks = [*notes, _ending(answer, texts)]
    blocks += _statements(answer.statements, language)
    for disagreement in answer.disagreements:
        sides = disagreement.sides
        blocks.append(texts("plain_disagree"))
        blocks += [f"  {side.value}: {_statement(side.statement, language)}" for side in sides]
    for series in answer.series:
        blocks.append(texts("plain_series"))
        blocks += [_point(point, language) for point in series.points]
    if answer.nearest:
        head = [texts("plain_nearest")] if answer.outcome is Outcome.NOT_IN_DOCUMENTS else []
        blocks += [*head, *_statements(answer.nearest, language)]
    return _apart(blocks)


def view_as_text(question: str, view: AnswerView, texts: Texts) -> str:
    """An answer as it is copied in the browser: each quote with its full reference."""
    statements = [_shown(line, texts) for group in view.groups for line in group.lines]
    blocks = [question, _lines(view.notice, view.reason), _lines(*view.notes)]
    if view.written:
        writer = (texts("answer_written"), view.written_by)
        blocks += [*statements, " ".join(part for part in writer if part)]
    for disagreement in view.disagreements:
        blocks.append(_headed(texts("sources_disagree"), disagreement.subject))
        blocks += [_shown(side.line, texts) for side in disagreement.sides]
    for series in view.series:
        blocks.append(_headed(texts("series_head"), series.subject))
        blocks += [f"{p.when}: {p.value}\n{_shown(p.line, texts)}" for p in series.points]
    if not view.written:
        blocks += statements
    blocks += [_shown(line, texts) for group in view.nearest for line in group.lines]
    return _apart(blocks) + "\n"


def check_as_text(check: Check) -> str:
    """Each claim with its ruling, why, and the quotes with their references."""
    report = report_of(check, near=True)
    blocks = [report.title]
    blocks += ["\n".join(_claim(claim, report)) for claim in report.claims]
    if not report.claims:
        blocks.append(report.word("no_claims"))
    if report.unchecked:
        lines = [f"  {_with_why(claim)}" for claim in report.unchecked]
        blocks.append(_lines(report.word("unchecked_title") + ":", *lines))
    counts = ", ".join(f"{sign.symbol} {sign.word}: {count}" for sign, count in report.counts)
    blocks.append("\n".join([*(f"{label}: {value}" for label, value in report.facts), counts]))
    return "\n\n".join(block for block in blocks if block.strip())


def _apart(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between them."""
    return "\n\n".join(block for block in blocks if block)


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


def _headed(head: str, subject: str) -> str:
    return f"{head}: {subject}" if subject else head


def _ending(answer: Answer, texts: Texts) -> str:
    """How an answer ended, where that has to be told."""
    if answer.reason:
        return answer.reason
    told = _TOLD.get(answer.outcome)
    return texts(told) if told else ""


_TOLD = {
    Outcome.NOT_IN_DOCUMENTS: "plain_not_in_documents",
    Outcome.CLOSEST: "plain_closest",
    Outcome.PARTLY_ANSWERED: "plain_partly",
}


def _statements(statements: Iterable[Statement], language: Language) -> list[str]:
    return [_statement(statement, language) for statement in statements]


def _statement(statement: Statement, language: Language) -> str:
    sources = "; ".join(reference(citation, language) for citation in statement.citations)
    text = statement.text.replace("\t", " | ")
    if statement.kind == "written":
        remark = unconfirmed_remark(Texts(language), closest_to(statement))
        return f"{text} {remark}".rstrip() + f"\n  — {sources}"
    also = "".join(f"\n  = {reference(citation, language)}" for citation in statement.also)
    named = f"[{told}]\n" if (told := row_in_line(statement)) else ""
    return f"{named}“{text}”\n  — {sources}{also}"


def _point(point: Point, language: Language) -> str:
    source = reference(point.statement.citations[0], language)
    return f"  {_moment(point)}  {point.printed}: {source}"


def _moment(point: Point) -> str:
    """ "2018", "2018-10", "2015–2019": the year alone where that is the whole of it."""
    if (point.first[5:], point.last[5:]) == ("01-01", "12-31"):
        return "–".join(dict.fromkeys((point.first[:4], point.last[:4])))
    return point.last[:7]


def _shown(line: StatementView, texts: Texts) -> str:
    told = line.remark or f"({texts('support_' + line.support)})"
    text = f"“{line.text}”" if line.quoted else f"{line.text} {told}"
    sources = (f"— {marker.source}" for marker in line.markers)
    also = [f"— {marker.source}" for marker in line.also]
    head = [texts("also_in", count=len(also)) + ":"] if also else []
    under = [f"[{line.under}]"] if line.under else []
    return "\n".join([*under, text, *sources, *head, *also])


def _claim(claim: ReportedClaim, report: CheckReport) -> Iterator[str]:
    yield f"{claim.number}. {claim.text}"
    yield f"   {claim.sign.symbol} {claim.sign.word.upper()}"
    yield f"   {claim.why or claim.sign.meaning}"
    for text in claim.context:
        yield f"   {report.word('context_title')}: {text}"
    for quote in claim.quotes:
        yield f"   {quote.stance_word}: “{quote.text}”"
        if quote.why and quote.why != claim.why:
            yield f"     {quote.why}"
        yield from (f"     — {note.reference}" for note in quote.notes)
        yield from (f"     = {source}" for source in quote.also)


def _with_why(claim: ReportedClaim) -> str:
    return f"{claim.text} ({claim.why})" if claim.why else claim.text
