"""The circle on the workbench of a case: how many, who, and what still keeps them. Its coordinator writes it."""

from django.utils.translation import gettext_lazy as _

from intake.circle_drawn import drawn_circle
from intake.models import Case, Coming, Contact, Needs
from portal.backoffice.workbench import Panel


def circle_panel(case: Case) -> Panel:
    """Made while looking at the case; a number of queries that does not grow."""
    circle = drawn_circle(case)
    rows = [person.row for side in circle.sides for group in side.groups for person in group.people]
    counts = (
        (_("in the circle"), circle.count),
        (_("spoken to"), sum(row.contact == Contact.SPOKEN for row in rows)),
        (_("come"), sum(row.coming == Coming.COMES for row in rows)),
        (_("still to arrange"), sum(row.needs == Needs.TO_ARRANGE for row in rows)),
    )
    context = {"case": case, "circle": circle, "counts": counts}
    return Panel("circle", _("The circle"), "intake/workbench/circle.html", context)
