"""The letter of somebody who wants to become a coordinator: a few pages, kept at every step, then sent (DOMAIN §4.1).

Whoever writes is signed in and writes in their own row, which is sealed. Works without JavaScript.
"""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from portal.accounts.limits import attempt
from portal.organisations.queries import organisation_for
from portal.privacy.looking import sitting
from portal.privacy.queries import begins_sitting
from portal.workflow.moves import NotPossible
from portal.workflow.references import shown, spelled
from training.actions.applying import begin_application, discard_application, keep_application, send_application
from training.actions.taking_files import remove_file, take_file
from training.forms.apply import CHECK, STEPS, SendForm
from training.languages import language_name
from training.models import Candidate, RuleBook
from training.states import CandidateState

_LONG_TEXTS = ("motivation", "experience", "ties")
_ORDER = [*STEPS, CHECK]
# Files that one person sends in an hour: each is work for a whole process.
UPLOADS, UPLOADS_AN_HOUR = "training.upload", "40/h/key"


def address_of(page: str) -> str:
    return reverse(f"training:apply_{page}")


class SeeOther(HttpResponseRedirect):
    """What answers a post: the page to get next."""

    status_code = 303


@method_decorator([never_cache, sensitive_post_parameters()], name="dispatch")
class LetterView(View):
    """A page of the letter, with the row of whoever is signed in (or None)."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.is_authenticated:
            return self.ask_for_account()
        if request.user.has_perm("wagtailadmin.access_admin"):
            raise PermissionDenied  # whoever works for the organisation is not independent of it
        self.organisation = request.user.organisation or organisation_for(request)
        if self.organisation is None:
            raise Http404
        self.candidate = (
            Candidate.objects.of(request.user).select_related("vault", "organisation", "region", "rule_book").first()
        )
        if self.is_sent and not self.shows_sent:
            return redirect("training:apply_sent")
        if self.candidate is None and not self.begins:
            return redirect(address_of("you"))
        try:
            return super().dispatch(request, *args, **kwargs)
        except RuleBook.DoesNotExist:
            return redirect("training:coordinator")

    def ask_for_account(self):
        """Whoever was signed out while writing gets the text back, to take along."""
        typed = next((self.request.POST[name] for name in _LONG_TEXTS if self.request.POST.get(name)), "")
        if typed:
            return render(self.request, "training/my/signed_out.html", {"typed": typed}, status=403)
        back = urlencode({REDIRECT_FIELD_NAME: reverse("training:apply")})
        return redirect(f"{reverse('account_signup')}?{back}")

    begins = False  # whether the page is there for who has written nothing yet
    shows_sent = False

    @property
    def is_sent(self) -> bool:
        return self.candidate is not None and self.candidate.state != CandidateState.WRITING

    def look(self):
        return sitting(
            self.candidate,
            screen="letter",
            is_new=begins_sitting(self.candidate, by=self.request.user),
            by=self.request.user,
        )

    def form_of(self, page, data=None, files=None):
        """The page's form: with `data` as sent now, else with what is kept."""
        kwargs = {"organisation": self.organisation}
        if self.candidate is not None:
            kwargs["has_file"] = STEPS[page].file_kind in self.files
        if data is not None:
            return STEPS[page](data, files, **kwargs)
        return STEPS[page](initial=self.kept(page), **kwargs)

    def kept(self, page) -> dict:
        """What is kept of this page; to be called while looking."""
        if self.candidate is None:
            return {}
        if page == "languages":
            return {"languages": self.codes}
        return {name: getattr(self.candidate, name) for name in STEPS[page].base_fields if name != "file"}

    @property
    def codes(self) -> list[str]:
        return list(self.candidate.spoken_languages.values_list("code", flat=True))

    @property
    def files(self) -> dict:
        """The files that are kept, by kind."""
        if not hasattr(self, "_files"):
            self._files = {file.kind: file for file in self.candidate.files.defer("content")}
        return self._files


class ApplyView(LetterView):
    """Where the button leads: to the first page, or to what was written before."""

    begins = True

    def get(self, request):
        return redirect(address_of("you" if self.candidate is None else CHECK))


class StepView(LetterView):
    """One page with questions."""

    page = "you"

    @property
    def begins(self):
        return self.page == "you"

    def get(self, request):
        if self.candidate is None:
            RuleBook.objects.in_force(self.organisation)  # without one nobody writes for nothing
            return self.show(self.form_of(self.page))
        with self.look():
            return self.show(self.form_of(self.page))

    def post(self, request):
        if self.candidate is None:
            self.candidate = begin_application(request.user, organisation=self.organisation, language=get_language())
        with self.look():
            try:
                return self._keep()
            except NotPossible:
                return SeeOther(reverse("training:apply_sent"))

    def _keep(self):
        said = self.request.POST
        form = self.form_of(self.page, said, self.request.FILES)
        form.is_valid()
        if not form.can_be_kept:
            return self.show(form, status=422)
        keep_application(self.candidate, by=self.request.user, answers=form.to_keep)
        if "remove" in said:
            remove_file(self.candidate, kind=form.file_kind, by=self.request.user)
            return SeeOther(address_of(self.page))
        self._take(form)
        leaves = "back" in said or "later" in said
        if "add" in said and "other" not in form.errors:
            return SeeOther(address_of(self.page) + "#id_other")
        if "file" in form.errors or (form.errors and not leaves):
            return self.show(form, status=422)
        return SeeOther(self._next(said))

    def _take(self, form):
        """Cleans and keeps the file that came along; what is wrong with it stands at its field."""
        upload = form.files.get("file") if form.file_kind else None
        if upload is None or "file" in form.errors:
            return
        if not attempt(self.request, action=UPLOADS, rate=UPLOADS_AN_HOUR, about=str(self.request.user.pk)):
            form.add_error("file", _("That were many files in a short time. Wait an hour, or write it here."))
            return
        try:
            take_file(self.candidate, kind=form.file_kind, upload=upload, by=self.request.user)
        except NotPossible as refused:
            form.add_error("file", str(refused))

    def _next(self, said):
        if "later" in said:
            return reverse("training:apply_kept")
        place = _ORDER.index(self.page)
        if "back" in said:
            return address_of(_ORDER[place - 1])
        return address_of(_ORDER[place + 1])

    def show(self, form, *, status=200):
        context = {
            "form": form,
            "page_name": self.page,
            "step_number": _ORDER.index(self.page) + 1,
            "step_total": len(_ORDER),
            "file": self.files.get(form.file_kind) if self.candidate else None,
        }
        return render(self.request, "training/apply/step.html", context, status=status)


class CheckView(LetterView):
    """Everything once more; what is missing can still be added, and then it is sent."""

    def get(self, request):
        with self.look():
            return self.show(SendForm())

    def post(self, request):
        with self.look():
            form = SendForm(request.POST)
            self.missing = self._missing()
            if not form.is_valid() or self.missing:
                return self.show(form, status=422)
            try:
                send_application(self.candidate, by=request.user)
            except NotPossible:
                return SeeOther(address_of(CHECK))
        return SeeOther(reverse("training:apply_sent"))

    missing: list = []

    def _missing(self):
        """What is still to be answered, with the page where that is done."""
        found = []
        for page in STEPS:
            form = self._bound(page)
            found += [
                {"address": address_of(page), "message": message}
                for errors in form.errors.values()
                for message in errors
            ]
        return found

    def _bound(self, page):
        data = QueryDict(mutable=True)
        for name, value in self.kept(page).items():
            data.setlist(name, value if isinstance(value, list) else [value])
        return self.form_of(page, data)

    def show(self, form, *, status=200):
        context = {
            "form": form,
            "missing": self.missing,
            "lines": self._lines(),
            "step_number": len(_ORDER),
            "step_total": len(_ORDER),
        }
        return render(self.request, "training/apply/check.html", context, status=status)

    def _lines(self):
        candidate = self.candidate
        names = [language_name(code) for code in self.codes]
        return [
            _line("you", _("Your name"), candidate.name),
            _line("you", _("Telephone"), candidate.telephone, is_left_to_right=True),
            _line("you", _("Postcode"), candidate.postcode, is_left_to_right=True),
            _line("languages", _("Languages"), ", ".join(names)),
            _line("motivation", _("Why"), candidate.motivation, file=self.files.get("motivation")),
            _line("experience", _("What you bring along"), candidate.experience, file=self.files.get("cv")),
            _line("ties", _("Tied to a body"), candidate.get_has_ties_display()),
            *([_line("ties", _("Which tie"), candidate.ties)] if candidate.has_ties == "yes" else []),
        ]


def _line(page, question, answer, *, file=None, is_left_to_right=False):
    return {
        "address": address_of(page),
        "question": question,
        "answer": answer,
        "file": file,
        "is_left_to_right": is_left_to_right,
    }


class KeptView(LetterView):
    """It is kept; how to come back to it."""

    def get(self, request):
        return render(request, "training/apply/kept.html", {"email": request.user.email})


class SentView(LetterView):
    """The number, and what happens now."""

    shows_sent = True

    def get(self, request):
        if not self.is_sent:
            return redirect("training:apply")
        context = {"reference": shown(self.candidate.reference), "spelling": spelled(self.candidate.reference)}
        return render(request, "training/apply/sent.html", context)


class DiscardView(LetterView):
    """Throws the letter away, with its files; the account stays."""

    def get(self, request):
        return render(request, "training/apply/discard.html")

    def post(self, request):
        try:
            discard_application(self.candidate, by=request.user)
        except NotPossible:
            return SeeOther(reverse("training:apply_sent"))
        return SeeOther(reverse("training:coordinator"))
