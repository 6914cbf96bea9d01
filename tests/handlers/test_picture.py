import io

from PIL import Image

from handlers.views.ballots import picture
from handlers.views.ballots.picture import MOST_ROWS, WIDTH, Bar, draw_result


def opened(data):
    return Image.open(io.BytesIO(data)).convert("RGB")


def test_the_picture_is_as_wide_as_a_telephone_shows_and_grows_with_the_choices():
    few = opened(draw_result("Barrel", [Bar("yes", "Yes", 3), Bar("no", "No", 1)], 4, "4 of 5 voted"))
    many = opened(draw_result("Barrel", [Bar(str(n), f"Option {n}", n) for n in range(30)], 30, "30 of 30 voted"))
    assert few.width == many.width == WIDTH
    assert few.height < many.height == picture.HEAD_HEIGHT + MOST_ROWS * picture.ROW_HEIGHT + picture.FOOT_HEIGHT


def test_a_bar_is_as_long_as_its_share():
    shown = opened(draw_result("Barrel", [Bar("yes", "Yes", 3), Bar("no", "No", 0)], 4, "foot"))
    row = picture.HEAD_HEIGHT + picture.LABEL_SIZE + 16 + picture.BAR_HEIGHT // 2
    room = WIDTH - 2 * picture.MARGIN
    at = [shown.getpixel((picture.MARGIN + room * share // 100, row)) for share in (10, 70, 80)]
    assert at[0] == at[1] != at[2]
    below = row + picture.ROW_HEIGHT
    assert shown.getpixel((picture.MARGIN + 10, below)) == shown.getpixel((WIDTH // 2, below))


def test_nothing_is_drawn_beyond_the_margin():
    shown = opened(draw_result("W" * 200, [Bar("0", "Щ" * 200, 1)], 1, "蓝" * 200))
    margin = shown.crop((WIDTH - picture.MARGIN + 4, 0, WIDTH, shown.height))
    assert min(low for low, _ in margin.getextrema()) > 240


def test_without_fonts_on_the_machine_pillows_own_is_used(monkeypatch):
    monkeypatch.setattr(picture, "FONTS", ())
    picture._fonts.cache_clear()
    try:
        assert opened(draw_result("Barrel", [Bar("yes", "Yes", 3)], 4, "4 of 5 voted")).width == WIDTH
    finally:
        picture._fonts.cache_clear()
