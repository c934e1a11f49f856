"""Patterns of time over word classes (time_words.py), each with the function that reads it (time_readings.py).

They are tried in the order of PATTERNS; words that one has taken are closed to the next.
"""

import re
from collections.abc import Callable

from kg.extract.time_readings import (
    Reading,
    Words,
    ago,
    calendar_unit,
    decade,
    deictic,
    fixed,
    overnight,
    recent,
    season,
    single,
    span,
    weekend,
)
from kg.extract.time_stretches import shifted, stretch, two_days, week_of, year_and_number

# Fragments: what may stand before ("the night of", "early on", "end of") and after ("at dawn", "night") a date.
_BEFORE = r"(?:(?:T?M*pU?|T?MU|T?b|T?M)fT?|M?p[NP]?|Mh|M[NPi]?|[eE][NPi])?"
_AFTER = r"(?:[NP]?p)?"
_DAY_MONTH = r"(?:[do]f?[ma]|TOf[ma]|[ma]T?[do])"
_DATE = rf"(?:w,?[NP]?)?{_DAY_MONTH}(?:,?y)?"
_END = rf"(?:{_DATE}|[ma],?y|[ma]|wp?|y)"
_COUNT = r"(?:I?gf?|[qdz](?:h?[qdz])?|I)"
_UNIT = r"[uYJDU]"

_Reader = Callable[[Words], Reading | None]
PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(pattern), reader)
    for pattern, reader in (
        # ranges
        (r"(?:B[do]C|F?[do][Gh])T?[do]f?[ma](?:,?y)?", span),
        (r"(?:B[ma][do]C|F?[ma][do][Gh])[do](?:,?y)?(?![ma])", span),
        (r"(?:[ma]j|jf?[ma])(?:,?y)?", span),
        (r"X?wp?5wp?", span),
        (rf"B{_END}C{_END}|X?F{_END}[Gvh5]{_END}|(?:{_DATE}|[ma]|w|y)h(?:{_DATE}|[ma],?y|m|w|y)", span),
        (r"[ma][do]C[do](?![ma])|[do]C[do]f?[ma]", two_days),
        (r"yh[dz]", year_and_number),
        # counted from a date, or a stretch of a longer time
        (rf"{_COUNT}[DJU]ZT?{_DATE}", shifted),
        (rf"T?[JK]f{_DATE}", week_of),
        (r"T?(?:[lO](?:[qdz])?[DJU]|[lO_]6)f(?:[ma],?y|[ma]|y)", stretch),
        # dates: with a year, with "this year", without
        (rf"{_BEFORE}(?:w,?[NP]?)?(?:{_DAY_MONTH}|[do]Q),?[yz]{_AFTER}", single),
        (rf"(?:(?<=P)|w,?)[do]Q{_AFTER}", single),
        (rf"{_BEFORE}(?:w,?[NP]?)?{_DAY_MONTH},?f?[lt]Y{_AFTER}", single),
        (rf"{_BEFORE}(?:w,?[NP]?)?(?:[do]f?[ma]|TOf[ma]|(?<![ilnt])[ma]T?[do]){_AFTER}", single),
        (rf"{_BEFORE}[ma],?f?y", single),
        (rf"{_BEFORE}[ma],?f?[lt]Y", single),
        (rf"{_BEFORE}[lnt][ma]", single),
        (rf"{_BEFORE}m|(?<=[isv])a|(?:M[hi]?|T?[bM]fT?)a", single),
        # weekdays
        (r"R?W|R[wuYJDp]", fixed("repeated")),
        (r"X[NP]?w", overnight),
        (r"X", overnight),
        (rf"{_BEFORE}wf?[lnt]J{_AFTER}", single),
        (rf"{_BEFORE}(?:[lnt]|Tk)?w{_AFTER}", single),
        # counted from the day of publication
        (rf"(?:{_BEFORE}|[eE])x{_AFTER}|(?:M|[eE])?tp|(?:M)?lp", deictic),
        (rf"L+{_COUNT}?L?{_UNIT}A|{_COUNT}?{_UNIT}A", ago),
        (rf"T?[lkrn](?:{_COUNT})?U|T[lkr](?:{_COUNT})?{_UNIT}", recent),
        (rf"(?:{_BEFORE}|[eE])[lknt][uYJ]|T?bfTY", calendar_unit),
        (r"T?[lnkt]?K", weekend),
        # counted from another event
        (rf"{_COUNT}L?{_UNIT}[eEZ]|U[eEZ]|TDZ|T?V[uYJDp]|Tn[uYJDp]", fixed("relative-to-event")),
        (r"T?[oO]?H", fixed("relative-to-event")),
        # wide, open or no points at all
        (r"T?Mh?c|T?c", decade),
        (r"[lnt]S|T?M?Sf?y|(?<=i)T?M?S", season),
        (rf"(?:I?gf?|[qdz](?:h?[qdz])?)h?{_UNIT}|(?<=4)IM?{_UNIT}|(?<=[4i])U", fixed("duration")),
        (rf"{_BEFORE}y", single),
        (r"(?<=[NPvZi])T?M?p", fixed("relative-to-event")),  # "at dawn" of a day told elsewhere
    )
)
