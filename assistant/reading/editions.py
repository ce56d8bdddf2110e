"""Which edition of the readers this is: a library's documents that an earlier one read can be read better."""

# 1: text, headings and loose rows. 2: tables as tables; what is seen and no more; forms and notes.
# Raise it when pages would come out otherwise; `assistant reread` then reads what earlier ones read.
# 3: two pages on a sheet; turned tables; bounds, raised marks and rows of tables that were lost or glued.
# 4: which of two pages on a sheet; forms of web pages; letters, numbers and quotes that brochures set apart.
# 5: text that a file marks as no text; line-end hyphens that are drawn by themselves.
READERS = 5
