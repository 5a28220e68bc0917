"""The public pages of both organisations: one subject a file."""

from cms_pages.models.agenda_pages import AgendaPage, EventPage
from cms_pages.models.film import Film, FilmCaptions
from cms_pages.models.folder import FolderIndexPage, FolderPage
from cms_pages.models.folder_order import FolderOrder
from cms_pages.models.folder_print import FolderPrint
from cms_pages.models.home_page import HomePage
from cms_pages.models.model_pages import ModelIndexPage, ModelPage
from cms_pages.models.news_pages import NewsIndexPage, NewsPage
from cms_pages.models.publication_pages import PublicationIndexPage, PublicationPage
from cms_pages.models.region_pages import RegionIndexPage
from cms_pages.models.second_pair import SecondPairOfEyes
from cms_pages.models.source_words import SourceWords
from cms_pages.models.story_pages import StoryIndexPage, StoryPage
from cms_pages.models.text_page import TextPage

__all__ = [
    "AgendaPage",
    "EventPage",
    "Film",
    "FilmCaptions",
    "FolderIndexPage",
    "FolderOrder",
    "FolderPage",
    "FolderPrint",
    "HomePage",
    "ModelIndexPage",
    "ModelPage",
    "NewsIndexPage",
    "NewsPage",
    "PublicationIndexPage",
    "PublicationPage",
    "RegionIndexPage",
    "SecondPairOfEyes",
    "SourceWords",
    "StoryIndexPage",
    "StoryPage",
    "TextPage",
]
