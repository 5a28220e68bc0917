"""Forms that came in another alphabet than ours are not read at all."""

import codecs

from django.core.exceptions import BadRequest


class ReadableFormsMiddleware:
    """Answers 400 to a form whose text is said not to be UTF-8: every browser sends our pages back in UTF-8.

    Django refuses this for simple forms, and decodes those with parts in whatever they name: UTF-7 gives halves of
    signs, which no database, log or mail takes, and codecs that are no alphabet raise. Before anything reads the form.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view_func, view_args, view_kwargs):
        if request.content_type != "multipart/form-data":
            return
        charset = request.content_params.get("charset")
        if charset and not _is_utf8(charset):
            raise BadRequest("A form in another charset than UTF-8.")
        try:
            # A name may bring its own charset along (RFC 2231).
            "".join([*request.POST, *(file.name or "" for file in request.FILES.values())]).encode()
        except (LookupError, UnicodeError):
            raise BadRequest("A form with names that cannot be read.") from None


def _is_utf8(charset):
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False
