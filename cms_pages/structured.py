"""What search engines may read about a page without guessing: schema.org, as JSON-LD."""

import json
from dataclasses import dataclass

from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# A closing tag inside a text must not close the element that the data stands in.
_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def as_json(data: dict) -> SafeString:
    """The data as it may stand in a `<script type="application/ld+json">`, which browsers never run."""
    filled = {"@context": "https://schema.org"} | {name: value for name, value in data.items() if value}
    return mark_safe(json.dumps(filled, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped just now


@dataclass(frozen=True)
class SharePicture:
    address: str
    width: int
    height: int
    alt: str


def share_picture(request, organisation, page=None) -> SharePicture:
    """The picture that goes along when a page is shared: its own, or that of the site."""
    own = getattr(page, "share_rendition", None)
    if own is None:
        return SharePicture(picture_address(request, organisation), 1200, 630, "")
    return SharePicture(request.build_absolute_uri(own.url), own.width, own.height, page.picture_alt)


def picture_address(request, organisation) -> str:
    """The picture of a site."""
    return request.build_absolute_uri(static(f"share/{organisation.country.lower()}.png"))


def organisation_data(request, organisation) -> dict:
    return {
        "@type": "NGO",
        "name": organisation.name,
        "legalName": organisation.legal_name,
        "url": request.build_absolute_uri("/"),
        "logo": picture_address(request, organisation),
        "telephone": organisation.telephone,
        "email": organisation.email,
        "address": organisation.address.replace("\n", ", "),
        "areaServed": organisation.country,
    }


def event_data(request, organisation, page) -> dict:
    """An event; one in which people can take part online too has both places."""
    online = {"@type": "VirtualLocation", "url": request.build_absolute_uri(page.address)}
    here = {"@type": "Place", "name": page.place, "address": page.place}
    is_online_only = bool(page.online) and page.region_id is None
    mode = "Online" if is_online_only else "Mixed" if page.online else "Offline"
    return _of_page(request, organisation, page) | {
        "@type": "Event",
        "name": page.title,
        "startDate": page.starts.isoformat(),
        "endDate": page.ends.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{mode}EventAttendanceMode",
        "location": online if is_online_only else [here, online] if page.online else here,
        "organizer": {"@type": "NGO", "name": organisation.name, "url": request.build_absolute_uri("/")},
    }


def training_event_data(request, organisation, event) -> dict:
    """A training event that everybody may know of; its online link is not for everybody."""
    here = {"@type": "Place", "name": event.place, "address": event.place}
    online = {"@type": "VirtualLocation", "url": request.build_absolute_uri(request.path)}
    is_online = bool(event.link)
    return {
        "@type": "Event",
        "name": str(event),
        "description": event.about or event.for_whom or str(event),
        "inLanguage": event.language,
        "url": request.build_absolute_uri(request.path),
        "image": picture_address(request, organisation),
        "startDate": event.starts.isoformat(),
        "endDate": event.ends.isoformat(),
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": f"https://schema.org/{'Online' if is_online else 'Offline'}EventAttendanceMode",
        "location": online if is_online else here,
        "maximumAttendeeCapacity": event.capacity,
        "remainingAttendeeCapacity": event.free,
        "organizer": {"@type": "NGO", "name": organisation.name, "url": request.build_absolute_uri("/")},
    }


def article_data(request, organisation, page, *, kind="Article", published=None) -> dict:
    moment = published or page.first_published_at
    changed = page.last_published_at or moment
    return _of_page(request, organisation, page) | {
        "@type": kind,
        "headline": page.title,
        "datePublished": moment.isoformat() if moment else "",
        "dateModified": changed.isoformat() if changed else "",
        "author": {"@type": "NGO", "name": organisation.name},
        "publisher": {"@type": "NGO", "name": organisation.name, "logo": picture_address(request, organisation)},
    }


_PUBLICATIONS = {"book": "Book", "research": "ScholarlyArticle", "report": "Report", "article": "Article"}


def publication_data(request, organisation, page) -> dict:
    """A publication: written by others, so neither author nor publisher is the organisation of itself."""
    return _of_page(request, organisation, page) | {
        "@type": _PUBLICATIONS[page.kind],
        "name": page.title,
        "headline": page.title,
        "author": {"@type": "Person", "name": page.authors},
        "publisher": {"@type": "Organization", "name": page.publisher} if page.publisher else None,
        "datePublished": str(page.year),
        "inLanguage": page.written_in,
        "sameAs": page.elsewhere,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": request.build_absolute_uri(page.file_address),
            "encodingFormat": "application/pdf",
        }
        if page.file
        else None,
    }


def _of_page(request, organisation, page):
    return {
        "description": page.search_description or page.lead,
        "inLanguage": get_language(),
        "url": request.build_absolute_uri(request.path),
        "image": share_picture(request, organisation, page).address,
    }
