"""Pictures and films in a page. What they show is also there for who does not see or hear it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from cms_pages.films import site_of
from cms_pages.pictures import used_once_more


class MediaBlock(blocks.StructBlock):
    """A block with pictures or films, which a page fetches for all such blocks at once (`models.fetching`)."""

    def pictures_in(self, raw: dict) -> list[int | None]:
        """The numbers of the pictures in a stored value."""
        return []

    def films_in(self, raw: dict) -> list[int | None]:
        """The numbers of the films in a stored value."""
        return []

    def with_media(self, raw: dict, *, pictures: Mapping, films: Mapping):
        """A stored value as `to_python` reads it, without asking the database. What was deleted is left out."""
        raise NotImplementedError


class PictureBlock(MediaBlock):
    """A picture with its words. Wagtail's own ImageBlock asks what it shows, or whether it is decorative."""

    picture = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), max_length=240, required=False)
    credit = blocks.CharBlock(label=_("Made by"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "cms_pages/blocks/picture.html"

    def pictures_in(self, raw):
        return [(raw.get("picture") or {}).get("image")]

    def with_media(self, raw, *, pictures, films):
        value = self.to_python(raw | {"picture": None})
        (number,) = self.pictures_in(raw)
        if number in pictures:
            words = raw["picture"] | {"image": used_once_more(pictures[number])}
            value["picture"] = self.child_blocks["picture"].normalize(words)
        return value


class FilmValue(blocks.StructValue):
    @property
    def site(self) -> str:
        """Who runs the site on which this film stands; empty for a film of our own."""
        return "" if self["film"] else site_of(self["address"] or "")


class FilmBlock(MediaBlock):
    """A film of our own, or a link to one on another site: nothing of that site is fetched before the reader goes."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    film = SnippetChooserBlock("cms_pages.Film", label=_("Our own film"), required=False)
    address = blocks.URLBlock(
        label=_("Or its address on YouTube or Vimeo"),
        required=False,
        help_text=_("Readers get a link and are told who runs that site. Nothing is shown of it here."),
    )
    poster = ImageChooserBlock(
        label=_("Picture of the film"), required=False, help_text=_("Stands where the film is until it plays.")
    )
    transcript = blocks.RichTextBlock(
        label=_("The film in words"),
        features=["bold", "italic", "ul"],
        help_text=_("All that is said, and what can be seen that matters: for who does not hear or see it."),
    )

    class Meta:
        icon = "media"
        label = _("Film")
        template = "cms_pages/blocks/film.html"
        value_class = FilmValue

    def pictures_in(self, raw):
        return [raw.get("poster")]

    def films_in(self, raw):
        return [raw.get("film")]

    def with_media(self, raw, *, pictures, films):
        value = self.to_python(raw | {"film": None, "poster": None})
        (film,), (poster,) = self.films_in(raw), self.pictures_in(raw)
        value["film"] = films.get(film)
        value["poster"] = used_once_more(pictures[poster]) if poster in pictures else None
        return value

    def clean(self, value):
        cleaned = super().clean(value)
        film, address = cleaned["film"], cleaned["address"]
        if film and address:
            raise _refused("address", _("Choose one: our own film, or an address."))
        if not film and not address and not self.is_deferred_validation:
            raise _refused("film", _("Choose a film, or give its address."))
        if address and not site_of(address):
            raise _refused("address", _("Give an address on YouTube or Vimeo that begins with https://"))
        return cleaned


def _refused(name, words):
    return blocks.StructBlockValidationError(block_errors={name: ValidationError(words)})
