"""How far a figure from a sample may be from the truth: 95 % intervals of shares, scores and means.

The published formulas are coded here, because importing scipy or statsmodels would slow every page; the tests hold them
against both libraries and against the numbers printed in the sources.
"""

from math import sqrt

# The 0.975 quantile of the normal distribution (NIST/SEMATECH e-Handbook, table 1.3.6.7.1), to more digits.
Z = 1.959963984540054

Interval = tuple[float, float]


def of_share(hits: float, of: float) -> Interval:
    """Wilson's score interval of hits ÷ of (E. B. Wilson, JASA 22, 1927; Newcombe, Statistics in Medicine 17, 1998)."""
    share = hits / of
    middle = share + Z**2 / (2 * of)
    half = Z * sqrt(share * (1 - share) / of + (Z / (2 * of)) ** 2)
    width = 1 + Z**2 / of
    return max((middle - half) / width, 0.0), min((middle + half) / width, 1.0)


def of_difference(hits: float, of: float, other_hits: float, other_of: float) -> Interval:
    """Newcombe's hybrid score interval of hits ÷ of − other_hits ÷ other_of, two separate samples.

    R. G. Newcombe, Statistics in Medicine 17 (1998), 873–890, method 10.
    """
    share, other = hits / of, other_hits / other_of
    low, high = of_share(hits, of)
    other_low, other_high = of_share(other_hits, other_of)
    below = sqrt((share - low) ** 2 + (other_high - other) ** 2)
    above = sqrt((high - share) ** 2 + (other - other_low) ** 2)
    return share - other - below, share - other + above


def of_score(promoters_less_detractors: float, promoters_and_detractors: float, n: float) -> Interval:
    """Interval of a net promoter score, in points: 100(p − d) ± 1.96 · 100·√[(p + d − (p − d)²)/n]."""
    score = promoters_less_detractors / n
    half = Z * sqrt(max(promoters_and_detractors / n - score**2, 0.0) / n)
    return max(100 * (score - half), -100.0), min(100 * (score + half), 100.0)


def of_mean(total: float, squares: float, n: float) -> Interval | None:
    """Student's interval of a mean from the sum and the sum of squares; one answer alone has none."""
    if n < 2:
        return None
    mean = total / n
    variance = max(squares - n * mean**2, 0.0) / (n - 1)
    half = student(n - 1) * sqrt(variance / n)
    return mean - half, mean + half


def student(freedom: float) -> float:
    """The 0.975 quantile of Student's t (Abramowitz and Stegun 1964, 26.7.5); three digits right from 5 degrees on."""
    terms = (
        (Z**3 + Z) / 4,
        (5 * Z**5 + 16 * Z**3 + 3 * Z) / 96,
        (3 * Z**7 + 19 * Z**5 + 17 * Z**3 - 15 * Z) / 384,
        (79 * Z**9 + 776 * Z**7 + 1482 * Z**5 - 1920 * Z**3 - 945 * Z) / 92160,
    )
    return Z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
