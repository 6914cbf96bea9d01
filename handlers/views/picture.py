"""The picture of a result: one bar for each choice, large enough for a telephone."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.text import cut

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

WIDTH = 1080
MARGIN = 60
BAR_HEIGHT = 44
ROW_HEIGHT = 128
HEAD_HEIGHT = 150
FOOT_HEIGHT = 110
TITLE_SIZE, LABEL_SIZE, FOOT_SIZE = 52, 40, 34
TITLE_GRAPHEMES, LABEL_GRAPHEMES = 34, 40
INK, FAINT, GROUND = "#1f2933", "#e4e7eb", "#ffffff"
COLOURS = {"yes": "#2f9e5b", "no": "#c94f4f", "abstain": "#8a96a3", "none": "#8a96a3"}
COLOUR = "#3b7dd8"
MOST_ROWS = 12
"""More bars would be too small to read: the rest is on the card."""

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/noto/NotoSans-Regular.ttf",
    "/Library/Fonts/Arial Unicode.ttf",
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice: its key gives the colour, `number` of `whole` the length."""

    key: str
    label: str
    number: int


def draw_result(title: str, bars: Sequence[Bar], whole: int, foot: str) -> bytes:
    """A PNG with the title, the bars and a line below."""
    # Pillow costs 30 ms and 10 MiB to import: only results need it.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    shown = bars[:MOST_ROWS]
    picture = Image.new("RGB", (WIDTH, HEAD_HEIGHT + ROW_HEIGHT * len(shown) + FOOT_HEIGHT), GROUND)
    draw = ImageDraw.Draw(picture)
    draw.text((MARGIN, MARGIN), cut(title, TITLE_GRAPHEMES), fill=INK, font=_font(TITLE_SIZE))
    for index, bar in enumerate(shown):
        _draw_bar(draw, HEAD_HEIGHT + ROW_HEIGHT * index, bar, max(whole, 1))
    y = HEAD_HEIGHT + ROW_HEIGHT * len(shown) + MARGIN // 3
    draw.text((MARGIN, y), cut(foot, 2 * TITLE_GRAPHEMES), fill=INK, font=_font(FOOT_SIZE))
    kept = io.BytesIO()
    picture.quantize(32).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _draw_bar(draw: "ImageDraw.ImageDraw", y: int, bar: Bar, whole: int) -> None:
    room = WIDTH - 2 * MARGIN
    font = _font(LABEL_SIZE)
    draw.text((MARGIN, y), cut(bar.label, LABEL_GRAPHEMES), fill=INK, font=font)
    number = str(bar.number)
    draw.text((WIDTH - MARGIN - draw.textlength(number, font=font), y), number, fill=INK, font=font)
    top = y + LABEL_SIZE + 16
    draw.rounded_rectangle((MARGIN, top, MARGIN + room, top + BAR_HEIGHT), 10, fill=FAINT)
    if bar.number:
        length = max(20, room * min(bar.number, whole) // whole)
        colour = COLOURS.get(bar.key, COLOUR)
        draw.rounded_rectangle((MARGIN, top, MARGIN + length, top + BAR_HEIGHT), 10, fill=colour)


@lru_cache
def _font(size: int) -> "ImageFont.FreeTypeFont | ImageFont.ImageFont":
    """A font of the machine that knows many scripts, else Pillow's own."""
    from PIL import ImageFont  # noqa: PLC0415

    for path in FONTS:
        if Path(path).exists():
            return ImageFont.truetype(path, size)
    return ImageFont.load_default(size)
