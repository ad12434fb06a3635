"""How far a figure from a sample may be from the truth: 95 % intervals of shares, scores and means.

The published formulas are coded here, because importing scipy or statsmodels would slow every page; the tests hold them
against both libraries and against the numbers printed in the sources.
"""

from math import hypot, sqrt

# The 0.975 quantile of the normal distribution (NIST/SEMATECH e-Handbook, table 1.3.6.7.1), to more digits.
Z = 1.959963984540054
Z99 = 2.5758293035489  # and the 0.995 quantile

Interval = tuple[float, float]
Estimate = tuple[float, float, float]  # value, low, high


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
    return of_separate((hits / of, *of_share(hits, of)), (other_hits / other_of, *of_share(other_hits, other_of)))


def of_separate(one: Estimate, other: Estimate) -> Interval:
    """Interval of the difference of two separate samples' figures, each as value, low and high.

    The distances to the nearer ends add up by their squares (G. Y. Zou and A. Donner, Statistics in Medicine 27, 2008,
    1693–1702). With Wilson's intervals this is Newcombe's; with symmetric ones, as of net promoter scores, it is the
    root of the sum of both squared margins.
    """
    (value, low, high), (other_value, other_low, other_high) = one, other
    below, above = hypot(value - low, other_high - other_value), hypot(high - value, other_value - other_low)
    return value - other_value - below, value - other_value + above


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


def of_mean_difference(one: tuple[float, float, int], other: tuple[float, float, int], z: float = Z) -> Interval:
    """Welch's interval of the difference of two separate samples' means, each as mean, half its 95 % interval and n.

    B. L. Welch, Biometrika 34 (1947), 28–35; NIST/SEMATECH e-Handbook 1.3.5.3.
    """
    (mean, half, n), (other_mean, other_half, other_n) = one, other
    a, b = (half / student(n - 1)) ** 2, (other_half / student(other_n - 1)) ** 2  # squared standard errors
    spread = a**2 / (n - 1) + b**2 / (other_n - 1)
    margin = student((a + b) ** 2 / spread, z) * sqrt(a + b) if spread else 0.0
    return mean - other_mean - margin, mean - other_mean + margin


def student(freedom: float, z: float = Z) -> float:
    """Student's t where the normal distribution has z, the 0.975 quantile (Abramowitz and Stegun 1964, 26.7.5).

    Three digits right from 5 degrees on, at the 0.995 quantile two.
    """
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
