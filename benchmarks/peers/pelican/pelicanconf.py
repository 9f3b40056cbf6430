"""Pelican with our own front matter and generator; everything that is not compared is switched off."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

SITENAME = "지역정책 나이테"
SITEURL = "https://rings.example"
PATH, OUTPUT_PATH = "content", "public"
THEME = "theme"
THEME_STATIC_DIR = "static"
PLUGINS = ["timelines"]
TIMEZONE, DEFAULT_LANG = "Asia/Seoul", "ko"
ARTICLE_URL, ARTICLE_SAVE_AS = "entries/{slug}/", "entries/{slug}/index.html"
ARTICLE_ORDER_BY = "weight"
FEED_ALL_ATOM = FEED_ALL_RSS = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DIRECT_TEMPLATES: list[str] = []
ARCHIVES_SAVE_AS = AUTHORS_SAVE_AS = CATEGORIES_SAVE_AS = TAGS_SAVE_AS = ""
CATEGORY_SAVE_AS = TAG_SAVE_AS = AUTHOR_SAVE_AS = ""
MARKDOWN = {"extensions": ["tables", "sane_lists"], "output_format": "html5"}
LOAD_CONTENT_CACHE = False
