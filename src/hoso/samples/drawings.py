"""Drawn parts of a paper, as SVG: patterned backgrounds, the emblem, seals, signatures, stamps, codes."""

from __future__ import annotations

import math
import re
from html import escape
from random import Random

TINTS = {
    "pink": "#e79aa8",
    "blue": "#9db8dc",
    "green": "#a3cfae",
    "yellow": "#dcc98a",
    "grey": "#b9b9b9",
    "violet": "#c0a7d6",
}


def _svg(width: float, height: float, body: str, style: str = "") -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'preserveAspectRatio="none" style="{style}">{body}</svg>'
    )


def _wave(rng: Random, width: float, base: float, amplitude: float) -> str:
    length = rng.uniform(30, 60)
    points = [
        f"{x:g},{base + amplitude * math.sin(x / length * 2 * math.pi) + amplitude * 0.4 * math.sin(x / 17):.1f}"
        for x in range(0, int(width) + 6, 6)
    ]
    return " ".join(points)


def guilloche(rng: Random, tint: str) -> str:
    """Fine interlaced waves over the whole sheet, as on blanks of the Ministry of Justice."""
    colour = TINTS[tint]
    amplitude = rng.uniform(4, 12)
    step = rng.uniform(5, 11)
    lines = "".join(
        f'<polyline points="{_wave(rng, 800, step * row, amplitude)}" fill="none" stroke="{colour}" '
        f'stroke-width="0.45"/>'
        for row in range(int(1130 / step))
    )
    return _svg(800, 1130, lines, f"opacity:{rng.uniform(0.35, 0.75):.2f}")


def drum(rng: Random, tint: str) -> str:
    """Concentric rings with rays and a star, like the bronze drum on land certificates."""
    colour = TINTS[tint]
    rings = "".join(
        f'<circle cx="400" cy="565" r="{radius}" fill="none" stroke="{colour}" '
        f'stroke-width="{1.2 if radius % 60 else 5}" stroke-dasharray="{2 + radius % 7} 3"/>'
        for radius in range(30, 390, 12)
    )
    rays = "".join(
        f'<line x1="400" y1="565" x2="{400 + 120 * math.cos(a):.1f}" y2="{565 + 120 * math.sin(a):.1f}" '
        f'stroke="{colour}" stroke-width="3"/>'
        for a in (math.pi * k / 7 for k in range(14))
    )
    wash = f'<rect width="800" height="1130" fill="{colour}" opacity="{rng.uniform(0.08, 0.3):.2f}"/>'
    return _svg(800, 1130, wash + rings + rays, f"opacity:{rng.uniform(0.3, 0.6):.2f}")


def rosettes(rng: Random, tint: str) -> str:
    """A grid of small rosettes."""
    colour = TINTS[tint]
    size = rng.choice((26, 34, 44))
    petal = "".join(
        f'<ellipse cx="{size / 2}" cy="{size / 2}" rx="{size * 0.45}" ry="{size * 0.13}" fill="none" '
        f'stroke="{colour}" stroke-width="0.5" transform="rotate({angle} {size / 2} {size / 2})"/>'
        for angle in (0, 45, 90, 135)
    )
    body = (
        f'<defs><pattern id="ro" width="{size}" height="{size}" patternUnits="userSpaceOnUse">{petal}</pattern>'
        f'</defs><rect width="800" height="1130" fill="url(#ro)"/>'
    )
    return _svg(800, 1130, body, f"opacity:{rng.uniform(0.3, 0.7):.2f}")


BACKGROUNDS = {"guilloche": guilloche, "drum": drum, "rosettes": rosettes}


def background(rng: Random, kind: str) -> str:
    """A background named `kind-tint`, or nothing for `plain`."""
    name, _, tint = kind.partition("-")
    return BACKGROUNDS[name](rng, tint or "pink") if name in BACKGROUNDS else ""


def star_points(centre: float, radius: float) -> str:
    """The points of a five-pointed star that stands upright."""
    angles = [math.pi * (k / 5) - math.pi / 2 for k in range(10)]
    return " ".join(
        f"{centre + (radius if k % 2 == 0 else radius * 0.4) * math.cos(a):.1f},"
        f"{centre + (radius if k % 2 == 0 else radius * 0.4) * math.sin(a):.1f}"
        for k, a in enumerate(angles)
    )


def emblem(size: str = "5.2em") -> str:
    """A red disc with a gold star and a wreath of strokes: a stand-in for the national emblem."""
    wreath = "".join(
        f'<line x1="50" y1="8" x2="50" y2="15" stroke="#c89b1c" stroke-width="4" '
        f'transform="rotate({angle} 50 50)"/>'
        for angle in range(0, 360, 12)
    )
    body = (
        '<circle cx="50" cy="50" r="36" fill="#c8202f"/>'
        f'{wreath}<polygon points="{star_points(50, 22)}" fill="#f4d03f"/>'
    )
    return _svg(100, 100, body, f"width:{size};height:{size}")


def seal(rng: Random, around: str) -> str:
    """A round red seal with text along its ring and a star within, printed unevenly."""
    identity = f"s{rng.randint(0, 10**9)}"
    colour = rng.choice(("#d3202c", "#c4142a", "#e0353b", "#b5243a"))
    body = (
        f'<circle cx="100" cy="100" r="96" fill="none" stroke="{colour}" stroke-width="4"/>'
        f'<circle cx="100" cy="100" r="66" fill="none" stroke="{colour}" stroke-width="1.6"/>'
        f'<defs><path id="{identity}" d="M 100 178 A 78 78 0 1 1 100.1 178"/></defs>'
        f'<text font-family="FreeSans" font-size="15" font-weight="bold" fill="{colour}" '
        f'textLength="440" data-noise="1"><textPath href="#{identity}">{escape(around)}</textPath></text>'
        f'<polygon points="{star_points(100, 30)}" fill="{colour}"/>'
        f'<circle cx="100" cy="100" r="46" fill="none" stroke="{colour}" stroke-width="1"/>'
    )
    turn, opacity = rng.uniform(-40, 40), rng.uniform(0.45, 0.85)
    size = rng.uniform(7.5, 9.5)
    style = (
        f"position:absolute;width:{size:.1f}em;height:{size:.1f}em;opacity:{opacity:.2f};"
        f"transform:rotate({turn:.0f}deg);left:{rng.uniform(-4.5, -1.0):.1f}em;top:{rng.uniform(0.2, 2.6):.1f}em;"
        "mix-blend-mode:multiply"
    )
    return _svg(200, 200, body, style)


def signature(rng: Random) -> str:
    """A pen signature: a few looping strokes, blue most often."""
    colour = rng.choice(("#1f3fa8", "#2344b8", "#1b2f7d", "#23233a"))
    strokes = []
    for _ in range(rng.randint(2, 3)):
        x, y = rng.uniform(5, 60), rng.uniform(30, 60)
        path = f"M {x:.0f} {y:.0f}"
        for _ in range(rng.randint(3, 6)):
            x += rng.uniform(8, 38)
            points = [x - rng.uniform(0, 30), rng.uniform(0, 90), x + rng.uniform(-8, 25), rng.uniform(0, 90)]
            path += f" C {points[0]:.0f} {points[1]:.0f} {points[2]:.0f} {points[3]:.0f} {x:.0f} "
            path += f"{rng.uniform(20, 70):.0f}"
        strokes.append(
            f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="{rng.uniform(1.3, 2.6):.1f}"/>'
        )
    style = (
        f"position:absolute;left:{rng.uniform(-1, 2):.1f}em;top:{rng.uniform(1.6, 3.0):.1f}em;"
        f"width:{rng.uniform(8, 11):.1f}em;height:{rng.uniform(3.2, 4.8):.1f}em;mix-blend-mode:multiply"
    )
    return _svg(200, 90, "".join(strokes), style)


def parcel_sketch(rng: Random, number: str) -> str:
    """A parcel's drawing: a polygon with corner numbers and side lengths."""
    corners = [
        (60 + rng.uniform(0, 30), 40 + rng.uniform(0, 30)),
        (250 + rng.uniform(0, 40), 50 + rng.uniform(0, 30)),
        (240 + rng.uniform(0, 40), 190 + rng.uniform(0, 20)),
        (70 + rng.uniform(0, 30), 180 + rng.uniform(0, 20)),
    ]
    points = " ".join(f"{x:.0f},{y:.0f}" for x, y in corners)
    marks = "".join(
        f'<text x="{x + 5:.0f}" y="{y - 5:.0f}" font-size="10">{k + 1}</text><circle cx="{x:.0f}" cy="{y:.0f}" r="2"/>'
        for k, (x, y) in enumerate(corners)
    )
    sides = "".join(
        f'<text x="{(corners[k][0] + corners[k - 1][0]) / 2:.0f}" y="{(corners[k][1] + corners[k - 1][1]) / 2:.0f}" '
        f'font-size="9">{rng.uniform(4, 40):.2f}</text>'
        for k in range(4)
    )
    body = (
        f'<g data-noise="1"><polygon points="{points}" fill="none" stroke="#222"/>{marks}{sides}'
        f'<text x="160" y="120" font-size="13">{escape(number)}</text></g>'
    )
    return _svg(340, 230, body, "width:23em;height:15.5em;display:block;margin:0.4em auto")


def qr_code(text: str, size: str = "5em") -> str:
    """A real QR code of the text, or nothing where the writer of codes is not installed."""
    return _written(text, "QRCode", f"width:{size};height:{size}")


def bar_code(text: str) -> str:
    """A real PDF417 code of the text that fills its element, or nothing without a writer of codes."""
    return _written(text, "PDF417", "width:100%;height:100%")


def _written(text: str, kind: str, style: str) -> str:
    try:
        import zxingcpp
    except ImportError:
        return ""
    barcode = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    svg = barcode.to_svg(add_quiet_zones=True)
    body = re.sub(
        r'<svg width="(\d+)" height="(\d+)"',
        r'<svg viewBox="0 0 \1 \2" preserveAspectRatio="none" width="100%" height="100%"',
        svg[svg.index("<svg") :],
        count=1,
    )
    return f'<div class="qr" data-noise="1" style="{style}">{body}</div>'
