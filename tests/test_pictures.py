"""The pictures of the docs show what the running program shows."""

import io

import pytest
from PIL import Image
from playwright.sync_api import Browser

from pictures import FOLDER, PICTURES, Picture, difference, taken
from serving import Server

# Of 255. The same machine gives 0.0; without its nodes, edges and names the network's picture is 3.1 away.
TOLERANCE = 1.0


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_a_picture_shows_what_is_to_be_seen(browser: Browser, site: Server, picture: Picture) -> None:
    fresh = taken(browser, site.origin, picture)
    kept = FOLDER.joinpath(f"{picture.name}.png").read_bytes()
    assert difference(fresh, kept) < TOLERANCE, "look at it, and take it anew with: make pictures"


def test_every_picture_is_one_that_is_made() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == {picture.name for picture in PICTURES}


def plain(colour: str, size: tuple[int, int] = (4, 4)) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", size, colour).save(stream, "PNG")
    return stream.getvalue()


def test_pictures_differ_by_the_mean_of_their_pixels() -> None:
    assert difference(plain("black"), plain("black")) == 0
    assert difference(plain("black"), plain("white")) == 255
    assert difference(plain("black"), plain("red")) == 85
    assert difference(plain("black"), plain("black", (4, 5))) == 255
