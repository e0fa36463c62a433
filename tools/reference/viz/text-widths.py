"""Widths of texts in DejaVu Sans by FreeType (through Pillow), the reference of packages/viz's text measuring.

    python3 tools/reference/viz/text-widths.py > packages/viz/test/fixtures/text-widths.json

Sizes are the fonts' units per em, so that no width is rounded to the pixel grid; characters are measured one by one,
since the package leaves kerning out.
"""

import json
import pathlib

from PIL import ImageFont

ROOT = pathlib.Path(__file__).resolve().parents[3]
FONTS = ROOT / "node_modules" / "dejavu-fonts-ttf" / "ttf"
UNITS_PER_EM = 2048
TEXTS = ["ResidualCNN", "Test accuracy (%)", "Точность на тесте", "Wi-1,000.5", "λ → ∞", "naïve Ångström", "…"]


def width(font, text):
    return sum(font.getlength(character) for character in text) / UNITS_PER_EM


fonts = {
    weight: ImageFont.truetype(str(FONTS / name), UNITS_PER_EM, layout_engine=ImageFont.Layout.BASIC)
    for weight, name in {"regular": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}.items()
}
print(
    json.dumps(
        [
            {"text": text, **{weight: round(width(font, text), 6) for weight, font in fonts.items()}}
            for text in TEXTS
        ],
        ensure_ascii=False,
        indent=2,
    )
)
