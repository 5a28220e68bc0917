"""The building blocks that editors compose pages from. Their drawings are fixed; every word is theirs.

Blocks hold plain text wherever they can: it is translated line by line and cannot bring a foreign look along.
"""

from cms_pages.blocks.home import HomeBody
from cms_pages.blocks.links import LinkBlock, chosen, chosen_pages
from cms_pages.blocks.media import MediaBlock
from cms_pages.blocks.text import CoreBody, TextBody

__all__ = ["CoreBody", "HomeBody", "LinkBlock", "MediaBlock", "TextBody", "chosen", "chosen_pages"]
