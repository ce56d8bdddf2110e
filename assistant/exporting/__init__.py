"""A check -> a report that an editor can follow: Markdown, HTML, DOCX."""
