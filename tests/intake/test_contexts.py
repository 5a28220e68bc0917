"""Short words that the software beneath us also translates carry a context, so that neither takes the other's word."""

import pytest
from django.template.loader import get_template
from django.utils.translation import override, trans_real

from intake.forms.entries import MessageForm, NoteForm
from intake.viewsets.lists import CASE_EXPORT, REFERRAL_EXPORT

CONTEXTS = {"Number": "of a request", "Note": "of a case", "To": "of a message"}


def test_short_words_are_looked_up_in_their_context(monkeypatch):
    asked = []
    usual = trans_real.pgettext
    monkeypatch.setattr("django.utils.translation._trans.pgettext", lambda *words: asked.append(words) or usual(*words))
    labels = [
        NoteForm.base_fields["text"].label,
        MessageForm.base_fields["core_person"].label,
        REFERRAL_EXPORT[0][0],
        CASE_EXPORT[0][0],
    ]
    with override("en"):
        assert [str(label) for label in labels] == ["Note", "To", "Number", "Number"]
    assert set(asked) >= {(context, word) for word, context in CONTEXTS.items()}


@pytest.mark.parametrize(
    ("template", "context"),
    [("intake/step.html", "step of a form"), ("parts/leaf_on.html", "page of results")],
)
def test_the_way_on_is_not_the_word_of_the_software_beneath(template, context):
    source = get_template(template).template.source
    assert f'{{% translate "Next" context "{context}" %}}' in source
    assert '{% translate "Next" %}' not in source
