"""One's own certificate: to take along on paper and as a file, and whether strangers read the name on it."""

from abc import ABC, abstractmethod

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.outbound.attachments import as_attachment
from portal.outbound.pdf import PdfUnavailable
from portal.privacy.looking import looking
from portal.workflow.moves import NotPossible
from training.actions.badging import give_badge
from training.actions.certifying import hide_name, show_name
from training.documents import certificate_pdf
from training.models import Candidate, Certificate
from training.views.my import OwnView
from training.views.my_acts import ActView
from training.views.own_certificate import newest_of

SCREEN = "my certificate"


class CertificateView(OwnView):
    """The certificate as a PDF. Each time it is taken along is a line in the access log."""

    def get(self, request):
        certificate = counting_or_404(self.candidate)
        with looking(certificate, by=request.user, screen=SCREEN):
            try:
                content = certificate_pdf(certificate)
            except PdfUnavailable:
                return render(request, "training/my/certificate_not_now.html", status=503)
        return as_attachment(content, content_type="application/pdf", name=f"certificate-{certificate.number}.pdf")


class BadgeView(OwnView):
    """The certificate as a file that machines can check (Open Badges 3.0)."""

    def get(self, request):
        certificate = counting_or_404(self.candidate)
        try:
            with looking(certificate, by=request.user, screen=SCREEN):
                content = give_badge(certificate, by=request.user)
        except NotPossible:
            raise Http404 from None
        name = f"certificate-{certificate.number}.jwt"
        return as_attachment(content.encode(), content_type="application/jwt", name=name)


class NameView(ActView, ABC):
    """Asks about the name; `is_shown` is how it must be now to be asked."""

    is_shown = False

    def get(self, request):
        if not self._is_asked():
            return redirect("training:my")
        return self.page(self.form_class())

    def act(self):
        certificate = newest_of(self.candidate)
        if certificate is None:
            raise NotPossible(_("There is no certificate."))
        self.change(certificate)

    @abstractmethod
    def change(self, certificate):
        """Changes what strangers read of the certificate."""

    def post(self, request):
        with self.look():
            return super().post(request)

    def _is_asked(self):
        certificate = newest_of(self.candidate)
        if certificate is None or bool(certificate.public_name) != self.is_shown:
            return False
        return self.is_shown or certificate.counts


class ShowNameView(NameView):
    heading = gettext_lazy("May strangers read your name?")
    lead = gettext_lazy(
        "Anybody who has the number of your certificate can look up on our site whether it counts. You choose whether "
        "your name stands there too."
    )
    points = (
        (
            gettext_lazy("Your name stands beside the number"),
            gettext_lazy("As it is on your certificate. In the file for machines too, when you take it along again."),
        ),
        (gettext_lazy("Nobody finds you by your name"), gettext_lazy("Only who has the number sees the page.")),
        (gettext_lazy("You may take it back"), gettext_lazy("Then the name is gone from the page at once.")),
    )
    button = gettext_lazy("Yes, show my name")
    done = gettext_lazy("Your name stands on the page of your certificate now.")

    def change(self, certificate):
        show_name(certificate, by=self.request.user)


class HideNameView(NameView):
    is_shown = True
    heading = gettext_lazy("Should your name go from the page?")
    lead = gettext_lazy("Whoever looks up your number still sees that your certificate counts, and no name any more.")
    points = (
        (
            gettext_lazy("A file that you gave to somebody keeps what stood in it"),
            gettext_lazy("Take a new one along and give them that, if you want your name out of it."),
        ),
    )
    button = gettext_lazy("Yes, take my name away")
    done = gettext_lazy("Your name stands on the page of your certificate no longer.")

    def change(self, certificate):
        hide_name(certificate, by=self.request.user)


def counting_or_404(candidate: Candidate) -> Certificate:
    certificate = newest_of(candidate)
    if certificate is None or not certificate.counts:
        raise Http404
    return certificate
