"""How well a ranking has what holds the answer: success, recall, reciprocal rank, discounted gain.

Ranks count from 1; only the first passage of each gold document or passage counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

CUT = 10


def hit_at(ranks: Sequence[int], cut: int) -> float:
    """1 where anything that holds the answer is in the first ``cut`` passages (success@k).

    >>> hit_at([3, 7], 5), hit_at([3, 7], 1)
    (1.0, 0.0)
    """
    return float(any(rank <= cut for rank in ranks))


def recall_at(ranks: Sequence[int], gold: int, cut: int) -> float:
    """Share of what holds the answer that is in the first ``cut`` passages.

    With one gold document or passage it is the same as ``hit_at``; with several, recall@1 is at
    most 1 / gold (Manning, Raghavan & Schütze 2008, ch. 8).

    >>> recall_at([3, 7], 4, 5)
    0.25
    """
    return sum(rank <= cut for rank in ranks) / gold


def reciprocal_rank(ranks: Sequence[int], cut: int = CUT) -> float:
    """1 / rank of the first passage that holds the answer, 0 past ``cut`` (Voorhees 1999, TREC-8 QA).

    >>> reciprocal_rank([4, 2])
    0.5
    """
    best = min(ranks, default=cut + 1)
    return 1 / best if best <= cut else 0.0


def ndcg_at(ranks: Sequence[int], gold: int, cut: int = CUT) -> float:
    """Discounted cumulative gain over that of the ideal ranking, gains 0 or 1.

    Järvelin & Kekäläinen 2002, with the discount 1 / log2(rank + 1) that is in common use.

    >>> ndcg_at([1, 2], 2), round(ndcg_at([2], 1), 4)
    (1.0, 0.6309)
    """
    gain = sum(1 / math.log2(rank + 1) for rank in sorted(ranks) if rank <= cut)
    ideal = sum(1 / math.log2(rank + 1) for rank in range(1, min(gold, cut) + 1))
    return gain / ideal
