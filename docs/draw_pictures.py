"""Draw the pictures that a shared link shows, and the icon of the web manifest, with Chromium.

Run by hand when the site's name or the vocabulary changes (docs/decisions/0008-open-graph-pictures.md):
`python docs/draw_pictures.py` writes templates/static/og*.png and icon-512.png, which are committed.
"""

import base64
import shutil
import struct
import sys
import zlib
from html import escape
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tracker import settings, vocabulary  # noqa: E402 - found only after the line above
from tracker.glossary import Region  # noqa: E402
from tracker.vocabulary import Vocabulary  # noqa: E402

STATIC = ROOT / "templates" / "static"
MARK = (
    '<svg class="mark" viewBox="0 0 32 32"><path class="o" d="M27.3 22.5a13 13 0 1 1-2-15.6"/>'
    '<path d="M22.4 22.4a9 9 0 1 1 2.5-7.9"/><path d="M20.3 18.5a5 5 0 1 1-1.8-6.8"/></svg>'
)
PAPER, LINE = (0xFB, 0xFA, 0xF7), (0xDE, 0xDA, 0xD2)
INKS = ((0x1B, 0x1E, 0x22), (0x4F, 0x56, 0x5E), (0x17, 0x60, 0x4A))
SHADES = 12
"""Steps from the paper to each ink: enough for smooth edges."""
INDICES = """async ([png, palette]) => {
  const bitmap = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
  canvas.drawImage(bitmap, 0, 0);
  const { data } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
  const known = new Map();
  const nearest = (r, g, b) => {
    const far = palette.map(([x, y, z]) => (x - r) ** 2 + (y - g) ** 2 + (z - b) ** 2);
    return far.indexOf(Math.min(...far));
  };
  let text = "";
  for (let at = 0; at < data.length; at += 4) {
    const key = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
    if (!known.has(key)) known.set(key, nearest(data[at], data[at + 1], data[at + 2]));
    text += String.fromCharCode(known.get(key));
  }
  return [bitmap.width, bitmap.height, btoa(text)];
}"""
STYLE = """
body { margin: 0; width: 1200px; height: 630px; box-sizing: border-box; padding: 76px 80px; display: flex;
  justify-content: space-between; background: #fbfaf7; color: #1b1e22; word-break: keep-all;
  font-family: pretendard, "Noto Sans CJK KR", "Noto Sans KR", sans-serif; }
.words { display: flex; flex-direction: column; width: 640px; }
.site { display: flex; align-items: center; gap: 18px; font-size: 34px; font-weight: 700; }
h1 { margin: auto 0 20px; font-size: 76px; line-height: 1.2; letter-spacing: -0.02em; }
p { margin: 0; font-size: 32px; line-height: 1.5; color: #4f565e; }
svg path { fill: none; stroke: #4f565e; stroke-width: 2.4; stroke-linecap: round; }
svg .o { stroke: #17604a; }
.site svg { width: 52px; }
.big svg { width: 380px; align-self: center; margin-right: -10px; }
.tiles { display: grid; grid-template: repeat(5, 90px) / repeat(4, 84px); gap: 5px; align-self: center; }
.tiles i { border: 2px solid #dedad2; }
.tiles .here { background: #17604a; border-color: #17604a; }
.icon { width: 512px; height: 512px; padding: 96px; }
.icon svg { width: 320px; }
"""


def main() -> None:
    """One picture for the site, one for each province of today, one for each sector, and the icon."""
    site, words = settings.load(ROOT / "content"), vocabulary.load(ROOT / "content")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 630})
        draw(page, "og.png", f'{text(site.title, site.title, site.tagline)}<div class="big">{MARK}</div>')
        for region in words.regions.values():
            if region.tile:
                name = f"og-{region.slug}.png"
                draw(page, name, text(site.title, region.name, "정책 연표") + tiles(words, region))
        for sector in words.sectors.values():
            words_of_it = text(site.title, sector.name, "지방자치단체의 정책 연표")
            draw(page, f"og-{sector.slug}.png", f'{words_of_it}<div class="big">{MARK}</div>')
        page.set_viewport_size({"width": 512, "height": 512})
        draw(page, "icon-512.png", MARK, "icon")
        browser.close()


def text(site: str, title: str, note: str) -> str:
    """The words on the left."""
    return (
        f'<div class="words"><div class="site">{MARK}{escape(site)}</div>'
        f"<h1>{escape(title)}</h1><p>{escape(note)}</p></div>"
    )


def tiles(words: Vocabulary, here: Region) -> str:
    """The tile map with one province filled."""
    boxes = []
    for region in words.regions.values():
        if region.tile:
            row, column, width = region.tile
            place = f"grid-area: {row + 1} / {column + 1} / auto / span {width}"
            boxes.append(f'<i class="{"here" if region is here else ""}" style="{place}"></i>')
    return f'<div class="tiles">{"".join(boxes)}</div>'


def draw(page: Page, name: str, body: str, kind: str = "") -> None:
    """One PNG of the size of the window."""
    page.set_content(f'<!doctype html><style>{STYLE}</style><body class="{kind}">{body}')
    png = base64.b64encode(page.screenshot()).decode()
    width, height, indices = page.evaluate(INDICES, [png, palette()])
    (STATIC / name).write_bytes(encode(width, height, base64.b64decode(indices)))


def palette() -> list[tuple[int, ...]]:
    """The colours of the site, each in steps from the paper."""
    steps = [step / SHADES for step in range(1, SHADES + 1)]
    mixed = [
        tuple(round(a + (b - a) * step) for a, b in zip(PAPER, ink, strict=True)) for ink in INKS for step in steps
    ]
    return [PAPER, LINE, *mixed]


def encode(width: int, height: int, indices: bytes) -> bytes:
    """A PNG of one byte a pixel, which names a colour of the palette; a fifth of the size of the screenshot."""
    lines = b"".join(b"\0" + indices[row * width : (row + 1) * width] for row in range(height))
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", bytes(part for colour in palette() for part in colour)),
        (b"IDAT", zlib.compress(lines, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


if __name__ == "__main__":
    main()
