"""An answer as plain text, from the same view as the page."""

from __future__ import annotations

from assistant.presenting.views import AnswerView, Line
from assistant.texts import Texts


def as_text(question: str, view: AnswerView, texts: Texts) -> str:
    """The answer as plain text for a memo or an article: each quote with its full reference."""
    blocks = [question]
    if view.notice or view.reason:
        blocks.append("\n".join(part for part in (view.notice, view.reason) if part))
    if view.notes:
        blocks.append("\n".join(view.notes))
    if view.written:
        blocks += _lines_as_text(view, texts)
        blocks.append(" ".join(part for part in (texts("answer_written"), view.written_by) if part))
    for disagreement in view.disagreements:
        subject = f": {disagreement.subject}" if disagreement.subject else ""
        blocks.append(texts("sources_disagree") + subject)
        blocks += [_line_as_text(side.line, texts) for side in disagreement.sides]
    for series in view.series:
        subject = f": {series.subject}" if series.subject else ""
        blocks.append(texts("series_head") + subject)
        blocks += [f"{p.when}: {p.value}\n{_line_as_text(p.line, texts)}" for p in series.points]
    if not view.written:
        blocks += _lines_as_text(view, texts)
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines_as_text(view: AnswerView, texts: Texts) -> list[str]:
    return [_line_as_text(line, texts) for group in view.groups for line in group.lines]


def _line_as_text(line: Line, texts: Texts) -> str:
    text = f"“{line.text}”" if line.quoted else f"{line.text} ({texts('support_' + line.support)})"
    lines = [f"[{line.under}]"] if line.under else []
    lines += [text, *(f"— {marker.source}" for marker in line.markers)]
    if line.also:
        lines.append(texts("also_in", count=len(line.also)) + ":")
        lines += [f"— {marker.source}" for marker in line.also]
    return "\n".join(lines)
