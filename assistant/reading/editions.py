"""Which edition of the readers this is: a library's documents that an earlier one read can be read better."""

# 1: text, headings and loose rows. 2: tables as tables; what is seen and no more; forms and notes.
# Raise it when pages would come out otherwise; `assistant reread` then reads what earlier ones read.
# 3: two pages on a sheet; turned tables; bounds, raised marks and rows of tables that were lost or glued.
READERS = 3
