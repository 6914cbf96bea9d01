"""The picture of a result: one bar for each choice, large enough for a telephone."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from bot.domain.ground.text import cut

if TYPE_CHECKING:
    from PIL import ImageDraw, ImageFont

    Font = ImageFont.FreeTypeFont | ImageFont.ImageFont

WIDTH = 1080
MARGIN = 60
BAR_HEIGHT = 44
ROW_HEIGHT = 128
HEAD_HEIGHT = 150
FOOT_HEIGHT = 110
TITLE_SIZE, LABEL_SIZE, FOOT_SIZE = 52, 40, 34
LINE_GRAPHEMES = 60
INK, FAINT, GROUND = "#1f2933", "#e4e7eb", "#ffffff"
COLOURS = {"yes": "#2f9e5b", "no": "#c94f4f", "abstain": "#8a96a3", "none": "#8a96a3"}
COLOUR = "#3b7dd8"
TICK = 56
"""What the mark of a winner takes of a line."""
MOST_ROWS = 12
"""More bars would be too small to read: the rest is on the card."""

FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu/DejaVuSans.ttf",
    "/usr/share/fonts/dejavu-sans-fonts/DejaVuSans.ttf",
    "/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/noto/NotoSans-Regular.ttf",
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    "/usr/share/fonts/google-noto-cjk/NotoSansCJK-Regular.ttc",
    "/Library/Fonts/Arial Unicode.ttf",
)
UNASSIGNED = "\U0010fffe"
"""No font has it: what is drawn for it is the font's box for missing characters."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One choice: its key gives the colour, `number` of `whole` the length. `is_winner`: it carried the ballot."""

    key: str
    label: str
    number: int
    is_winner: bool = False


def draw_result(title: str, bars: Sequence[Bar], whole: int, foot: str) -> bytes:
    """A JPEG, which Telegram makes of every photo anyway, with the title, the bars and a line below."""
    # Pillow costs 30 ms and 10 MiB to import: only results need it.
    from PIL import Image, ImageDraw  # noqa: PLC0415

    shown = bars[:MOST_ROWS]
    picture = Image.new("RGB", (WIDTH, HEAD_HEIGHT + ROW_HEIGHT * len(shown) + FOOT_HEIGHT), GROUND)
    draw = ImageDraw.Draw(picture)
    _draw_line(draw, MARGIN, title, TITLE_SIZE, WIDTH - 2 * MARGIN)
    for index, bar in enumerate(shown):
        _draw_bar(draw, HEAD_HEIGHT + ROW_HEIGHT * index, bar, max(whole, 1))
    _draw_line(draw, HEAD_HEIGHT + ROW_HEIGHT * len(shown) + MARGIN // 3, foot, FOOT_SIZE, WIDTH - 2 * MARGIN)
    kept = io.BytesIO()
    picture.save(kept, "JPEG", quality=88)
    return kept.getvalue()


def _draw_tick(draw: "ImageDraw.ImageDraw", y: int) -> None:
    """Drawn, as not every font has it."""
    stroke = ((MARGIN + 2, y + 26), (MARGIN + 14, y + 38), (MARGIN + 38, y + 10))
    draw.line(stroke, fill=COLOURS["yes"], width=8, joint="curve")


def _draw_line(draw: "ImageDraw.ImageDraw", y: int, text: str, size: int, room: float, indent: int = 0) -> None:
    """One line of text, cut to the room there is."""
    font = _font_for(text, size)
    graphemes = LINE_GRAPHEMES
    while graphemes > 1 and draw.textlength(cut(text, graphemes), font=font) > room:
        graphemes -= 1
    draw.text((MARGIN + indent, y), cut(text, graphemes), fill=INK, font=font)


def _draw_bar(draw: "ImageDraw.ImageDraw", y: int, bar: Bar, whole: int) -> None:
    room = WIDTH - 2 * MARGIN
    number, font = str(bar.number), _fonts(LABEL_SIZE)[0]
    width = draw.textlength(number, font=font)
    draw.text((WIDTH - MARGIN - width, y), number, fill=INK, font=font)
    if bar.is_winner:
        _draw_tick(draw, y)
    indent = TICK if bar.is_winner else 0
    _draw_line(draw, y, bar.label, LABEL_SIZE, room - width - MARGIN - indent, indent)
    top = y + LABEL_SIZE + 16
    draw.rounded_rectangle((MARGIN, top, MARGIN + room, top + BAR_HEIGHT), 10, fill=FAINT)
    if bar.number:
        length = max(20, room * min(bar.number, whole) // whole)
        colour = COLOURS.get(bar.key, COLOUR)
        draw.rounded_rectangle((MARGIN, top, MARGIN + length, top + BAR_HEIGHT), 10, fill=colour)


def _font_for(text: str, size: int) -> "Font":
    """The first font that has every character, else the first."""
    fonts = _fonts(size)
    return next((font for font in fonts if _has_all(font, text)), fonts[0])


def _has_all(font: "Font", text: str) -> bool:
    box = _pixels(font, UNASSIGNED)
    return all(_pixels(font, character) != box for character in set(text) if not character.isspace())


def _pixels(font: "Font", character: str) -> bytes:
    # Pillow's own types do not tell that a mask is a sequence of bytes.
    return bytes(font.getmask(character))  # pyright: ignore[reportArgumentType]


@lru_cache
def _fonts(size: int) -> "tuple[Font, ...]":
    """The fonts of this machine that know many scripts; Pillow's own where there are none."""
    from PIL import ImageFont  # noqa: PLC0415

    found = tuple(ImageFont.truetype(path, size) for path in FONTS if Path(path).exists())
    return found or (ImageFont.load_default(size),)
