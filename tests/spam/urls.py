"""The addresses of the site and one small public form, as any form of ours would use the spam protection."""

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import path
from django.views.decorators.cache import never_cache

from portal.spam import assess
from portal.spam.forms import SpamFields
from portal.urls import urlpatterns as ours

PAGE = """{% extends "base.html" %}{% load i18n %}{% block title %}Note{% endblock %}
{% block main %}<h1>Note</h1>{% include "forms/error_summary.html" %}<form method="post" novalidate>{% csrf_token %}
{% for field in form.visible_fields %}{% include "forms/field.html" %}{% endfor %}
{% include "forms/spam.html" with form=form %}<button>Send</button></form>{% endblock %}"""
DONE = (
    """{% extends "base.html" %}{% block title %}Done{% endblock %}{% block main %}<h1>{{ done }}</h1>{% endblock %}"""
)


class NoteForm(SpamFields):
    note = forms.CharField(label="What do you want to say?")


@never_cache
def write_note(request):
    if request.method == "GET":
        return draw(request, PAGE, form=NoteForm(request=request))
    form = NoteForm(request.POST, request=request)
    if not form.is_valid():
        return draw(request, PAGE, form=form, status=422)
    assessment = assess(request, form, action="note")
    proven = "proven" if assessment.is_proven else "unproven"
    if assessment.wait:
        form.add_error(None, assessment.sentence)
        headers = {"X-Proven": proven, "Retry-After": str(assessment.wait)}
        return draw(request, PAGE, form=form, status=429, headers=headers)
    return draw(request, DONE, done=f"{proven} {sorted(form.cleaned_data)}", headers={"X-Proven": proven})


def draw(request, text, *, status=200, headers=None, **context):
    html = engines["django"].from_string(text).render(context, request)
    return HttpResponse(html, status=status, headers=headers)


urlpatterns = [path("en/note/", write_note), *ours]
